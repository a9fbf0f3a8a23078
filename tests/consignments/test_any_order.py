"""Consignments under any order of what may happen: nothing goes along twice, every paper is somewhere, what is confirmed stays."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.consignments.office import CARD, POST, Office
from tests.stateful import few
from webapp import clock
from webapp.consignments import service
from webapp.consignments.models import Consignment, ConsignmentPaper, Handover
from webapp.consignments.records import MISSING, OTHER, THERE
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, State
from webapp.tills.models import Shift

REFUSED = (
    service.NotNow, service.OtherLiving, service.NotOpen, service.Changed, service.NoteMissing, service.NothingChosen,
    service.NotTheirs, dossiers.PapersNotHere, dossiers.NotAllowed,
)  # fmt: skip
NOW_AT = {
    "written": {"sender"}, "signed": {"post"}, "listed": {"post"}, "taken_back": {"returned", "sender"},
    "handed_over": {"agency", "post", "returned"},
}  # fmt: skip
WHICH = st.integers(0, 9)


class Post(RuleBasedStateMachine):
    """`office` is given by the test; each look is a new one."""

    office: Office

    @initialize()
    def begin(self) -> None:
        self.shift: Shift = self.office.shift()
        self.dossiers: list[Dossier] = []
        self.ones: list[UUID] = []
        self.records: list[UUID] = []
        self.frozen: dict[UUID, str] = {}

    def tried(self, verb: Callable[..., Any], *said: Any, **more: Any) -> Any:
        try:
            return verb(*said, **more)
        except REFUSED:
            self.office.db.rollback()
            return None

    def one(self, which: int) -> Consignment:
        found = self.office.db.get_one(Consignment, self.ones[which % len(self.ones)], populate_existing=True)
        self.office.db.commit()
        return found

    @precondition(lambda self: len(self.dossiers) < 3)
    @rule(paid=st.booleans())
    def somebody_comes(self, paid: bool) -> None:
        dossier = self.office.filed(state=State.AWAITING_PAYMENT if paid else State.NEW)
        if paid:
            self.office.pay(dossier, self.shift)
        self.dossiers.append(dossier)

    @precondition(lambda self: self.dossiers)
    @rule(which=WHICH, twice=st.booleans())
    def write(self, which: int, twice: bool) -> None:
        form = uuid7()
        for _ in range(1 + twice):
            made = self.tried(self.office.written, self.dossiers[which % len(self.dossiers)], id=form)
            if made and made.id not in self.ones:
                self.ones.append(made.id)

    @precondition(lambda self: self.ones)
    @rule(which=WHICH)
    def sign(self, which: int) -> None:
        self.tried(self.office.sign, self.one(which))

    @precondition(lambda self: self.ones)
    @rule(which=WHICH)
    def take_back(self, which: int) -> None:
        self.tried(self.office.do, service.take_back, self.office.ha, self.one(which).id)

    @precondition(lambda self: self.ones)
    @rule(which=st.lists(WHICH, min_size=1, max_size=3), again=st.booleans(), results=st.booleans())
    def list_them(self, which: list[int], again: bool, results: bool) -> None:
        chosen = list({one.id: one for one in map(self.one, which)}.values())
        if results:
            made = self.tried(self.office.results, *chosen)
        else:
            form = uuid7()
            made = self.tried(self.office.made, *chosen, record_id=form)
            if again and made:
                assert self.office.made(*chosen, record_id=form).id == made.id
        if made:
            self.records.append(made.id)

    @precondition(lambda self: self.records)
    @rule(
        which=WHICH,
        found=st.lists(st.sampled_from([THERE, THERE, MISSING, OTHER]), min_size=3, max_size=3),
        twice=st.booleans(),
    )
    def confirm(self, which: int, found: list[str], twice: bool) -> None:
        record = self.office.db.get_one(Handover, self.records[which % len(self.records)], populate_existing=True)
        self.office.db.commit()
        said = {f"line{n}": (one, "" if one == THERE else "Không khớp") for n, one in enumerate(found, 1)}
        for _ in range(1 + twice):
            done = self.tried(self.office.confirm, record, **said)
            if done:
                assert self.frozen.setdefault(done.id, str(done.hash)) == done.hash

    @precondition(lambda self: self.records)
    @rule(which=WHICH)
    def drop(self, which: int) -> None:
        record = self.office.db.get_one(Handover, self.records[which % len(self.records)], populate_existing=True)
        self.office.db.commit()
        who = self.office.ha if record.direction == service.TO_AGENCY else self.office.quang
        self.tried(self.office.do, service.drop, who, record.id)

    @precondition(lambda self: self.ones)
    @rule(which=WHICH)
    def resolve(self, which: int) -> None:
        one = self.one(which)
        dossier = self.office.dossier(one)
        if (
            self.tried(self.office.do, dossiers.receive, dossier, self.office.quang) is None
            and dossier.received_at is None
        ):
            return
        self.tried(self.office.do, dossiers.apply, self.office.dossier(one), Event.RESOLVED, self.office.quang)

    @precondition(lambda self: self.ones)
    @rule(which=WHICH)
    def give(self, which: int) -> None:
        self.tried(self.office.do, service.give, self.office.ha, self.one(which).id, CARD)

    @invariant()
    def every_paper_is_where_its_consignment_says(self) -> None:
        db = self.office.db
        db.expire_all()
        for paper in db.query(ConsignmentPaper):
            assert paper.place in NOW_AT[paper.consignment.state], (paper.place, paper.consignment.state)
            assert (paper.place == "returned") == (paper.returned_at is not None)
        db.commit()

    @invariant()
    def no_money_goes_along_twice_and_no_dossier_is_confirmed_twice(self) -> None:
        db = self.office.db
        takings, handed = list[str](), list[str]()
        for record in db.query(Handover).filter_by(state="confirmed", direction="to_agency"):
            for line in record.lines:
                if (record.answers or {})[line["consignment"]]["found"] != MISSING:
                    takings += line["fees"]["takings"]
                    handed.append(line["consignment"])
        assert len(takings) == len(set(takings))
        assert len(handed) == len(set(handed))
        assert service.tally(db, POST, None, clock.today()).handed_over == len(handed)
        db.commit()

    @invariant()
    def what_is_confirmed_stays(self) -> None:
        for record_id, hashed in self.frozen.items():
            found = self.office.db.get_one(Handover, record_id, populate_existing=True)
            assert service.hashed(service.said_by(found)) == found.hash == hashed
        self.office.db.commit()

    @invariant()
    def received_only_what_was_handed_over_and_given_only_once(self) -> None:
        db = self.office.db
        for dossier in self.dossiers:
            found = db.get_one(Dossier, dossier.id, populate_existing=True)
            db.refresh(found, ["events"])
            living = db.query(Consignment).filter_by(dossier_id=dossier.id).all()
            assert sum(one.state in ("written", "signed", "listed") for one in living) <= 1
            assert [row.event for row in found.events].count("handed_over") <= 1
            for one in living:
                if one.result == "given":
                    assert found.state == State.HANDED_OVER
        db.commit()


def test_post_adds_up_in_any_order(office: Office) -> None:
    machine: Callable[[], Post] = type("PostHere", (Post,), {"office": office})
    run_state_machine_as_test(machine, settings=few(30, "POST_EXAMPLES"))
