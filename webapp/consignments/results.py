"""Results given out at a post office: to the person or who they authorised, by the card they show; or sent on by mail."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp import clock
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.consignments import reaching
from webapp.consignments.items import item_code
from webapp.consignments.lifecycle import RESULT_NEXT, TRACKED, Move, NotNow, Place, Result, after
from webapp.consignments.models import Consignment
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import UNOPENED, Dossier, Event, State
from webapp.procedures import service as procedures

AT_POST = (Result.HERE, Result.POSTED, Result.ON_THE_WAY)
SHOWN = 100
CARD = re.compile(r"([0-9]{12})(?![0-9])")


class NotTheirs(Exception):
    """The number of the card shown is neither the person's nor that of who was authorised."""


class NotThen(Exception):
    """It cannot have happened then: still to come, or before the step before."""


class NoNumber(Exception):
    """No card number is known to compare with: the agency gives it out itself."""


def waiting(db: Session, who: Actor) -> list[Consignment]:
    """What lies at my post offices, or is in the mail from there."""
    rows = (
        select(Consignment)
        .where(Consignment.unit_id.in_(reaching.post_offices(db, who)), Consignment.result.in_(AT_POST))
        .order_by(Consignment.result_at, Consignment.id)
        .limit(SHOWN)
        .options(joinedload(Consignment.dossier).options(*UNOPENED))
    )
    return list(db.scalars(rows))


def find(db: Session, who: Actor, typed: str) -> Consignment | None:
    """The one whose result is at my post offices, by the dossier's reference or official code or the consignment's number."""
    bare = re.sub(r"[\s.\-]", "", typed).upper()
    mine = Consignment.unit_id.in_(reaching.post_offices(db, who))
    if reaching.NUMBER.fullmatch(bare):
        named = Consignment.number == f"PG-{bare[2:]}"
    elif typed and (dossier := dossiers.find(db, typed)):
        named = Consignment.dossier_id == dossier.id
    else:
        return None
    rows = select(Consignment).where(mine, named, Consignment.result.in_(AT_POST))
    return db.scalars(rows.order_by(Consignment.result_at.desc()).limit(1)).first()


def give(db: Session, who: Actor, consignment_id: UUID, shown: str) -> Consignment:
    """Handed to whoever showed this card and signed for it, with the originals that lie here. Given already: the same.

    Raises NotTheirs, NoNumber, NotNow, NoSuchConsignment.
    """
    found = reaching.one(db, who, consignment_id, lock=True)
    if found.result == Result.GIVEN:
        return found
    state = after(RESULT_NEXT, found.result, Move.GIVEN)
    to = _whose(db, found, shown)
    found.result, found.given_at, found.given_by_id, found.given_to = state, clock.now(), who.account_id, to
    _return(found, Place.POST, to)
    _over(db, found, who)
    return found


def _whose(db: Session, found: Consignment, shown: str) -> str:
    """The name of whoever's card it is."""
    number = CARD.match(shown.strip())
    known, name = _number_of(db, found.dossier), dossiers.applicant(db, found.dossier)
    other = found.authorised or {}
    if not known and not other:
        raise NoNumber
    if number and known == number[1]:
        return name
    if number and other.get("number") == number[1]:
        return str(other["name"])
    raise NotTheirs


def _number_of(db: Session, dossier: Dossier) -> str:
    """Of the person's card, as known of them or as the dossier says."""
    if dossier.person and (known := dossier.person.facts.get("id_number")):
        return str(known)
    asked = procedures.version(db, dossier.version_id).definition["form"]
    names = [field["id"] for group in asked for field in group["fields"] if field.get("fill") == "person.id_number"]
    answers = dossier.answers or {}
    return next((str(answers[name]) for name in names if answers.get(name)), "")


def post(db: Session, who: Actor, consignment_id: UUID, code: str) -> Consignment:
    """The carrier took it, under this item code. Posted under it already: the same.

    Raises items.NotAnItem, NotNow, NoSuchConsignment.
    """
    item = item_code(code)
    found = reaching.one(db, who, consignment_id, lock=True)
    if found.result == Result.POSTED and found.item_code == item:
        return found
    if found.delivery != "mail":
        raise NotNow(found.delivery, Move.POSTED)
    found.result = after(RESULT_NEXT, found.result, Move.POSTED)
    found.item_code = item
    for one in found.papers:
        if one.place == Place.POST:
            one.place = Place.MAIL
    _track(found, Move.POSTED, clock.now())
    db.flush()
    return found


def track(
    db: Session, who: Actor, consignment_id: UUID, move: Move, seen: int, at: datetime | None = None
) -> Consignment:
    """What the carrier says, written down by hand. `seen`: how many steps the page showed; a second tap is harmless. `at`: when
    it happened, now where nobody said.

    Raises NotThen, NotNow, NoSuchConsignment.
    """
    found = reaching.one(db, who, consignment_id, lock=True)
    steps = found.tracking or []
    if len(steps) != seen:
        if steps and steps[-1]["move"] == move and len(steps) == seen + 1:
            return found
        raise NotNow(len(steps), seen)
    if move not in TRACKED:
        raise NotNow(found.result, move)
    state = after(RESULT_NEXT, found.result, move)
    at = at or clock.now()
    if at > clock.now() or (
        steps and at.replace(second=59, microsecond=999_999) < datetime.fromisoformat(steps[-1]["at"])
    ):
        raise NotThen(move)
    found.result = state
    _track(found, move, at)
    to = str((found.sheet or {}).get("sender", ""))
    if move is Move.DELIVERED:
        found.given_at, found.given_by_id, found.given_to = at, who.account_id, to
        _return(found, Place.MAIL, to)
        _over(db, found, who)
    if move is Move.CAME_BACK:
        for one in found.papers:
            if one.place == Place.MAIL:
                one.place = Place.POST
    db.flush()
    return found


def _track(found: Consignment, move: Move, at: datetime) -> None:
    step: dict[str, Any] = {"move": move.value, "at": at.isoformat(), "item": found.item_code}
    found.tracking = [*(found.tracking or []), step]


def _return(found: Consignment, place: Place, to: str) -> None:
    for one in found.papers:
        if one.place == place:
            one.place, one.returned_at, one.returned_to = Place.RETURNED, clock.now(), to


def _over(db: Session, found: Consignment, who: Actor) -> None:
    """The dossier is handed over, by this clerk; where the agency said so itself already, it is."""
    db.flush()
    if found.dossier.state == State.RESOLVED:
        dossiers.apply(db, found.dossier, Event.HANDED_OVER, who, unit_id=found.unit_id)


def known_number(db: Session, found: Consignment) -> bool:
    """Whether there is a card number to compare with."""
    return bool(found.authorised or _number_of(db, found.dossier))


def person_name(db: Session, found: Consignment) -> str:
    return accounts.name_of(db, found.dossier.person_id)
