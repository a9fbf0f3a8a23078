"""Money of a card gateway that never counted goes back to the card by itself, once a supervisor decided it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.decisions.deciders import Deciders
from tests.payments.till import FEE, Till
from webapp import outbox
from webapp.db import uuid7
from webapp.decisions import returning
from webapp.decisions import service as decisions
from webapp.payments import attempts, notices, service
from webapp.payments.gateway import Said
from webapp.systems.calling import Unreachable


class Cards:
    """A card gateway: its notices are «reference amount»; it gives back as `answer` says."""

    name, where, minutes = "cards", "card", 15
    answer: bytes | None = b"R-77"

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, str, str]] = []

    def read(self, raw: bytes, kind: str) -> list[Said]:
        reference, amount = raw.decode().split()
        return [Said("came", f"N-{reference}", int(amount), attempt=reference)]

    def give_back(self, attempt: Any, number: str, amount: int, by: str, key: str) -> bytes:
        self.asked.append((number, amount, by, key))
        if self.answer is None:
            raise Unreachable("no")
        return self.answer

    def given_back(self, raw: bytes) -> str | None:
        return raw.decode() or None


@pytest.fixture
def cards() -> Cards:
    return Cards()


@pytest.fixture
def decide(till: Till) -> Iterator[Deciders]:
    made = Deciders(till)
    yield made
    assert made.wrong() == []


@pytest.fixture
def twice(till: Till, cards: Cards) -> service.MoneyFact:
    """Paid by transfer, and by card too."""
    bill = till.bill(till.owing())
    attempt = attempts.start(till.db, till.db.merge(bill), cards, uuid7())  # type: ignore[arg-type]
    till.db.commit()
    till.pay(bill)
    raw = f"{attempt.reference} {FEE}".encode()
    kept = notices.store_raw(till.app.extensions["sessions"], "cards", raw)
    notices.interpret(till.db, kept, {"cards": cards})  # type: ignore[dict-item]
    till.db.commit()
    return till.facts()[-1]


def work(till: Till, cards: Cards) -> None:
    sessions = till.app.extensions["sessions"]
    outbox.run_due(sessions, returning.handlers({"cards": cards}), outbox.MONEY)  # type: ignore[dict-item]


def test_it_goes_back_to_the_card(till: Till, cards: Cards, decide: Deciders, twice: service.MoneyFact) -> None:
    made = decide.return_(twice)
    assert decide.balance() == {"bank": FEE, "card": FEE, "bill": -FEE, "owed": -FEE}
    work(till, cards)
    assert cards.asked == [(twice.provider_id, FEE, decide.lan.name, str(made.id))]
    assert decide.balance() == {"bank": FEE, "bill": -FEE}
    last = till.decisions()[-1]
    assert (last.kind, last.reference, last.by_id, last.of_id) == ("gone", "R-77", None, made.id)


def test_asking_again_changes_nothing(till: Till, cards: Cards, decide: Deciders, twice: service.MoneyFact) -> None:
    made = decide.return_(twice)
    work(till, cards)
    job = returning.Returning({"cards": cards})  # type: ignore[dict-item]
    assert job.look(till.db, {"decision": str(made.id)}) is None
    job.finish(till.db, {"decision": str(made.id)}, b"R-77")
    till.db.commit()
    assert decide.balance() == {"bank": FEE, "bill": -FEE}


def test_what_the_gateway_refuses_waits_for_a_person(
    till: Till, cards: Cards, decide: Deciders, twice: service.MoneyFact
) -> None:
    made, cards.answer = decide.return_(twice), b""
    work(till, cards)
    left = decisions.not_gone(till.db, [decide.till.bills_by(twice.bill_id).unit_id], nameless=False)  # type: ignore[arg-type]
    assert [(one.decision.id, one.card) for one in left] == [(made.id, True)]
    till.db.commit()
    decide.gone(made, "VNPAY 991")
    assert decide.balance() == {"bank": FEE, "bill": -FEE}


def test_a_gateway_that_does_not_answer_is_asked_again(
    till: Till, cards: Cards, decide: Deciders, twice: service.MoneyFact
) -> None:
    cards.answer = None
    decide.return_(twice)
    work(till, cards)
    assert decide.balance()["owed"] == -FEE
    assert len(cards.asked) == 1


def test_a_booked_fee_never_goes_back_by_the_gateway(
    till: Till, cards: Cards, decide: Deciders, twice: service.MoneyFact
) -> None:
    other = till.bill(till.owing())
    decide.assign(twice, other)
    assert decide.balance() == {"bank": FEE, "card": FEE, "bill": -2 * FEE}
    work(till, cards)
    assert cards.asked == []
