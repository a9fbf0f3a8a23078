"""The door for bank notices: what proves nothing is kept and never believed; what the bank signed is never lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.payments.till import BANK, FEE, SECRET, Till
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import State
from webapp.payments.gateways.sepay import LARGEST_BODY
from webapp.payments.notice_views import FLOOD


@pytest.mark.parametrize(
    ("secret", "late", "problem"), [("another", 0, "BadSignature"), (SECRET, 310, "Stale"), (SECRET, -310, "Stale")]
)
def test_it_keeps_what_proves_nothing_and_does_not_believe_it(till: Till, secret: str, late: int, problem: str) -> None:
    dossier = till.owing()
    raw = till.notice(till.bill(dossier).reference, FEE)
    assert till.send(raw, secret, late).status_code == 401
    notice = till.notices()[0]
    assert (notice.verified, notice.outcome, notice.problem) == (False, "unproved", problem)
    till.work()
    assert (till.facts(), till.state(dossier)) == ([], State.AWAITING_PAYMENT)


def test_it_keeps_no_more_than_so_many_of_a_stranger(till: Till) -> None:
    answers = [till.send(b"{}", secret="another").status_code for _ in range(FLOOD[0] + 2)]
    assert answers == [401] * FLOOD[0] + [429] * 2
    assert len(till.notices()) == FLOOD[0]


def test_it_still_takes_proved_notices_during_a_flood(till: Till) -> None:
    for _ in range(FLOOD[0] + 1):
        till.send(b"{}", secret="another")
    dossier = till.owing()
    assert till.pay(till.bill(dossier)).status_code == 200


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"[]", b'{"id": 1}', b'{"id": 1, "id": 2}', b"[" * 5000])
def test_it_keeps_a_signed_notice_that_cannot_be_read(till: Till, raw: bytes) -> None:
    answer = till.send(raw)
    assert (answer.status_code, answer.json) == (422, {"success": False})
    notice = till.notices()[0]
    assert (notice.outcome, notice.verified, till.facts()) == ("unreadable", True, [])
    assert notice.problem


def test_it_refuses_a_body_beyond_measure(till: Till) -> None:
    assert till.send(b" " * (LARGEST_BODY + 1)).status_code == 413
    assert till.notices() == []


def test_it_seals_what_it_keeps(till: Till) -> None:
    till.send(till.notice("NGUYEN THI AN nop", FEE))
    assert b"NGUYEN THI AN" not in till.notices()[0].body


def test_it_answers_only_to_a_post(till: Till) -> None:
    assert till.app.test_client().get(BANK).status_code == 405


def both_at_once(till: Till, first: bytes, second: bytes) -> list[int]:
    start = Barrier(2)

    def send(raw: bytes) -> int:
        start.wait()
        return till.send(raw).status_code

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(send, (first, second)))


def test_it_takes_the_same_notice_from_two_lines_at_once_for_one(till: Till) -> None:
    dossier = till.owing()
    raw = till.notice(till.bill(dossier).reference, FEE, accountNumber=till.bill(dossier).bank_account)
    assert both_at_once(till, raw, raw) == [200, 200]
    assert (len(till.facts()), len(till.receipts())) == (1, 1)
    assert sorted(str(notice.outcome) for notice in till.notices()) == ["repeated", "settled"]


def test_it_takes_the_same_nameless_notice_from_two_lines_at_once_for_one(till: Till) -> None:
    raw = till.notice("nop tien", FEE)
    assert both_at_once(till, raw, raw) == [200, 200]
    assert len(till.facts()) == 1


def test_it_settles_once_when_two_people_pay_at_once(till: Till) -> None:
    dossier = till.owing()
    bill = till.bill(dossier)
    first, second = (till.notice(bill.reference, FEE, accountNumber=bill.bank_account) for _ in range(2))
    assert both_at_once(till, first, second) == [200, 200]
    assert sorted(fact.outcome for fact in till.facts()) == ["second", "settled"]
    assert len(till.receipts()) == 1


def test_it_never_asks_for_paid_money_when_a_correction_and_a_payment_cross(till: Till) -> None:
    dossier = till.owing()
    bill = till.bill(dossier)
    raw = till.notice(bill.reference, FEE, accountNumber=bill.bank_account)
    sessions, who, start = till.app.extensions["sessions"], till.citizen(dossier), Barrier(2)

    def correct() -> None:
        start.wait()
        with till.app.app_context(), sessions.write.begin() as own:
            found = own.get_one(type(dossier), dossier.id)
            dossiers.reopen(own, found, who)
            dossiers.submit(own, found, who)

    def pay() -> None:
        start.wait()
        till.send(raw)

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(correct), threads.submit(pay)]:
            done.exception()  # the slower of the two may be refused; the worker then finishes the payment
    till.work()
    assert till.bill(dossier).state == "paid"
    assert till.state(dossier) == State.NEW


@pytest.mark.parametrize("amount", [2**63 - 1, 10**15], ids=["largest", "more-than-there-is"])
def test_an_amount_beyond_all_money_is_kept_raw_and_never_booked(till: Till, amount: int) -> None:
    """Two of these and no database adds the journal up any more."""
    till.owing()
    assert till.send(till.notice("MC", amount)).status_code == 422
    assert (till.facts(), [one.problem for one in till.notices()]) == ([], ["transferAmount"])
