"""What a member's own data are, what happens when they leave for good, and what the night clears."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.teams import inviting
from webapp.teams.lifecycle import Event, State
from webapp.teams.membership import SYSTEM, By, happen, history
from webapp.teams.models import Member, MemberChange

MEMBER, INVITATION = "team_member", "team_invitation"


def memberships_of(account_id: UUID) -> Select[Member]:
    return select(Member).where(Member.account_id == account_id)


def said(db: Session, account_id: UUID) -> list[dict[str, Any]]:
    """Every membership as plain values, with its history; for data.json."""
    own = db.scalars(memberships_of(account_id).order_by(Member.invited_at))
    return [_said(db, one) for one in own]


def photo_of(db: Session, account_id: UUID) -> bytes | None:
    """The badge photo that is kept of an account, a JPEG."""
    own = select(Member.photo).where(Member.account_id == account_id, Member.photo_at.is_not(None))
    return db.scalar(own.limit(1))


def leave(db: Session, account_id: UUID) -> None:
    """Consent was taken back or the account is closed: the membership ends, photo and phone are destroyed at once.

    Name and history stay for their term: whoever was helped may ask later by whom. Harmless when repeated.
    """
    for one in db.scalars(memberships_of(account_id)):
        if one.state != State.ENDED:
            happen(db, one, Event.LEFT, By("self", account_id))
        one.phone, one.phone_index = "", None


def lapse(db: Session, most: int) -> int:
    """Invitations nobody answered in time."""
    return inviting.lapse(db, most, SYSTEM)


def forget_invitations(db: Session, most: int) -> int:
    """Who was invited and never was in a team; at most `most`, returns how many."""
    return _forget(db, Member.accepted_at.is_(None), retention.term(INVITATION), most)


def forget_members(db: Session, most: int) -> int:
    """Who was in a team, with all that happened, once the term after the end is over."""
    return _forget(db, Member.accepted_at.is_not(None), retention.term(MEMBER), most)


def _forget(db: Session, which: ColumnElement[bool], term: Any, most: int) -> int:
    old = select(Member.id).where(Member.state == State.ENDED, Member.state_at < clock.now() - term, which)
    ids = db.scalars(old.limit(most)).all()
    db.execute(delete(MemberChange).where(MemberChange.member_id.in_(ids)))
    db.execute(delete(Member).where(Member.id.in_(ids)))
    return len(ids)


def _said(db: Session, one: Member) -> dict[str, Any]:
    return {
        "unit_id": one.unit_id, "name": one.name, "phone": one.phone, "state": one.state, "code": one.code,
        "invited_at": _at(one.invited_at), "accepted_at": _at(one.accepted_at), "trained_version": one.trained_version,
        "trained_sha256": one.trained_hash, "trained_at": _at(one.trained_at), "photo_at": _at(one.photo_at),
        "changes": [
            {"change": row.change, "at": _at(row.at), "by": row.by_kind, "note": row.note, "training": row.training}
            for row in history(db, one.id)
        ],
    }  # fmt: skip


def _at(moment: datetime | None) -> str | None:
    """ISO 8601, UTC."""
    return moment.isoformat() if moment else None
