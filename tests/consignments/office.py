"""What tests of public post need: clerks of two post offices, the officer of Hà Tu, dossiers filed there, every verb committed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tests import people, things
from tests.payments.till import Till, publish
from tests.procedures.conftest import text
from webapp.access import Actor
from webapp.consignments import service
from webapp.consignments.records import Answer, Between
from webapp.consignments.service import Consignment, Handover
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, State
from webapp.payments.models import Bill
from webapp.tills.models import Shift

POST, OTHER_POST, AGENCY, OTHER_AGENCY = "buu-dien-ha-tu", "buu-dien-viet-hung", "ha-tu", "viet-hung"
HA, TU, QUANG, NGA = (
    ("0912000041", "Vũ Thị Hà"),
    ("0912000042", "Trịnh Văn Tú"),
    people.QUANG,
    ("0912000043", "Lý Thị Nga"),
)
CARD, OTHER_CARD = "022185000011", "022190000035"
PAPERS = (
    service.Paper("Giấy khai sinh", 1, True, True),
    service.Paper("Tờ khai", 2, True, False),
    service.Paper("Căn cước", 1, False, False),
)
ASKED = [
    {"id": "khai-sinh", "name": text("Giấy khai sinh"), "required": False, "kind": "original", "copies": 1},
    {"id": "can-cuoc", "name": text("Căn cước"), "required": False, "kind": "copy", "copies": 2},
]  # fmt: skip


class Office:
    """Commits after every verb: nobody else would get at the database."""

    def __init__(self, app: Flask, db: Session, till: Till) -> None:
        self.app, self.db, self.till = app, db, till
        publish(db, documents=ASKED)
        self.ha, self.tu = self.actor(HA, "clerk", POST), self.actor(TU, "clerk", OTHER_POST)
        self.quang, self.nga = self.actor(QUANG, "officer", AGENCY), self.actor(NGA, "officer", OTHER_AGENCY)
        an = self.till.an.persons[0]
        an.facts = dict(an.facts) | {"id_number": CARD}
        db.commit()

    def actor(self, who: tuple[str, str], role: str, unit: str) -> Actor:
        account = people.account_of(self.db, *who, [(role, unit)])
        return Actor("staff", who[1], account.id, None, frozenset({(role, unit)}))

    def filed(self, unit: str = AGENCY, state: State = State.NEW) -> Dossier:
        """An's, with a bill that the post office may collect."""
        return self.till.owing(unit=unit, state=state)

    def wanted(self, **said: Any) -> service.Wanted:
        known: dict[str, Any] = {
            "id": uuid7(),
            "unit_id": POST,
            "services": "both",
            "papers": PAPERS,
            "delivery": "here",
        }
        return service.Wanted(**(known | said))

    def do(self, verb: Callable[..., Any], *said: Any) -> Any:
        """Committed, or taken back whole where it is refused."""
        try:
            made = verb(self.db, *said)
            self.db.commit()
        except BaseException:
            self.db.rollback()
            raise
        return made

    def written(self, dossier: Dossier | None = None, who: Actor | None = None, **said: Any) -> Consignment:
        known = self.db.get_one(Dossier, (dossier or self.filed()).id)
        made: Consignment = self.do(service.write, who or self.ha, known, self.wanted(**said))
        return made

    def sign(self, one: Consignment, who: Actor | None = None) -> Consignment:
        found = service.one(self.db, who or self.ha, one.id)
        seen = found.sheet_hash or service.hashed(service.sheet_of(self.db, found))
        made: Consignment = self.do(service.sign, who or self.ha, one.id, seen)
        return made

    def signed(self, dossier: Dossier | None = None, **said: Any) -> Consignment:
        return self.sign(self.written(dossier, **said))

    def made(self, *ones: Consignment, who: Actor | None = None, record_id: UUID | None = None) -> Handover:
        between = Between(service.TO_AGENCY, POST, AGENCY)
        made: Handover = self.do(service.make, who or self.ha, record_id or uuid7(), between, [one.id for one in ones])
        return made

    def results(self, *ones: Consignment, who: Actor | None = None) -> Handover:
        between = Between(service.TO_POST, POST, AGENCY)
        made: Handover = self.do(service.make, who or self.quang, uuid7(), between, [one.id for one in ones])
        return made

    def confirm(self, record: Handover, who: Actor | None = None, **notes: tuple[str, str]) -> Handover:
        """Everything there, but for what `notes` says of the number of a line: line1=("missing", "…")."""
        answers = {
            UUID(line["consignment"]): Answer(*notes.get(f"line{number}", ("there", "")))
            for number, line in enumerate(record.lines, 1)
        }
        receives = self.quang if record.direction == service.TO_AGENCY else self.ha
        made: Handover = self.do(service.confirm, who or receives, record.id, answers)
        return made

    def handed_over(self, dossier: Dossier | None = None, **said: Any) -> Consignment:
        one = self.signed(dossier, **said)
        self.confirm(self.made(one))
        return self.again(one)

    def resolve(self, one: Consignment) -> None:
        """The agency takes it up and there is a result."""
        dossier = self.dossier(one)
        dossiers.receive(self.db, dossier, self.quang)
        dossiers.apply(self.db, dossier, Event.RESOLVED, self.quang, unit_id=AGENCY)
        self.db.commit()

    def here(self, **said: Any) -> Consignment:
        """Its result lies at the post office."""
        one = self.handed_over(**said)
        self.resolve(one)
        self.confirm(self.results(one))
        return self.again(one)

    def again(self, one: Consignment) -> Consignment:
        """As it is now, papers too; nothing is held open."""
        self.db.rollback()
        rows = select(Consignment).where(Consignment.id == one.id)
        whole = rows.options(joinedload(Consignment.papers), joinedload(Consignment.dossier))
        found = self.db.scalars(whole.execution_options(populate_existing=True)).unique().one()
        self.db.commit()
        return found

    def dossier(self, one: Consignment) -> Dossier:
        found = self.db.get_one(Dossier, one.dossier_id, populate_existing=True)
        self.db.refresh(found, ["events"])
        return found

    def places(self, one: Consignment) -> list[str]:
        return [paper.place for paper in self.again(one).papers]

    def shift(self) -> Shift:
        """Hà's, opened once."""
        known = self.db.scalars(select(Shift).where(Shift.account_id == self.ha.account_id)).first()
        found = known or things.shift(self.ha.account_id, unit_id=POST, clerk=HA[1])  # type: ignore[arg-type]
        self.db.add(found)
        self.db.commit()
        return found

    def pay(self, dossier: Dossier, shift: Shift | None = None) -> Bill:
        """Cash at Hà's counter, for the agency."""
        bill = self.db.scalars(select(Bill).where(Bill.dossier_id == dossier.id, Bill.state == "open")).one()
        things.taking(self.db, shift or self.shift(), bill)
        self.db.commit()
        return bill
