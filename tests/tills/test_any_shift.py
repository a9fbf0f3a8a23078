"""One shift under any order of what may happen in it: its sheet balances to the đồng against the journal."""

from collections import Counter as Sums
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

from tests.stateful import few
from tests.tills.counter import FLOAT, Counter
from webapp.db import uuid7
from webapp.payments import service as payments
from webapp.payments.models import Bill
from webapp.tills import counter, counter_entries, service
from webapp.tills.models import Shift, Taking

MEANS = st.sampled_from(["cash", "pos", "bank"])
REFUSED = (
    service.NotOpen, service.NotEnough, service.Changed, service.NotCounted, service.NoteMissing, counter.NotWhole,
    payments.NotPayable, counter_entries.Moved, counter.OtherTaking,
)  # fmt: skip


class AShift(RuleBasedStateMachine):
    """`counter` is given by the test. What is refused changes nothing; what the journal says is looked up anew each time."""

    counter: Counter

    @initialize()
    def begin(self) -> None:
        self.shift = self.counter.opened()
        self.bills: list[Bill] = []
        self.taken: list[tuple[UUID, Bill, str]] = []
        self.frozen: dict[str, Any] | None = None

    def _close(self, shift: Shift, off: int) -> None:
        self.counter.count(shift, max(0, service.drawer(shift) + off))
        self.counter.close(shift, service.difference(shift), "Không rõ")

    def _rows(self) -> list[dict[str, Any]]:
        return list(self.counter.sheet(self.shift)["rows"])

    def tried(self, verb: Callable[..., Any], *said: Any, **more: Any) -> Any:
        """What the verb gives, or None where it refused."""
        before = self.counter.sheet(self.shift)
        try:
            return verb(*said, **more)
        except REFUSED:
            self.counter.db.rollback()
            assert self.counter.sheet(self.shift) == before
            return None

    @precondition(lambda self: len(self.bills) < 5)
    @rule(copies=st.integers(1, 3))
    def somebody_comes(self, copies: int) -> None:
        self.bills.append(self.counter.owed(copies))

    @precondition(lambda self: self.bills)
    @rule(which=st.integers(0, 9), means=MEANS, off=st.sampled_from([0, 0, 0, -1, 1]))
    def take(self, which: int, means: str, off: int) -> None:
        bill, once = self.bills[which % len(self.bills)], uuid7()
        if self.tried(self.counter.take, self.shift, bill, id=once, means=means, amount=bill.total + off):
            assert off == 0
            self.taken.append((once, bill, means))

    @precondition(lambda self: self.taken)
    @rule(which=st.integers(0, 9))
    def send_again(self, which: int) -> None:
        once, bill, means = self.taken[which % len(self.taken)]
        before = self.counter.sheet(self.shift)
        self.tried(self.counter.take, self.shift, bill, id=once, means=means)
        assert self.counter.sheet(self.shift) == before

    @precondition(lambda self: len(self.bills) > 1 and self.taken)
    @rule(which=st.integers(0, 9))
    def send_for_another(self, which: int) -> None:
        once, bill, means = self.taken[-1]
        other = self.bills[which % len(self.bills)]
        if other.id != bill.id:
            assert self.tried(self.counter.take, self.shift, other, id=once, means=means) is None

    @precondition(lambda self: self.taken)
    @rule(which=st.integers(0, 9), twice=st.booleans())
    def give_back(self, which: int, twice: bool) -> None:
        taking = self.counter.db.get_one(Taking, self.taken[which % len(self.taken)][0])
        self.counter.db.commit()
        entry = uuid7()
        for _ in range(1 + twice):
            self.tried(self.counter.give_back, taking, entry)

    @precondition(lambda self: len(self.taken) > 2)
    @rule(off=st.sampled_from([0, 0, -500, 2_000]))
    def count(self, off: int) -> None:
        self.tried(self.counter.count, self.shift, max(0, service.drawer(self.shift) + off))

    @precondition(lambda self: len(self.taken) > 2)
    @rule(counts=st.booleans(), knows=st.booleans(), note=st.sampled_from(["", "Trả thừa"]))
    def close(self, counts: bool, knows: bool, note: str) -> None:
        if counts and self.frozen is None:
            self.count(off=0)
        off = service.difference(self.shift)
        self.counter.db.commit()
        if self.tried(self.counter.close, self.shift, off if knows else off + 1, note) and self.frozen is None:
            assert knows
            self.frozen = self.counter.sheet(self.shift)

    @invariant()
    def the_sheet_balances_with_the_journal(self) -> None:
        """What lies at this counter by the journal is what the sheet says, means by means; the drawer is float and cash."""
        facts = {fact.id for fact in self.counter.till.facts() if fact.provider_id in self._ids()}
        lies = Sums[str]()
        for line in self.counter.till.postings():
            if line.fact_id in facts and line.account in ("cash", "pos", "bank"):
                lies[line.account] += line.amount
        said = self.counter.sheet(self.shift)
        assert said["means"] == {means: lies[means] for means in ("cash", "pos", "bank")}
        assert said["expected"] == FLOAT + lies["cash"]
        assert said["total"] == sum(said["kinds"].values()) == sum(row["amount"] for row in said["rows"])
        assert said["counted"] is None or said["counted"] == said["expected"] + said["difference"]

    def _ids(self) -> set[str]:
        return {row["id"] for row in self._rows()}

    @invariant()
    def a_bill_is_paid_exactly_while_its_money_is_here(self) -> None:
        here = Sums[str]()
        for row in self._rows():
            here[row["bill"]] += row["amount"]
        for bill in self.bills:
            now = self.counter.db.get_one(Bill, bill.id, populate_existing=True)
            assert (now.state == "paid") == (here[bill.reference] == bill.total)
            assert here[bill.reference] in (0, bill.total)
        self.counter.db.commit()

    @invariant()
    def closed_is_closed(self) -> None:
        if self.frozen:
            assert self.counter.sheet(self.shift) == self.frozen
            found = service.one(self.counter.db, self.counter.lan, self.shift.id)
            assert found.sheet_hash == service.hashed(self.frozen)
            self.counter.db.commit()

    def teardown(self) -> None:
        """At the end every shift is closed, and what comes after is refused."""
        if self.frozen is None:
            self._close(self.shift, 500)
            self.frozen = self.counter.sheet(self.shift)
        assert self.tried(self.counter.take, self.shift, self.counter.owed()) is None
        assert self.tried(self.counter.count, self.shift, 0) is None
        for once, _bill, _means in self.taken:
            taking = self.counter.db.get_one(Taking, once)
            self.counter.db.commit()
            assert self.tried(self.counter.give_back, taking) is None
        self.closed_is_closed()


def test_a_shift_balances_in_any_order(counter: Counter) -> None:
    machine: Callable[[], AShift] = type("AShiftHere", (AShift,), {"counter": counter})
    run_state_machine_as_test(machine, settings=few(24))
