"""Inviting by phone number and name; the invited person accepts or declines. The link's secret works once and not for ever."""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock, sealing
from webapp.accounts import service as accounts
from webapp.db import insert_for
from webapp.messages import service as messages
from webapp.messages.service import To
from webapp.teams.lifecycle import Event, State
from webapp.teams.managing import tell
from webapp.teams.membership import By, happen
from webapp.teams.models import Member, MemberChange
from webapp.teams.written import invitation_term
from webapp.units.service import Unit

CONSENT = "du-lieu-ca-nhan-the-1"
"""The words of teams/consent_text.html: what a badge shows to whom. Goes with consent to keep data when that is taken back."""


class AlreadyThere(Exception):
    """Somebody with this number is invited or in the team."""


class NoInvitation(LookupError):
    """The link was used or withdrawn, is too old, for another number, or never was one: nobody is told which."""


class InAnotherTeam(Exception):
    """One person helps in one team at a time."""


@dataclass(frozen=True)
class Wanted:
    """Whom a manager invites. `id` comes with the form, `phone` is normalised."""

    id: UUID
    unit: Unit
    name: str
    phone: str


def invite(db: Session, wanted: Wanted, by: By, site: str) -> Member:
    """Write the member and send the link to the phone; the same id again changes and sends nothing. `site`: https://….

    Raises AlreadyThere.
    """
    known = db.get(Member, wanted.id)
    if known is not None:
        return _same(known, wanted)
    there = select(Member.id).where(Member.unit_id == wanted.unit.id, Member.state != State.ENDED)
    if db.scalar(there.where(Member.phone_index.in_(sealing.blinds("phone", wanted.phone))).limit(1)):
        raise AlreadyThere
    secret, now = secrets.token_urlsafe(32), clock.now()
    row = {
        "id": wanted.id, "unit_id": wanted.unit.id, "name": wanted.name, "phone": wanted.phone,
        "phone_index": sealing.blind("phone", wanted.phone), "state": State.INVITED, "state_at": now, "invited_at": now,
        "invited_by": by.account_id, "expires_at": now + invitation_term(), "token_hash": _hash(secret), "learning": {},
    }  # fmt: skip
    db.execute(insert_for(db, Member).values(row).on_conflict_do_nothing(index_elements=[Member.id]))
    made = db.get_one(Member, wanted.id)
    if made.token_hash != _hash(secret):  # the same form, sent twice at once
        return _same(made, wanted)
    db.add(MemberChange(member_id=made.id, change=Event.INVITED, at=now, by_kind=by.kind, by_account=by.account_id))
    _send(db, made, wanted.unit, f"{site}/vao-to/{secret}")
    return made


def _same(known: Member, wanted: Wanted) -> Member:
    """Raises NoInvitation for an id that is another team's."""
    if known.unit_id != wanted.unit.id:
        raise NoInvitation(wanted.id)
    return known


def _send(db: Session, member: Member, unit: Unit, address: str) -> None:
    """To the phone only: in the app's inbox the secret would lie about."""
    account = accounts.account_by_phone(db, member.phone)
    to = To(account.id if account else None, member.phone, account.lang if account else "vi")
    messages.send(
        db, "team_invitation", to, in_app=False, keep=invitation_term(), unit=unit.name, address=address,
        until=member.expires_at,
    )  # fmt: skip


def open_invitation(db: Session, secret: str, account_id: UUID, lock: bool = False) -> Member:
    """The invitation of this link, if it is for the number of this account and still open. Raises NoInvitation."""
    asked = select(Member).where(Member.token_hash == _hash(secret), Member.state == State.INVITED)
    found = db.scalar(asked.with_for_update() if lock else asked)
    if found is None or found.expires_at <= clock.now():
        raise NoInvitation
    if accounts.leaving.get(db, account_id).phone != found.phone:
        raise NoInvitation
    return found


def accept(db: Session, found: Member, account_id: UUID, words: str) -> None:
    """Become one of the team, to be trained; `words`: the consent as shown. Raises InAnotherTeam."""
    elsewhere = select(Member.id).where(Member.account_id == account_id, Member.state != State.ENDED)
    if db.scalar(elsewhere.limit(1)):
        raise InAnotherTeam
    found.account_id, found.token_hash, found.accepted_at = account_id, None, clock.now()
    happen(db, found, Event.ACCEPTED, By("self", account_id))
    accounts.agree(db, account_id, CONSENT, words)
    tell(db, found, Event.ACCEPTED)


def decline(db: Session, found: Member, account_id: UUID) -> None:
    happen(db, found, Event.DECLINED, By("self", account_id))


def withdraw(db: Session, member: Member, by: By) -> None:
    """Raises membership.NotNow once it was accepted."""
    happen(db, member, Event.WITHDRAWN, by)


def lapse(db: Session, most: int, by: By) -> int:
    """End invitations whose term is over; at most `most`, returns how many."""
    over = select(Member).where(Member.state == State.INVITED, Member.expires_at <= clock.now())
    found = db.scalars(over.limit(most).with_for_update(skip_locked=True)).all()
    for one in found:
        happen(db, one, Event.LAPSED, by)
    return len(found)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
