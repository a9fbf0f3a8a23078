"""What the books of one run must be at every moment, whatever happened in it."""

from collections import Counter
from uuid import UUID

from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.payments.till import Till
from webapp.dossiers.service import Dossier
from webapp.payments import journal, service
from webapp.payments.bills import ASKED
from webapp.payments.journal_models import WHERE, Decision, MoneyFact, Posting
from webapp.payments.models import Bill
from webapp.receipts.models import Receipt


class Books(RuleBasedStateMachine):
    """`came`: what really moved, as the providers know. One database for all runs: what came before `since` is not looked at again."""

    till: Till
    db: Session
    since: UUID
    dossiers: list[Dossier]
    came: dict[tuple[str, str], int]

    def facts(self) -> list[MoneyFact]:
        return self.till._all(select(MoneyFact).where(MoneyFact.id > self.since))

    def postings(self) -> list[Posting]:
        return self.till._all(select(Posting).where(Posting.id > self.since))

    def decisions(self) -> list[Decision]:
        return self.till._all(select(Decision).where(Decision.id > self.since))

    def now(self, which: int) -> Dossier:
        return self.till.again(self.dossiers[which])

    def bill(self, which: int) -> Bill | None:
        found = service.bill_of(self.db, self.now(which))
        self.db.commit()
        return found

    @invariant()
    def every_dong_lies_somewhere_and_is_meant_for_something(self) -> None:
        sums: Counter[tuple[str, UUID]] = Counter()
        held: Counter[UUID] = Counter()
        lying: Counter[tuple[UUID, str]] = Counter()
        for line in self.postings():
            sums["entry", line.entry_id] += line.amount
            sums["fact", line.fact_id] += line.amount
            held[line.fact_id] -= line.amount if line.account == "held" else 0
            lying[line.fact_id, line.account] += line.amount if line.account in WHERE else -line.amount
        assert not any(sums.values())
        assert min(lying.values(), default=0) >= 0
        facts = self.facts()
        assert all(fact.held == held[fact.id] >= 0 for fact in facts)
        assert {fact.id for fact in facts} == set(held)

    @invariant()
    def what_is_owed_was_decided_and_has_not_gone(self) -> None:
        made = self.decisions()
        decided = sum(one.amount for one in made if one.kind in ("refund", "return"))
        went = sum(one.amount for one in made if one.kind == "gone")
        assert -sum(line.amount for line in self.postings() if line.account == "owed") == decided - went

    @invariant()
    def nothing_is_known_that_did_not_move(self) -> None:
        known = {(fact.provider, fact.provider_id): fact.amount for fact in self.facts()}
        assert known.items() <= self.came.items()

    @invariant()
    def nobody_who_paid_stays_unpaid(self) -> None:
        for which in range(2):
            dossier = self.now(which)
            bills = self.till.bills(dossier)
            for bill in bills:
                assert journal.state_of(bill) == bill.state
                assert journal.counted(bill) <= (0 if bill.state == "void" else bill.total)
                assert sum(one.total for one in bill.receipts if one.living) == (
                    bill.total if bill.state in ("paid", "refunded") else 0
                )
            still = [bill for bill in bills if bill.state == "open"]
            assert len(still) <= 1
            assert (dossier.state in ASKED) <= bool(still)
        self.db.commit()

    @invariant()
    def receipts_have_no_gap(self) -> None:
        number = Receipt.number
        seen = select(func.min(number), func.max(number), func.count(number.distinct()), func.count())
        for first, last, different, rows in self.db.execute(seen.group_by(Receipt.series, Receipt.year)):
            assert (first, last, different) == (1, rows, rows)
        self.db.commit()
