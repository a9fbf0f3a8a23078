"""Who is or was in a team, every change of it, and reports of people who only pretend to be."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp import sealing
from webapp.db import UTC, Base, Sealed, SealedBytes, uuid7

_LIVE = text("state != 'ended'")


class Member(Base):
    """One person in one team, from the invitation on; `id` comes with the manager's form.

    `name` is what the manager wrote and the person accepted: it stands on the badge, and no helper can change it. `phone`
    is the number the invitation went to; `account_id` is that number's account, once it accepted. `token_hash`: SHA-256 of
    the link's secret (256 random bits), gone once used. `code`: eight characters on the badge, from the first time somebody
    passed. `learning`: {"version", "right": [ids of situations answered]} of a training under way.
    """

    __tablename__ = "team_members"
    __table_args__ = (
        Index("ix_team_members_live_phone", "unit_id", "phone_index", unique=True,
              sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_team_members_live_account", "account_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(60), index=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed("team name"))
    phone: Mapped[str] = mapped_column(Sealed("team phone"))
    phone_index: Mapped[str | None] = mapped_column(
        String(64), index=True, info={"blind": sealing.Index("phone", "phone")}
    )
    state: Mapped[str] = mapped_column(String(12))
    state_at: Mapped[datetime] = mapped_column(UTC)
    invited_at: Mapped[datetime] = mapped_column(UTC)
    invited_by: Mapped[UUID | None]
    expires_at: Mapped[datetime] = mapped_column(UTC)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    accepted_at: Mapped[datetime | None] = mapped_column(UTC)
    learning: Mapped[dict[str, Any]] = mapped_column(default=dict)
    trained_version: Mapped[str | None] = mapped_column(String(10))
    trained_hash: Mapped[str | None] = mapped_column(String(64))
    trained_at: Mapped[datetime | None] = mapped_column(UTC)
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    photo: Mapped[bytes | None] = mapped_column(SealedBytes("team photo"), deferred=True)
    photo_at: Mapped[datetime | None] = mapped_column(UTC)


class MemberChange(Base):
    """One thing that happened to a member. Appended only; goes with the member when the term is over.

    `by_kind`: manager, self, system. `note`: the reason that was given.
    """

    __tablename__ = "team_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("team_members.id", ondelete="CASCADE"), index=True)
    change: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UTC)
    by_kind: Mapped[str] = mapped_column(String(8))
    by_account: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Sealed("team change note"))
    training: Mapped[str | None] = mapped_column(String(10))  # the version that was passed


class Report(Base):
    """Somebody met a person who pretends to be a helper, or a helper who asked for what helpers never ask.

    `id` comes with the form. Deliberately tied to no account: who fears the helper may stay unknown. `unit_id`: whose list it
    is on; `code`: as typed from the badge, "" when there was none.
    """

    __tablename__ = "team_reports"
    __table_args__ = (Index("ix_team_reports_unit_id_settled_at", "unit_id", "settled_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(60))
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("team_members.id", ondelete="SET NULL"), index=True)
    code: Mapped[str] = mapped_column(Sealed("team report code"))
    about: Mapped[str] = mapped_column(Sealed("team report"))
    phone: Mapped[str] = mapped_column(Sealed("team report phone"))
    words_hash: Mapped[str] = mapped_column(String(64))
    lang: Mapped[str] = mapped_column(String(2))
    sent_at: Mapped[datetime] = mapped_column(UTC, index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UTC)
    settled_by: Mapped[UUID | None]
