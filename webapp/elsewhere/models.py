"""How often a helper helped with an account elsewhere."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import Base

KINDS = ("opened", "raised", "entered", "not_yet")


class AccountHelp(Base):
    """One help. Nothing of the citizen is kept, and of the time the day only: nobody can be found by it.

    `id` comes with the form. `helper_id` goes when its term is over or the helper's account closes; that it was counted, and
    for which team, stays. `reason`: why it came to nothing, one of data/reasons.yaml, with «not_yet» only.
    """

    __tablename__ = "account_helps"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("(reason IS NOT NULL) = (kind = 'not_yet')", name="reason"),
        Index("ix_account_helps_unit_id_day", "unit_id", "day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(60))
    helper_id: Mapped[UUID | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(12))
    day: Mapped[date] = mapped_column(index=True)
