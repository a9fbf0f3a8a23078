"""Mandates: offered by a helper, given by the citizen, told of, taken back, frozen by «không phải tôi», settled by the manager."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.mandates import book, terms, words
from webapp.mandates.clearing import signed_by as signed_by
from webapp.mandates.models import NOBODYS, Mandate
from webapp.mandates.standing import Standing, standing
from webapp.messages import service as messages
from webapp.procedures import service as procedures
from webapp.teams import service as teams

TAP, LINK = "tap", "link"
SHOWN = 100  # mandates in a list


class NoSuchMandate(LookupError):
    """It does not exist, or not for this visitor."""


class NotHelping(Exception):
    """The helper's badge does not hold today: training, a photo, suspended …"""


class NotNow(Exception):
    """It can't be given any more: answered, lapsed or over."""

    def __init__(self, now: Standing) -> None:
        super().__init__(now)
        self.standing = now


class OwnHelp(Exception):
    """A helper can't be their own citizen."""


class OnlyByLink(Exception):
    """It was sent to another phone: that one's owner answers."""


@dataclass(frozen=True)
class Wanted:
    """What a helper asks for. `id` is made on the phone; `phone`: where a link goes, "" to have a code scanned."""

    id: UUID
    called: str
    phone: str
    procedures: tuple[str, ...]
    days: int
    lang: str


def offer(db: Session, helper: Actor, wanted: Wanted, page: str) -> Mandate:
    """Ask a citizen for help to be allowed; sent again it is the same. `page` is the address before the token.

    Raises NoSuchMandate (somebody else's id), NotHelping, procedures.UnknownProcedure, ValueError for other days.
    """
    known = db.get(Mandate, wanted.id)
    if known is not None:
        return of_helper(db, helper, wanted.id)
    unit_id, now = team_of(db, helper), terms.now()
    if helper.account_id is None or unit_id is None:
        raise NotHelping
    if wanted.days not in now.days:
        raise ValueError(wanted.days)
    for code in wanted.procedures:
        procedures.current(db, code)
    token, token_hash = new_token()
    made = Mandate(
        id=wanted.id, helper_id=helper.account_id, unit_id=unit_id, called=wanted.called, phone=wanted.phone or None,
        procedures=list(wanted.procedures), days=wanted.days, lang=wanted.lang, token=token, token_hash=token_hash,
        offered_at=clock.now(), offer_until=clock.now() + now.offer, means="",
    )  # fmt: skip
    db.add(made)
    db.flush()
    if made.phone:
        said = words.named(db, made)
        to = messages.To(None, made.phone, made.lang)
        messages.send(
            db, "help_offered", to, in_app=False, fact=f"help_offered/{made.id}", said=said, address=page + token
        )
    return made


def team_of(db: Session, helper: Actor) -> str | None:
    """For which team somebody may help today; None while their badge does not hold."""
    stands = teams.standing(db, helper.account_id) if helper.account_id else None
    return stands.unit_id if stands and stands.valid else None


def known(db: Session, mandate_id: UUID) -> bool:
    """Whether such an offer was kept already: then it is no new try."""
    return db.get(Mandate, mandate_id) is not None


def by_token(db: Session, token: str) -> Mandate:
    """The mandate of a citizen's link. Raises NoSuchMandate."""
    found = db.scalar(select(Mandate).where(Mandate.token_hash == hashed(token)))
    if found is None:
        raise NoSuchMandate
    return found


def give(db: Session, mandate: Mandate, citizen: Actor) -> None:
    """The citizen's own tap: signed in on a phone of their own after scanning, or on the phone the link was sent to.

    Given already by the same person it stays as it is. Raises NotNow, OwnHelp, OnlyByLink.
    """
    account_id = accounts.register_or_find(db, mandate.phone, mandate.lang).id if mandate.phone else citizen.account_id
    if mandate.phone and citizen.account_id not in (None, account_id):
        raise OnlyByLink
    if account_id is None or account_id == mandate.helper_id:
        raise OwnHelp
    now = standing(mandate, clock.now())
    if now == Standing.ACTIVE and mandate.account_id == account_id:
        return
    if now != Standing.OFFERED:
        raise NotNow(now)
    begin(db, mandate, account_id, citizen.person_id, LINK if mandate.phone else TAP)


def begin(db: Session, mandate: Mandate, account_id: UUID, person_id: UUID | None, means: str) -> None:
    """From now on it holds, under the words of today."""
    text_id = terms.now().text
    mandate.text_id, mandate.text_hash = text_id, words.digest(words.text(db, mandate, text_id))
    mandate.means, mandate.account_id, mandate.person_id = means, account_id, person_id
    mandate.until, mandate.given_at = words.until(mandate), clock.now()
    book.write(db, "given", mandate.id, **given(mandate))


def given(mandate: Mandate) -> dict[str, Any]:
    """What the book says of a mandate that was given."""
    assert mandate.until is not None
    return {
        "helper": str(mandate.helper_id), "unit": mandate.unit_id, "account": str(mandate.account_id), "means": mandate.means,
        "procedures": mandate.procedures, "until": mandate.until.isoformat(), "text": mandate.text_id, "sha256": mandate.text_hash,
    }  # fmt: skip


def refuse(db: Session, mandate: Mandate) -> None:
    """No, thank you. Harmless when repeated."""
    if standing(mandate, clock.now()) in (Standing.OFFERED, Standing.LAPSED):
        mandate.ended_at, mandate.ended_by = clock.now(), "refused"


def revoke(db: Session, mandate: Mandate, by: str, staff: Actor | None = None) -> None:
    """From now on no help any more; `by`: citizen, link, helper, desk (then `staff` did it). Harmless when repeated."""
    if standing(mandate, clock.now()) == Standing.ACTIVE:
        mandate.ended_at, mandate.ended_by = clock.now(), by
        book.write(db, "revoked", mandate.id, by=by, **({"staff": str(staff.account_id)} if staff else {}))


def not_me(db: Session, mandate: Mandate, by: str) -> None:
    """«Không phải tôi»: frozen at once, and the managers of the team hear of it. Harmless when repeated."""
    if mandate.frozen_at or mandate.given_at is None:
        return
    mandate.frozen_at = clock.now()
    book.write(db, "frozen", mandate.id, by=by)
    for manager in teams.managers(db, mandate.unit_id):
        to = accounts.reach(db, manager.id)
        messages.send(
            db, "help_denied", to, link="/giup/vu-viec", fact=f"help_denied/{mandate.id}/{manager.id}", said=words.named(db, mandate),
            at=mandate.frozen_at,
        )  # fmt: skip


def settle(db: Session, mandate: Mandate, manager: Actor, note: str) -> None:
    """The manager's word on a case; the mandate stays frozen. The first word stays."""
    if mandate.settled_at is None:
        mandate.settled_at, mandate.settled_by, mandate.settled_note = clock.now(), manager.account_id, note
        book.write(db, "settled", mandate.id, by=str(manager.account_id))


def told(db: Session, mandate: Mandate, what: str, page: str, **about: str) -> None:
    """An act of the helper's under this mandate: a line in the book, and the citizen hears of it with a way to say «không phải tôi».

    `what` names the words in messages/texts/help_act.txt; `about`: identifiers for the book.
    """
    line = book.write(db, what, mandate.id, helper=str(mandate.helper_id), **about)
    if mandate.account_id:
        to = accounts.reach(db, mandate.account_id)
        messages.send(
            db, "help_act", to, link=f"/nho-giup/{mandate.token}", said=words.named(db, mandate), what=what, code=f"G{line.number}", fact=f"help_act/{line.number}",
            address=page + mandate.token,
        )  # fmt: skip


def whose(db: Session, typed: str) -> UUID:
    """The account of somebody who stands at a desk, by their card's number or their phone's. Raises NoSuchMandate."""
    person = accounts.person_of_card(db, typed)
    account = person.account if person else accounts.account_by_phone(db, typed)
    if account is None:
        raise NoSuchMandate
    return account.id


def at_desk(db: Session, staff: Actor, account_id: UUID) -> list[Mandate]:
    """What still holds of somebody who stands at a desk; that it was looked at is written."""
    found = [one for one in given_by(db, account_id) if standing(one, clock.now()) == Standing.ACTIVE]
    for one in found:
        book.write(db, "looked", one.id, by=str(staff.account_id))
    return found


def of_helper(db: Session, helper: Actor, mandate_id: UUID) -> Mandate:
    """One of my own, as a helper. Raises NoSuchMandate."""
    found = db.get(Mandate, mandate_id)
    if found is None or helper.account_id is None or found.helper_id != helper.account_id:
        raise NoSuchMandate(mandate_id)
    return found


def of_citizen(db: Session, citizen: Actor, mandate_id: UUID) -> Mandate:
    """One that my account gave. Raises NoSuchMandate."""
    found = db.get(Mandate, mandate_id)
    if found is None or citizen.account_id is None or found.account_id != citizen.account_id:
        raise NoSuchMandate(mandate_id)
    return found


def case(db: Session, manager: Actor, mandate_id: UUID) -> Mandate:
    """A case of my teams. Raises NoSuchMandate."""
    found = db.get(Mandate, mandate_id)
    if found is None or found.frozen_at is None or found.unit_id not in manager.units(teams.MANAGER):
        raise NoSuchMandate(mandate_id)
    return found


def helped_by(db: Session, helper: Actor) -> list[Mandate]:
    """What I offered and was given and what still holds, the latest first; nothing of people whose mandate is over."""
    now = clock.now()
    live = or_(Mandate.until > now, (Mandate.given_at.is_(None)) & (Mandate.offer_until > now))
    return _newest(db, Mandate.helper_id == helper.account_id, Mandate.ended_at.is_(None), live)


def given_by(db: Session, account_id: UUID) -> list[Mandate]:
    """What an account gave, the latest first."""
    return _newest(db, Mandate.account_id == account_id)


def cases(db: Session, manager: Actor) -> list[Mandate]:
    """«Không phải tôi» in my teams, the latest first, the settled ones too."""
    return _newest(db, Mandate.frozen_at.is_not(None), Mandate.unit_id.in_(manager.units(teams.MANAGER)))


def active(db: Session, helper: Actor, account_id: UUID, code: str) -> Mandate | None:
    """The mandate under which this helper may help this account with that procedure now."""
    now = clock.now()
    mine = [Mandate.helper_id == helper.account_id, Mandate.account_id == account_id, Mandate.until > now]
    free = [Mandate.ended_at.is_(None), Mandate.frozen_at.is_(None), Mandate.unit_id == team_of(db, helper)]
    found = db.scalars(select(Mandate).where(*mine, *free).order_by(Mandate.until.desc()))
    return next((one for one in found if allows(one, code)), None)


def allows(mandate: Mandate, code: str) -> bool:
    return not mandate.procedures or code in mandate.procedures


def given_of(account_id: UUID) -> Select[Mandate]:
    return select(Mandate).where(Mandate.account_id == account_id)


def forget(db: Session, account_id: UUID) -> None:
    """An account is closed: whose name and number stood in what it gave is no longer known; that it was given stays."""
    db.execute(update(Mandate).where(Mandate.account_id == account_id).values(**NOBODYS))


def _newest(db: Session, *which: ColumnElement[bool]) -> list[Mandate]:
    return list(db.scalars(select(Mandate).where(*which).order_by(Mandate.offered_at.desc(), Mandate.id).limit(SHOWN)))


def new_token() -> tuple[str, str]:
    """The way to a citizen's page, and what finds it."""
    token = secrets.token_urlsafe(18)
    return token, hashed(token)


def hashed(token: str) -> str:
    """A random token of 144 bits needs no key to be hidden."""
    return hashlib.sha256(f"mot-cham/mandate/{token}".encode()).hexdigest()
