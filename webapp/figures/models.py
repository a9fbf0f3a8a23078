"""Questions to those who were helped, and what they said, summed."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base

ANSWERS = ("good", "fair", "poor")


class HelpOpinion(Base):
    """One act of help and what whoever was helped says of it; made with the act, without saying whom it helped or with what.

    `token_hash`: SHA-256 of the link's secret, which is made from the act under the master key and kept nowhere; it goes after `until`, the
    last day on which it can be answered. Then nobody knows any more which act this was (`until` is a month from then on), and it waits
    for so many others that it can be told with them. `id` is random: another kind would tell the minute.
    """

    __tablename__ = "help_opinions"
    __table_args__ = (CheckConstraint(f"answer IN {ANSWERS}", name="answer"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    unit_id: Mapped[str] = mapped_column(String(60))
    helper_id: Mapped[UUID | None] = mapped_column(index=True)
    until: Mapped[date] = mapped_column(index=True)
    answer: Mapped[str | None] = mapped_column(String(4))
    reasons: Mapped[list[Any]] = mapped_column(default=list)


class OpinionSum(Base):
    """How many of a helper's opinions that came to be known in one month said `what`: an answer, or «why:» and a reason.

    `month`: its first day. `helper_id` goes when its term is over or the helper's account closes; the team's number stays.
    """

    __tablename__ = "help_opinion_sums"
    __table_args__ = (Index("ix_help_opinion_sums_unit_id_month", "unit_id", "month"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[str] = mapped_column(String(60))
    helper_id: Mapped[UUID | None] = mapped_column(index=True)
    month: Mapped[date]
    what: Mapped[str] = mapped_column(String(24))
    number: Mapped[int]
