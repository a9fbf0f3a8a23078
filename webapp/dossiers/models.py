"""Dossiers, what happened to them, and the day's counter of official codes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, defer, mapped_column, relationship

from webapp.accounts.service import Account, Person
from webapp.db import UTC, Base, Sealed, SealedJSON, uuid7
from webapp.dossiers import lifecycle, queue

UNKEYED = "t"  # no hexadecimal letter: marks a `holder` that was made without the master key


class Dossier(Base):
    """What a citizen submits. `id` is made on the phone.

    `fields` is the form as typed (flat names), `answers` what it came to: None until it is complete, and once changed.
    A draft begun before sign-in has no account; `holder` (blind) ties it to the browser until its person signs in.
    `touched` and `undecided`: who changed which question, and answers that two phones gave differently (merging.py).
    `mandate_id`: begun by a helper under that mandate; `set_aside`: sent when it held no longer (why), for its citizen to decide.
    `seen` is the version column: the second of two simultaneous changes fails. `queue` follows from state and dates.
    """

    __tablename__ = "dossiers"
    __table_args__ = (
        Index("ix_dossiers_unit_id_queue", "unit_id", "queue", "id"),
        Index("ix_dossiers_account_id_saved_at", "account_id", "saved_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    holder: Mapped[str | None] = mapped_column(String(64), index=True, info={"unkeyed": UNKEYED})
    version_id: Mapped[UUID] = mapped_column(ForeignKey("procedure_versions.id"))
    code: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[str | None] = mapped_column(String(60))
    channel: Mapped[str] = mapped_column(String(12), default="online")
    state: Mapped[str] = mapped_column(String(24), default="draft")
    reference: Mapped[str | None] = mapped_column(String(8), unique=True)
    official_code: Mapped[str | None] = mapped_column(String(40), unique=True)
    fields: Mapped[dict[str, Any]] = mapped_column(SealedJSON("dossier fields"), default=dict)
    answers: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("dossier answers"))
    declared: Mapped[list[Any] | None] = mapped_column(SealedJSON("dossier declared"))
    touched: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    undecided: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("dossier undecided"))
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UTC)
    saved_at: Mapped[datetime] = mapped_column(UTC)
    submitted_at: Mapped[datetime | None] = mapped_column(UTC)
    received_at: Mapped[datetime | None] = mapped_column(UTC)
    due_at: Mapped[datetime | None] = mapped_column(UTC)
    closed_at: Mapped[datetime | None] = mapped_column(UTC)
    queue: Mapped[int | None] = mapped_column(BigInteger)
    mandate_id: Mapped[UUID | None] = mapped_column(index=True)
    set_aside: Mapped[str | None] = mapped_column(String(8))
    seen: Mapped[int] = mapped_column(default=1)
    events: Mapped[list["DossierEvent"]] = relationship(order_by="DossierEvent.number", back_populates="dossier")
    approvals: Mapped[list["Approval"]] = relationship(order_by="Approval.at", viewonly=True)
    account: Mapped["Account | None"] = relationship(viewonly=True)
    person: Mapped["Person | None"] = relationship(viewonly=True)

    __mapper_args__ = {"version_id_col": seen}


@event.listens_for(Dossier, "before_insert")
@event.listens_for(Dossier, "before_update")
def _line_up(_mapper: Any, _connection: Any, dossier: Dossier) -> None:
    state = dossier.state or lifecycle.State.DRAFT  # a new row's default is put in only now
    dossier.queue = queue.place(state, dossier.due_at, dossier.submitted_at, dossier.closed_at)


class DossierEvent(Base):
    """One line of the timeline: these rows are the history, nothing else is.

    `acted`: who of the household acted, for whom and as what, in the words of that day (accounts, `Acting.said`).
    """

    __tablename__ = "dossier_events"
    __table_args__ = (UniqueConstraint("dossier_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"))
    number: Mapped[int]
    event: Mapped[str] = mapped_column(String(24))
    from_state: Mapped[str] = mapped_column(String(24))
    to_state: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime] = mapped_column(UTC)
    actor_kind: Mapped[str] = mapped_column(String(12))
    actor_account_id: Mapped[UUID | None]
    actor_name: Mapped[str] = mapped_column(Sealed("actor name"))
    unit_id: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(Sealed("event note"))
    acted: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("event acted"))
    dossier: Mapped[Dossier] = relationship(back_populates="events")


class Approval(Base):
    """The citizen's last word on a phone: read over, declared to be true, signed with a finger where somebody wanted to.

    `id` is made on the phone. `read` is the SHA-256 of the words that stood there, `text_hash` that of the declaration;
    `signature` is an SVG path on a field of 300 × 120. `signed_at` is the phone's clock, `at` ours.
    """

    __tablename__ = "approvals"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    read: Mapped[str] = mapped_column(String(64))
    text_id: Mapped[str] = mapped_column(String(40))
    text_hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str | None] = mapped_column(Sealed("signature"))
    signed_at: Mapped[datetime] = mapped_column(UTC)
    at: Mapped[datetime] = mapped_column(UTC)


class OfficialCounter(Base):
    """How many official codes an agency gave on a day."""

    __tablename__ = "official_counters"

    agency: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]


UNOPENED = tuple(defer(one) for one in (Dossier.fields, Dossier.answers, Dossier.declared, Dossier.undecided))
"""For lists: without what was typed, which would have to be unsealed for every line."""
