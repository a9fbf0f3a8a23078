"""Short addresses that stand on posters, and how often each was followed on a day. Nothing of a person stands in them."""

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base


class Poster(Base):
    """What a short address leads to, on the posters of one unit; it holds for ever, as paper hangs for years.

    `kind`: procedure, steps, field, unit or queue; `target`: the code of a procedure, the id of a field or of a unit.
    """

    __tablename__ = "posters"
    __table_args__ = (UniqueConstraint("unit_id", "kind", "target"),)

    short: Mapped[str] = mapped_column(String(8), primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    target: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(UTC)


class PosterScan(Base):
    """How often somebody came by that address on a day of Việt Nam: no more than the number."""

    __tablename__ = "poster_scans"

    short: Mapped[str] = mapped_column(String(8), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    count: Mapped[int]
