"""The room of money under any order of events: nothing that may happen can make the books wrong."""

from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests import people
from tests.decisions.deciders import Deciders
from tests.payments.till import FEE, Till
from tests.stateful import few
from webapp.db import uuid7
from webapp.decisions import service as decisions
from webapp.dossiers import service as dossiers
from webapp.dossiers.lifecycle import NEXT
from webapp.dossiers.service import CLOSED, Event, State
from webapp.payments import journal, notices, service
from webapp.payments.journal_models import Decision, MoneyFact, Posting

ASKED = (State.AWAITING_PAYMENT, State.FEE_DUE)
accounts = count(1)


class Money(RuleBasedStateMachine):
    """One dossier and everything that may happen to its money; `till` is given by the test."""

    till: Till

    @initialize()
    def begin(self) -> None:
        self.db = self.till.db
        someone = people.account_of(self.db, f"09130{next(accounts):05}", "Nguyễn Thị An")
        self.dossier = self.till.owing(account=someone)
        self.who = self.till.citizen(self.dossier)
        self.sent: list[bytes] = []
        self.seen: dict[str, tuple[Any, ...]] = {}
        self.frozen: dict[str, tuple[Any, ...]] = {}
        self.deciders = Deciders(self.till)
        self.since = uuid7()  # one database for all runs: what came before this one is not looked at again
        self.made: list[Decision] = []
        self.by_rules = True  # no officer set an amount

    def may(self, event: Event) -> bool:
        return (State(self.dossier.state), event) in NEXT

    def bill(self) -> service.Bill | None:
        return service.bill_of(self.db, self.dossier)

    def tell(self, raw: bytes) -> None:
        kept = notices.store_raw(self.till.app.extensions["sessions"], "sepay", raw)
        notices.interpret(self.db, kept, self.till.app.extensions["gateways"])
        self.db.commit()

    @rule(share=st.sampled_from(["part", "rest", "more"]), old=st.booleans(), ours=st.sampled_from([True, True, False]))
    def pay(self, share: str, old: bool, ours: bool) -> None:
        bills = self.till.bills(self.dossier)
        self.db.commit()
        if not bills:
            return
        left = max(2, service.remaining(bills[-1]))
        amount = {"part": left // 2, "rest": left, "more": left + 7}[share]
        bill = bills[0 if old else -1]
        number = bill.bank_account if ours else "111"
        self.sent.append(self.till.notice(bill.reference, amount, accountNumber=number))
        self.tell(self.sent[-1])

    @rule(content=st.sampled_from(["", "nop tien", "MC22222222"]))
    def pay_for_nobody(self, content: str) -> None:
        self.sent.append(self.till.notice(content, FEE))
        self.tell(self.sent[-1])

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 99))
    def repeat(self, which: int) -> None:
        self.tell(self.sent[which % len(self.sent)])

    @precondition(lambda self: self.may(Event.REOPENED))
    @rule()
    def reopen(self) -> None:
        dossiers.reopen(self.db, self.dossier, self.who)
        self.db.commit()

    @precondition(lambda self: self.may(Event.SUBMITTED))
    @rule(copies=st.integers(0, 3))
    def resubmit(self, copies: int) -> None:
        self.dossier.answers = {"ban": copies}
        dossiers.submit(self.db, self.dossier, self.who)
        self.db.commit()

    @precondition(lambda self: self.may(Event.WITHDRAWN))
    @rule()
    def withdraw(self) -> None:
        dossiers.withdraw(self.db, self.dossier, self.who)
        self.db.commit()

    @precondition(lambda self: self.may(Event.RECEIVED))
    @rule()
    def receive(self) -> None:
        dossiers.receive(self.db, self.dossier, people.OFFICER)
        self.db.commit()

    @precondition(lambda self: self.may(Event.FEE_ASKED) or self.dossier.state in ASKED)
    @rule(amount=st.integers(1, 50_000))
    def set_bill(self, amount: int) -> None:
        service.set_bill(self.db, self.dossier, amount, "Lệ phí", "Nghị quyết thử", people.OFFICER)
        self.db.commit()
        self.by_rules = False

    @rule(of_paid=st.booleans())
    def assign(self, of_paid: bool) -> None:
        held = [fact for fact in self.facts() if fact.held]
        bills = [bill for bill in self.till.bills(self.dossier) if of_paid or bill.state == "open"]
        if held and bills:
            self.decide(lambda: self.deciders.assign(held[0], bills[-1], by=self.deciders.lan))

    @rule(which=st.integers(0, 3), share=st.sampled_from([1, 2, 3]))
    def refund(self, which: int, share: int) -> None:
        """All that may go back, a part of it, or too much."""
        bills = self.till.bills(self.dossier)
        if bills:
            bill = bills[which % len(bills)]
            most = decisions.refundable(self.db, bill, self.dossier)
            self.db.commit()
            self.decide(lambda: self.deciders.refund(bill, most * share // 2))

    @rule(which=st.integers(0, 3))
    def return_(self, which: int) -> None:
        facts = self.facts()
        if facts:
            self.decide(lambda: self.deciders.return_(facts[which % len(facts)]))

    @rule(which=st.integers(0, 3))
    def let_go(self, which: int) -> None:
        made = [one for one in self.made if one.kind in ("refund", "return")]
        if made:
            self.decide(lambda: self.deciders.gone(made[which % len(made)]))

    @rule(which=st.integers(0, 3))
    def keep(self, which: int) -> None:
        bills = self.till.bills(self.dossier)
        if bills:
            self.decide(lambda: self.deciders.keep(bills[which % len(bills)]))

    def facts(self) -> list[MoneyFact]:
        return self.till._all(select(MoneyFact).where(MoneyFact.id > self.since).order_by(MoneyFact.at, MoneyFact.id))

    def postings(self) -> list[Posting]:
        return self.till._all(select(Posting).where(Posting.id > self.since).order_by(Posting.id))

    def decisions(self) -> list[Decision]:
        return self.till._all(select(Decision).where(Decision.id > self.since))

    def decide(self, verb: Callable[[], Decision]) -> None:
        """What may not be is refused by a name, and changes nothing."""
        before = self.postings()
        try:
            self.made.append(verb())
        except decisions.Undecidable:
            assert len(self.postings()) == len(before)

    @invariant()
    def what_is_owed_was_decided_and_has_not_gone(self) -> None:
        made = self.decisions()
        decided = sum(one.amount for one in made if one.kind in ("refund", "return"))
        went = sum(one.amount for one in made if one.kind == "gone")
        lines = self.postings()
        assert -sum(one.amount for one in lines if one.account == "owed") == decided - went
        assert (
            sum(one.amount for one in lines if one.account == "bank")
            == sum(fact.amount for fact in self.facts()) - went
        )

    def teardown(self) -> None:
        """What `flask money check` says of all of it."""
        if hasattr(self, "deciders"):
            assert self.deciders.wrong() == []

    @invariant()
    def the_books_are_right(self) -> None:
        self.dossier = self.till.again(self.dossier)
        bills = self.till.bills(self.dossier)
        for bill in bills:
            assert journal.state_of(bill) == bill.state
            assert journal.counted(bill) <= bill.total
            receipted = sum(one.total for one in bill.receipts if one.living)
            assert receipted == (bill.total if bill.state in ("paid", "refunded") else 0)
            assert sum(line["amount"] for line in bill.quote["lines"]) == bill.total
        assert sum(bill.state == "open" for bill in bills) <= 1

    @invariant()
    def every_dong_lies_somewhere_and_is_meant_for_something(self) -> None:
        came = {fact.id: fact for fact in self.facts()}
        lines = self.postings()
        for of in ("entry_id", "fact_id"):
            sums = Counter()
            for line in lines:
                sums[getattr(line, of)] += line.amount
            assert not any(sums.values())
        for fact in came.values():
            mine = [line for line in lines if line.fact_id == fact.id]
            came_in = sum(line.amount for line in mine if line.account == "bank" and line.amount > 0)
            assert came_in == fact.amount
            assert -sum(line.amount for line in mine if line.account == "held") == fact.held >= 0

    @invariant()
    def paid_and_open_bills_come_to_what_the_dossier_costs(self) -> None:
        """Less what went back and what is told as paid too much; while it is being corrected nobody knows yet."""
        left = service.reckoning_of(self.db, self.dossier)
        if self.by_rules and self.dossier.state not in (State.DRAFT, *CLOSED):
            bills = [bill for bill in self.till.bills(self.dossier) if bill.state != "void"]
            asked = sum(bill.total - journal.given_up(bill) for bill in bills)
            assert asked - (left.beyond if left else 0) == FEE * self.dossier.answers["ban"]
            assert left is None or left.beyond > 0
        self.db.commit()

    @invariant()
    def a_frozen_bill_never_changes(self) -> None:
        for bill in self.till.bills(self.dossier):
            now = (bill.total, bill.quote, bill.legal_document, bill.share_token, bill.bank_account, bill.frozen_at)
            assert self.frozen.setdefault(bill.reference, now) == now

    @invariant()
    def a_dossier_waits_for_money_exactly_while_a_bill_is_open(self) -> None:
        bill = self.bill()
        if self.dossier.state in ASKED:
            assert bill is not None
            assert bill.state == "open"
            assert service.remaining(bill) > 0
        self.db.commit()

    @invariant()
    def no_fact_changes_or_disappears(self) -> None:
        now = {fact.provider_id: as_row(fact) for fact in self.facts()}
        for number, row in self.seen.items():
            assert now[number] == row
        assert len(now) >= len(self.sent)
        self.seen = now


def as_row(fact: MoneyFact) -> tuple[Any, ...]:
    return (fact.bill_id, fact.amount, fact.content, fact.outcome, fact.at)


def test_it_keeps_the_books_right_in_any_order(till: Till) -> None:
    machine: Callable[[], Money] = type("MoneyHere", (Money,), {"till": till})
    run_state_machine_as_test(machine, settings=few(14))
