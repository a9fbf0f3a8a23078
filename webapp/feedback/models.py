"""Signs that can be rated, what people tapped and wrote, petitions and what became of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp import sealing
from webapp.db import UTC, Base, Sealed, SealedBytes, uuid7
from webapp.feedback.lifecycle import State


class Sign(Base):
    """The sign of one desk of a unit; `code` stands in its address, `label` is what people read, «3». Nobody's name is in it."""

    __tablename__ = "feedback_signs"
    __table_args__ = (Index("ix_feedback_signs_unit_id_ended_at", "unit_id", "ended_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the form: sent twice is once
    unit_id: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(8), unique=True)
    made_at: Mapped[datetime] = mapped_column(UTC)
    made_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None] = mapped_column(UTC)


class Rating(Base):
    """One answer with a face, 1 (very dissatisfied) to 5, and whatever was added to it. Nothing says who gave it.

    `id` is random and comes with the page. `place`: by which address it came (places.KINDS); of `unit_id`, `desk` (a label), `code` (a
    procedure) and `staff_id` (who sat at that desk, or the helper) what is known. `counted` is False where `left_out` says why:
    repeat, many (from one address), full (the place that day), own (of somebody who works there).
    `once` and `of`: SHA-256 by which the same browser and the same dossier are known again; they go when their term is over.
    """

    __tablename__ = "feedback_ratings"
    __table_args__ = (
        CheckConstraint("face BETWEEN 1 AND 5", name="face"),
        Index("ix_feedback_ratings_unit_id_day", "unit_id", "day"),
        Index("ix_feedback_ratings_code_day", "code", "day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(12))
    unit_id: Mapped[str | None] = mapped_column(String(60))
    desk: Mapped[str | None] = mapped_column(String(20))
    code: Mapped[str | None] = mapped_column(String(20))
    staff_id: Mapped[UUID | None] = mapped_column(index=True)
    face: Mapped[int]
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    words: Mapped[str | None] = mapped_column(Sealed("feedback words"))
    photo: Mapped[bytes | None] = mapped_column(SealedBytes("feedback photo"), deferred=True)
    has_photo: Mapped[bool] = mapped_column(default=False)
    day: Mapped[date] = mapped_column(index=True)
    counted: Mapped[bool] = mapped_column(default=True)
    left_out: Mapped[str] = mapped_column(String(8), default="")
    once: Mapped[str | None] = mapped_column(String(64), unique=True)
    of: Mapped[str | None] = mapped_column(String(64), index=True)


class Petition(Base):
    """A rating whose giver wants an answer: a complaint (`kind`) or a suggestion, at the unit that answers it now.

    `id` is the rating's. `code`: 8 characters, sealed; `code_index` finds it. `due_at`: None where no legal term is known.
    `about_id`: who of staff it is about; they never see it here. `passed_to`: an authority outside, in words. `answer`: what its giver
    reads: the answer, or why it was not accepted. `said`: the face with which they took the answer.
    """

    __tablename__ = "feedback_petitions"
    __table_args__ = (Index("ix_feedback_petitions_unit_id_state", "unit_id", "state"),)

    id: Mapped[UUID] = mapped_column(ForeignKey("feedback_ratings.id"), primary_key=True)
    code: Mapped[str] = mapped_column(Sealed("petition code"))
    code_index: Mapped[str] = mapped_column(
        String(64), unique=True, info={"blind": sealing.Index("petition code", "code")}
    )
    kind: Mapped[str] = mapped_column(String(12))
    unit_id: Mapped[str] = mapped_column(String(60))
    about_id: Mapped[UUID | None]
    assigned_id: Mapped[UUID | None] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(12), default=State.RECEIVED)
    received_at: Mapped[datetime] = mapped_column(UTC, index=True)
    due_at: Mapped[datetime | None] = mapped_column(UTC)
    closed_at: Mapped[datetime | None] = mapped_column(UTC)
    phone: Mapped[str | None] = mapped_column(Sealed("petition phone"))
    lang: Mapped[str] = mapped_column(String(2))
    answer: Mapped[str | None] = mapped_column(Sealed("petition answer"))
    passed_to: Mapped[str | None] = mapped_column(String(200))
    said: Mapped[int | None]
    seen: Mapped[int] = mapped_column(default=1)
    rating: Mapped[Rating] = relationship()
    events: Mapped[list["PetitionEvent"]] = relationship(order_by="(PetitionEvent.at, PetitionEvent.id)", viewonly=True)

    __mapper_args__ = {"version_id_col": seen}


class PetitionEvent(Base):
    """One thing that happened to a petition; appended only. `unit_id`: where it lies after it; `by_id`: None for its giver."""

    __tablename__ = "feedback_events"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    petition_id: Mapped[UUID] = mapped_column(ForeignKey("feedback_petitions.id", ondelete="CASCADE"), index=True)
    event: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UTC)
    by_id: Mapped[UUID | None]
    unit_id: Mapped[str] = mapped_column(String(60))


def new_id() -> UUID:
    """Of a rating: one that tells nobody when it was made."""
    return uuid4()
