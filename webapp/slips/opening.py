"""Opening a dossier by its slip: a code, and the one fact. Whatever is wrong, the answer is the same."""

from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock, throttle
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.procedures import service as procedures
from webapp.slips import facts, issuing
from webapp.slips.models import Slip
from webapp.slips.rules import current

HOUR, SHORT = 3600, 600  # seconds
ADDRESS, CODE, ALL = "slip address", "slip code", "slip wrong anywhere"
NO_LIMIT = 2**31 - 1  # counted only: whether it was too often is asked before the next try


class NotOpened(Exception):
    """No such slip, or a wrong fact: the two are never told apart."""


class Over(Exception):
    """Code and fact are right, and it holds no longer. `replaced`: there is a newer one."""

    def __init__(self, replaced: bool) -> None:
        super().__init__("over")
        self.replaced = replaced


def opened(db: Session, code: str, born: str, digits: str, who: str) -> Slip:
    """The slip, when `born` (an ISO day) or `digits` is the fact of its dossier. `code` normalised; `who` tries: an account or an address.

    Only wrong tries count: of the address, of the code (whether there is such a slip or not), of all. Raises `throttle.TooMany`,
    `NotOpened`, `Over`.
    """
    _refuse_tired(db, who, *_of_address(db))
    slip = issuing.by_code(db, code)
    tried = str(slip.id) if slip else code
    _refuse_tired(db, tried, CODE, current().tries_an_hour, HOUR)
    if slip and slip.wrong < current().tries and facts.fits(fact_of(db, slip.dossier_id), born, digits):
        if issuing.lives(slip):
            return slip
        raise Over(replaced=issuing.of(db, db.get_one(Dossier, slip.dossier_id)) is not None)
    if slip:
        issuing.count_wrong(db, slip)
    for name, one, seconds in ((CODE, tried, HOUR), (ADDRESS, who, SHORT), (ADDRESS, who, HOUR), (ALL, "", HOUR)):
        throttle.hit(db, f"{name} {seconds}", one, NO_LIMIT, seconds)
    raise NotOpened


def fact_of(db: Session, dossier_id: UUID) -> facts.Fact:
    found = db.get_one(Dossier, dossier_id, options=dossiers.WITH_PERSON)
    known = found.answers or {name: said for name, said in found.fields.items() if isinstance(said, str)}
    return facts.fact(
        procedures.version(db, found.version_id).definition["form"], known, found.person.facts if found.person else {},
        found.account.phone if found.account else "", typed=any(known.values()) or found.account_id is not None or found.state != State.DRAFT,
    )  # fmt: skip


def _of_address(db: Session) -> tuple[str, int, int]:
    """How much an address may try wrongly: less while somebody guesses from many."""
    rules = current()
    alarm = throttle.counted(db, f"{ALL} {HOUR}", "", HOUR) >= rules.alarm
    return (ADDRESS, rules.alarm_tries, HOUR) if alarm else (ADDRESS, rules.address_tries, SHORT)


def _refuse_tired(db: Session, who: str, name: str, most: int, seconds: int) -> None:
    if throttle.counted(db, f"{name} {seconds}", who, seconds) >= most:
        raise throttle.TooMany(seconds - int(clock.now().timestamp()) % seconds)
