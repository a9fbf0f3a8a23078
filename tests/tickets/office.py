"""An office with a line: whoever comes, and the desks of Hồng Gai. It is 9:00 of a working day."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from webapp import clock
from webapp.access import Actor
from webapp.db import uuid7
from webapp.tickets import service
from webapp.tickets.models import QueueDesk, QueueTicket
from webapp.units import service as units
from webapp.units.service import Unit

KHANH, TU, LAN = people.KHANH, ("0912000042", "Ngô Văn Tú"), people.LAN
AT = "/lay-so/hong-gai"


@dataclass
class Office:
    app: Flask
    db: Session

    def __post_init__(self) -> None:
        self.khanh = self.staff(KHANH, "officer")
        self.tu = self.staff(TU, "clerk")

    @property
    def unit(self) -> Unit:
        return units.get(self.db, people.UNIT)

    def staff(self, who: tuple[str, str], role: str) -> Actor:
        account = people.account_of(self.db, *who, [(role, people.UNIT)])
        self.db.commit()
        return Actor("staff", who[1], account.id, roles=frozenset({(role, people.UNIT)}))

    def take(self, group: str = "", minutes: int = 0) -> QueueTicket:
        """Somebody comes, so many minutes after the one before."""
        clock.advance(timedelta(minutes=minutes))
        made = service.take(self.db, uuid7(), self.unit, group, "phone")
        self.db.commit()
        return made

    def desk(self, actor: Actor | None = None, label: str = "1") -> QueueDesk:
        made = service.open_desk(self.db, uuid7(), actor or self.khanh, people.UNIT, label)
        self.db.commit()
        return made

    def next(self, desk: QueueDesk, minutes: int = 0) -> QueueTicket | None:
        """As the page does it: after whoever it shows at the desk."""
        clock.advance(timedelta(minutes=minutes))
        here = service.line(self.db, people.UNIT).at(desk)
        called = service.call_next(self.db, desk, here.id if here else None)
        self.db.commit()
        return called

    def numbers(self) -> list[int | None]:
        """Of who waits, the next first."""
        found = [one.number for one in service.line(self.db, people.UNIT).waiting]
        self.db.commit()
        return found
