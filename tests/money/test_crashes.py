"""Money while processes die between any two writes, notices come twice, late, falsified or not at all, and people change their
minds: nothing disappears, nobody who paid stays unpaid, receipts have no gap.
"""

import os
from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import UUID

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, text, update

from tests import people
from tests.decisions.deciders import WHY, staff
from tests.money.books import Books
from tests.money.crashing import Crash, Crashing
from tests.payments.cards import Shop
from tests.payments.till import FEE, Till
from webapp import clock
from webapp.books import checking
from webapp.db import uuid7
from webapp.decisions import service as decisions
from webapp.dossiers import service as dossiers
from webapp.dossiers.lifecycle import NEXT
from webapp.dossiers.service import Event, State
from webapp.payments import attempts, enquiries, notices, service
from webapp.payments.bills import ASKED
from webapp.payments.journal_models import WHERE, Decision, MoneyFact
from webapp.payments.models import Attempt, Bill
from webapp.tills import counter, counter_entries

FEW = settings(
    max_examples=int(os.environ.get("MONEY_RUNS", "10")), stateful_step_count=20, deadline=None,
    derandomize="MONEY_RUNS" not in os.environ, suppress_health_check=list(HealthCheck),
)  # fmt: skip
numbers = count(1)
CRASHES = st.one_of(st.none(), st.integers(0, 30))


class Money(Books):
    """Two dossiers of one citizen, a bank, a card gateway, a counter; `till` and `shop` are given by the test."""

    shop: Shop
    crashing: Crashing

    @initialize()
    def begin(self) -> None:
        self.db = self.till.db
        self.since = uuid7()  # one database for all runs: what came before this one is not looked at again
        someone = people.account_of(self.db, f"09140{next(numbers):05}", "Nguyễn Thị An")
        self.dossiers = [self.till.owing(account=someone) for _ in range(2)]
        self.who = self.till.citizen(self.dossiers[0])
        self.boss = staff(self.till, people.LAN, "supervisor")
        self.begun: list[Attempt] = []
        self.shop.gateway.answers.clear()
        self.db.execute(update(Attempt).values(state="expired"))  # of earlier runs: nobody asks about them
        self.db.execute(text("delete from throttle"))  # their falsified notices came in this hour too
        self.db.commit()
        self.sent: list[tuple[str, bytes]] = []  # what providers have told, whether or not it was heard
        self.unheard: list[tuple[str, bytes]] = []  # and tell again until it is
        self.came: dict[tuple[str, str], int] = {}  # what really moved, as the providers know
        self.told: dict[str, tuple[int, int]] = {}  # how the gateway knows a paid attempt: its number, đồng
        self.in_hand: list[tuple[UUID, UUID, int]] = []  # cash a clerk holds and has not written down: id, bill, đồng
        self.taken: list[UUID] = []
        self.unmade: list[Callable[[], Any]] = []  # decisions whose page has not answered: sent again with the same id
        self.owing: list[UUID] = []  # decisions that something is to go back
        self.done: list[Callable[[], Any]] = []  # forms that were heard

    def may(self, which: int, event: Event) -> bool:
        return (State(self.now(which).state), event) in NEXT

    def alive(self, step: Callable[[], Any], crash: int | None) -> bool:
        """Whether the process that took this step lived through it."""
        try:
            with self.crashing.after(crash):
                step()
                self.db.commit()
        except Crash:
            self.db.rollback()
            return False
        return True

    def tell(self, provider: str, raw: bytes, crash: int | None) -> None:
        """As the door does it: proved, kept, understood; unheard, the provider tells again."""
        made, gateways = self.till.app.extensions["sessions"], self.till.app.extensions["gateways"]

        def hear() -> None:
            kept = notices.store_raw(made, provider, raw)
            with made.write.begin() as own:
                notices.interpret(own, kept, gateways)

        if not self.alive(hear, crash):
            self.unheard.append((provider, raw))

    @rule(which=st.integers(0, 1))
    def leave_for_the_gateway(self, which: int) -> None:
        bill = self.bill(which)
        if bill and service.payable(bill, self.now(which)):
            self.begun.append(attempts.start(self.db, self.db.merge(bill), self.shop.gateway, uuid7()))
            self.db.commit()
            self.db.expunge(self.begun[-1])  # looking at it later must not begin a transaction

    @precondition(lambda self: self.begun)
    @rule(
        which=st.integers(0, 9),
        code=st.sampled_from(["00", "00", "00", "24", "51", "07"]),
        right=st.booleans(),
        crash=CRASHES,
    )
    def gateway_tells(self, which: int, code: str, right: bool, crash: int | None) -> None:
        attempt = self.begun[which % len(self.begun)]
        changes = {} if right else {"vnp_Amount": str((attempt.amount + 500) * 100)}
        query = self.shop.said(attempt, code, "07" if code == "07" else None, **changes)
        if code == "00":
            amount = attempt.amount + (0 if right else 500)
            self.came["vnpay", str(self.shop.number)] = amount
            self.told.setdefault(attempt.reference, (self.shop.number, amount))
        self.sent.append(("vnpay", query.encode()))
        self.tell(*self.sent[-1], crash)

    @rule(
        which=st.integers(0, 1),
        share=st.sampled_from(["part", "rest", "rest", "more"]),
        old=st.booleans(),
        crash=CRASHES,
    )
    def bank_tells(self, which: int, share: str, old: bool, crash: int | None) -> None:
        bills = self.till.bills(self.dossiers[which])
        left = max(2, service.remaining(bills[-1])) if bills else FEE
        amount = {"part": left // 2, "rest": left, "more": left + 7}[share]
        content = bills[0 if old else -1].reference if bills else "NOP TIEN"
        raw = self.till.notice(content, amount, accountNumber=bills[-1].bank_account if bills else "111")
        self.came["sepay", str(next(self.till.numbers) - 1)] = amount
        self.sent.append(("sepay", raw))
        self.tell(*self.sent[-1], crash)

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 99), crash=CRASHES)
    def again_or_late(self, which: int, crash: int | None) -> None:
        self.tell(*self.sent[which % len(self.sent)], crash)

    @precondition(lambda self: self.begun)
    @rule(which=st.integers(0, 9))
    def falsified(self, which: int) -> None:
        attempt = self.begun[which % len(self.begun)]
        assert self.shop.tell(self.shop.said(attempt).replace("vnp_BankCode=NCB", "vnp_BankCode=VCB")) == "97"

    @precondition(lambda self: self.begun)
    @rule(which=st.integers(0, 9))
    def asked_by_the_job(self, which: int) -> None:
        attempt = self.begun[which % len(self.begun)]
        now = self.shop.attempt(attempt.reference)
        too_late = clock.now() + enquiries.EVERY >= attempt.expires_at + enquiries.GIVEN_UP
        if now.state not in ("open", "failed") or too_late or attempt.reference in self.shop.gateway.answers:
            return
        told = self.told.setdefault(attempt.reference, (self.shop.number + 1, attempt.amount))
        self.shop.number = max(self.shop.number, told[0])
        self.shop.knows(attempt, told=told)
        self.came["vnpay", str(told[0])] = told[1]
        self.shop.round()

    @rule(which=st.integers(0, 1), crash=CRASHES)
    def cash_at_the_counter(self, which: int, crash: int | None) -> None:
        bill = self.bill(which)
        if bill and counter.may_pay(bill, self.now(which)):
            self.in_hand.append((uuid7(), bill.id, service.remaining(bill)))
            self.write_down(crash)

    @precondition(lambda self: self.in_hand)
    @rule(crash=CRASHES)
    def the_clerk_tries_again(self, crash: int | None) -> None:
        self.write_down(crash)

    def write_down(self, crash: int | None) -> None:
        """The form sent again carries the same id; where somebody else paid meanwhile the customer keeps the money."""
        taken, bill_id, amount = self.in_hand.pop(0)

        def take() -> None:
            bill = self.db.get_one(Bill, bill_id, populate_existing=True)
            counter.take(self.db, bill, taken, "cash", amount, "", people.OFFICER, people.UNIT)

        try:
            lived = self.alive(take, crash)
        except (service.NotPayable, counter.NotWhole):
            self.db.rollback()
            return
        if lived:
            self.came["cash", str(taken)] = amount
            self.taken.append(taken)
            self.done.append(take)
        else:
            self.in_hand.append((taken, bill_id, amount))

    @precondition(lambda self: self.taken)
    @rule(crash=CRASHES)
    def taken_by_mistake(self, crash: int | None) -> None:
        """A counter-entry: the cash goes out of the drawer again."""
        fact = self.db.scalars(select(MoneyFact).where(MoneyFact.provider_id == str(self.taken[-1]))).one()
        entry, fact_id = uuid7(), fact.id
        self.db.commit()

        def give_back() -> None:
            counter_entries.counter_entry(self.db, self.fact(fact_id), entry, "Thu nhầm hồ sơ", people.OFFICER)

        try:
            if self.alive(give_back, crash):
                self.taken.pop()
                self.done.append(give_back)
        except (counter_entries.Moved, counter_entries.BuiltUpon):
            self.db.rollback()

    @rule(which=st.integers(0, 9), to=st.integers(0, 1), back=st.booleans(), crash=CRASHES)
    def somebody_decides_about_what_waits(self, which: int, to: int, back: bool, crash: int | None) -> None:
        held, bill, made = [fact.id for fact in self.facts() if fact.held], self.bill(to), uuid7()
        if not held or (bill is None and not back):
            return
        fact_id = held[which % len(held)]
        if back:
            self.owing.append(made)
            self.decide(lambda: decisions.return_(self.db, made, self.fact(fact_id), WHY, self.boss), crash)
        else:
            bill_id = bill.id  # type: ignore[union-attr]
            self.decide(
                lambda: decisions.assign(self.db, made, self.fact(fact_id), self.of(bill_id), WHY, self.boss), crash
            )

    @rule(which=st.integers(0, 1), share=st.sampled_from([1, 2]), crash=CRASHES)
    def somebody_refunds(self, which: int, share: int, crash: int | None) -> None:
        bill, made = self.bill(which), uuid7()
        most = decisions.refundable(self.db, self.of(bill.id), self.now(which)) if bill else 0
        self.db.commit()
        if bill and most // share:
            bill_id = bill.id
            self.owing.append(made)
            self.decide(lambda: decisions.refund(self.db, made, self.of(bill_id), most // share, WHY, self.boss), crash)

    @precondition(lambda self: self.owing)
    @rule(which=st.integers(0, 9), crash=CRASHES)
    def what_is_owed_goes(self, which: int, crash: int | None) -> None:
        decided, made = self.owing[which % len(self.owing)], uuid7()
        self.decide(lambda: self.gone(decided, made), crash)

    @precondition(lambda self: self.unmade)
    @rule(crash=CRASHES)
    def the_page_is_sent_again(self, crash: int | None) -> None:
        self.decide(self.unmade.pop(0), crash)

    @precondition(lambda self: self.done)
    @rule(which=st.integers(0, 9))
    def the_answer_got_lost_and_the_form_comes_again(self, which: int) -> None:
        before = len(self.postings())
        assert self.alive(self.done[which % len(self.done)], None)
        assert len(self.postings()) == before

    def decide(self, verb: Callable[[], Any], crash: int | None) -> None:
        try:
            (self.done if self.alive(verb, crash) else self.unmade).append(verb)
        except (decisions.Undecidable, decisions.TooMuch):
            self.db.rollback()

    def gone(self, decided: UUID, made: UUID) -> None:
        decision = self.db.get(Decision, decided, populate_existing=True)
        if decision is not None:  # else it never came to be
            decisions.gone(self.db, made, decision, "FT1", self.boss)

    def fact(self, fact_id: UUID) -> MoneyFact:
        return self.db.get_one(MoneyFact, fact_id, populate_existing=True)

    def of(self, bill_id: UUID) -> Bill:
        return self.db.get_one(Bill, bill_id, populate_existing=True)

    @rule()
    def worker(self) -> None:
        self.work()

    @rule(which=st.integers(0, 1), copies=st.integers(0, 3))
    def corrected(self, which: int, copies: int) -> None:
        if self.may(which, Event.REOPENED):
            dossier = self.now(which)
            dossiers.reopen(self.db, dossier, self.who)
            dossier.answers = {"ban": copies}
            dossiers.submit(self.db, dossier, self.who)
            self.db.commit()

    @rule(which=st.integers(0, 1), event=st.sampled_from([Event.WITHDRAWN, Event.RECEIVED, Event.REFUSED]))
    def moved_on(self, which: int, event: Event) -> None:
        if not self.may(which, event):
            return
        dossier = self.now(which)
        if event == Event.WITHDRAWN:
            dossiers.withdraw(self.db, dossier, self.who)
        elif event == Event.RECEIVED:
            dossiers.receive(self.db, dossier, people.OFFICER)
        else:
            dossiers.apply(self.db, dossier, event, people.OFFICER, note="Lý do thử")
        self.db.commit()

    @rule(which=st.integers(0, 1), amount=st.integers(1, 50_000), crash=CRASHES)
    def set_bill(self, which: int, amount: int, crash: int | None) -> None:
        dossier = self.now(which)
        if self.may(which, Event.FEE_ASKED) or dossier.state in ASKED:
            self.alive(
                lambda: service.set_bill(self.db, dossier, amount, "Lệ phí", "Nghị quyết thử", people.OFFICER), crash
            )

    def work(self) -> None:
        self.db.commit()
        while self.till.work():  # it takes a batch at a time; what is left would be of another run
            pass

    def teardown(self) -> None:
        """Providers tell again until they are heard, the worker runs: then all that moved is here."""
        if not hasattr(self, "came"):
            return
        while self.unheard:
            self.tell(*self.unheard.pop(), None)
        while self.in_hand:
            self.write_down(None)
        while self.unmade:
            self.decide(self.unmade.pop(0), None)
        self.work()
        known = {(fact.provider, fact.provider_id): fact.amount for fact in self.facts()}
        assert known == self.came
        lying = sum(line.amount for line in self.postings() if line.account in WHERE)
        made = self.decisions()
        assert lying == sum(known.values()) - sum(one.amount for one in made if one.kind in ("gone", "counter"))


def test_money_survives_every_crash(app: Flask, till: Till) -> None:
    shop = Shop(app, till)
    crashing = Crashing(app.extensions["sessions"].engine)
    machine: Callable[[], Money] = type("MoneyHere", (Money,), {"till": till, "shop": shop, "crashing": crashing})
    run_state_machine_as_test(machine, settings=FEW)
    assert list(checking.wrong(till.db)) == []  # what `flask money check` says of all of it
