"""The table of units."""

from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import Base

SHARED = "shared"
KINDS = ("province_centre", "commune_centre", "post_office", "community_team", "youth_team")


class Unit(Base):
    """A place or team people can go to. `id` is a slug for ever; `demo_fields` names what nobody has confirmed."""

    __tablename__ = "units"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("(bank_bin IS NULL) = (bank_account IS NULL)", name="bank_whole"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    position: Mapped[int] = mapped_column(Integer)
    name_vi: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    short_name_vi: Mapped[str] = mapped_column(String(100))
    short_name_en: Mapped[str] = mapped_column(String(100))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"))
    gso_code: Mapped[str] = mapped_column(String(5), index=True)
    agency_code: Mapped[str | None] = mapped_column(String(40), unique=True)
    address_vi: Mapped[str | None] = mapped_column(String(300))
    address_en: Mapped[str | None] = mapped_column(String(300))
    hours: Mapped[dict[str, Any]]  # {"mon-fri": ["07:30-11:30", …]}, as webapp.opening.Hours takes it
    police_hours: Mapped[dict[str, Any]]
    phone: Mapped[str | None] = mapped_column(String(30))
    map_url: Mapped[str | None] = mapped_column(String(500))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    bank_bin: Mapped[str | None] = mapped_column(String(6))
    bank_account: Mapped[str | None] = mapped_column(String(19))
    bank_account_name: Mapped[str | None] = mapped_column(String(100))
    demo_fields: Mapped[list[Any]]
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    seeded: Mapped[dict[str, Any]]  # what the last load put here, so that a correction by hand is recognised

    parent: Mapped["Unit | None"] = relationship(remote_side=[id])

    def __setattr__(self, name: str, value: Any) -> None:
        """What all threads of a process share (`service`) is there to read; a row of one's own session can be changed."""
        if SHARED in self.__dict__:
            raise TypeError(f"{self.id} is shared: change the row that db.get_one(Unit, …) gives")
        super().__setattr__(name, value)

    @property
    def name(self) -> dict[str, str]:
        return {"vi": self.name_vi, "en": self.name_en}

    @property
    def short_name(self) -> dict[str, str]:
        return {"vi": self.short_name_vi, "en": self.short_name_en}

    @property
    def address(self) -> dict[str, str] | None:
        return {"vi": self.address_vi, "en": self.address_en or self.address_vi} if self.address_vi else None

    def is_demo(self, field: str) -> bool:
        """Whether the name, address, hours, police_hours, phone, location, bank or agency_code is only an illustration."""
        return field in self.demo_fields
