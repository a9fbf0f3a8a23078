"""Paper slips: a code, which dossier it reopens, how long. Nothing of a person stands in them."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp import clock, sealing
from webapp.db import UTC, Base, Sealed

OPEN = "ended_at IS NULL"


class Slip(Base):
    """One slip of a dossier; a dossier has at most one that is not ended. It goes with its dossier.

    `id` comes with the form, so that asking twice is once. `code`: 8 characters, sealed, so that the same slip can be printed
    again; `code_index` finds it. `issued_by`, `unit_id`: who of staff gave it and where, or its citizen, or nobody signed in.
    `wrong`: how often a wrong fact was typed with it. `ended_at`: reissued, given up, or tried too often.
    """

    __tablename__ = "slips"
    __table_args__ = (
        Index("uq_slips_open", "dossier_id", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(Sealed("slip code"))
    code_index: Mapped[str] = mapped_column(String(64), unique=True, info={"blind": sealing.Index("slip code", "code")})
    issued_at: Mapped[datetime] = mapped_column(UTC)
    issued_by: Mapped[UUID | None]
    unit_id: Mapped[str | None] = mapped_column(String(60))
    expires_at: Mapped[datetime] = mapped_column(UTC, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UTC)
    wrong: Mapped[int] = mapped_column(default=0)

    @property
    def last_day(self) -> date:
        """It holds until that day is over."""
        return clock.local(self.expires_at - timedelta(seconds=1)).date()
