"""Mandates: offered by a helper, given by the citizen, told of, taken back, frozen by «không phải tôi», settled by the manager."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.mandates import book, terms, words
from webapp.mandates.at_counter import Met
from webapp.mandates.at_counter import give as give_at_counter
from webapp.mandates.at_counter import to_hear as to_hear
from webapp.mandates.behalf import of as behalf_of
from webapp.mandates.beside import Panel, register
from webapp.mandates.clearing import signed_by
from webapp.mandates.counting import tally, tally_handed_in
from webapp.mandates.finding import (
    CASES,
    NoSuchMandate,
    NotHelping,
    active,
    allows,
    by_token,
    case,
    cases,
    denied,
    given_by,
    given_of,
    hashed,
    helped_by,
    households,
    known,
    of_citizen,
    of_helper,
    team_of,
)
from webapp.mandates.giving import OwnHelp, begin, given, new_token
from webapp.mandates.meeting import Denied
from webapp.mandates.meeting import known as known_person
from webapp.mandates.models import NOBODYS, Mandate
from webapp.mandates.standing import Standing, standing
from webapp.mandates.telling import page as page
from webapp.mandates.words import on_paper_words, to_sign
from webapp.messages import service as messages
from webapp.procedures import service as procedures
from webapp.teams import service as teams

__all__ = [
    "CASES", "active", "allows", "at_desk", "begin", "behalf_of", "Denied", "give_at_counter", "known_person", "Met", "to_hear", "by_token", "case", "cases", "denied", "forget", "give", "given", "given_by",
    "given_of", "hashed", "helped_by", "households", "known", "LINK", "Mandate", "new_token", "NoSuchMandate", "not_me",
    "NotHelping", "NotNow", "of_citizen", "of_helper", "offer", "on_paper_words", "OnlyByLink", "OwnHelp", "page", "Panel", "refuse", "register",
    "revoke", "settle", "signed_by", "Standing", "standing", "tally", "tally_handed_in", "TAP", "team_of", "to_sign", "told", "unit_of",
    "Wanted", "whose",
]  # fmt: skip

TAP, LINK = "tap", "link"
IN_CHARGE = "supervisor"  # of a counter, as managers are of a team


class NotNow(Exception):
    """It can't be given any more: answered, lapsed or over."""

    def __init__(self, now: Standing) -> None:
        super().__init__(now)
        self.standing = now


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


def give(db: Session, mandate: Mandate, citizen: Actor) -> None:
    """The citizen's own tap: signed in on a phone of their own after scanning, or on the phone the link was sent to.

    Given already by the same person it stays as it is. Raises NotNow, OwnHelp, OnlyByLink.
    """
    db.refresh(mandate, with_for_update=True)  # a code that two phones scan at the same moment is answered by the first
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
    """«Không phải tôi»: frozen at once, and who is in charge of the team or the counter hears of it. Harmless when repeated."""
    if mandate.frozen_at or mandate.given_at is None:
        return
    mandate.frozen_at = clock.now()
    book.write(db, "frozen", mandate.id, by=by)
    for manager in [*teams.managers(db, mandate.unit_id), *accounts.holders(db, IN_CHARGE, mandate.unit_id)]:
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


def unit_of(db: Session, mandate_id: UUID) -> str:
    """The team whose helper it was given to."""
    return db.get_one(Mandate, mandate_id).unit_id


def forget(db: Session, account_id: UUID) -> None:
    """An account is closed: whose name and number stood in what it gave is no longer known; that it was given stays."""
    db.execute(update(Mandate).where(Mandate.account_id == account_id).values(**NOBODYS))
