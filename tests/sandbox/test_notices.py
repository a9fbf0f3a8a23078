"""Notices: SePay's format, signed, repeated until acknowledged, held, sent twice, signed wrongly."""

import threading
import time

import pytest

from tests.sandbox.conftest import AN, OK, PAID, QR, SECRET, open_bank
from webapp import clock
from webapp.payments.gateways import sepay
from webapp.sandbox.bank import ledger
from webapp.sandbox.bank.delivery import Delivery
from webapp.sandbox.bank.notices import wait_before_retry
from webapp.sandbox.bank.store import BankStore
from webapp.sandbox.ground.sending import Answer

FAILURES = [(500, b"oops"), (200, b'{"success": false}'), (302, b""), (200, b"not json"), (204, b""), (200, b"[]")]


def pay(bank, **more):
    return bank.api("pay", {"qr": QR} | more).json


def wait_until(bank, number, state):
    """The notice once it is in this state: what the receiver has seen, the bank writes down a moment later."""
    until = time.monotonic() + 60
    while (seen := bank.get(f"/api/transactions/{number}").json["notice"])["state"] != state:
        assert time.monotonic() < until, seen
    return seen


def test_it_sends_a_signed_notice_in_sepay_format(bank, receiver):
    paid = pay(bank)
    body = receiver.bodies()[0]
    assert body == paid["notice"]["body"]
    assert body | {"id": 0, "referenceCode": ""} == {
        "id": 0,
        "gateway": "Vietcombank",
        "transactionDate": PAID,
        "accountNumber": "9999000012345",
        "subAccount": None,
        "code": None,
        "content": "H49 261123 0001 LE PHI",
        "transferType": "in",
        "description": "BankAPINotify H49 261123 0001 LE PHI",
        "transferAmount": 20000,
        "referenceCode": "",
        "accumulated": 20000,
    }


def test_it_signs_with_the_shared_secret_at_the_present_moment(bank, receiver):
    pay(bank)
    headers, body = receiver.came[0]
    sepay.verify(headers, body, SECRET, clock.now())
    with pytest.raises(sepay.BadSignature):
        sepay.verify(headers, body + b" ", SECRET, clock.now())


def test_it_repeats_the_same_notice_until_it_is_acknowledged(bank, receiver):
    receiver.answers = list(FAILURES)
    number = pay(bank)["transaction"]
    receiver.wait_for(len(FAILURES) + 1)
    notice = wait_until(bank, number, "delivered")
    assert [d["accepted"] for d in notice["deliveries"]] == [False] * len(FAILURES) + [True]
    assert len({body for _, body in receiver.came}) == 1


def test_it_gives_up_after_seven_repetitions_and_shows_it(bank, receiver):
    receiver.answers = [(500, b"")] * 9
    number = pay(bank)["transaction"]
    receiver.wait_for(8)
    assert len(wait_until(bank, number, "given_up")["deliveries"]) == 8
    assert "nơi nhận không xác nhận" in bank.get(f"/transactions/{number}").text
    assert len(receiver.came) == 8


def test_it_accepts_201_as_an_acknowledgement(bank, receiver):
    receiver.answers = [(201, OK[1])]
    assert pay(bank)["notice"]["state"] == "delivered"


def test_it_keeps_the_notice_when_nobody_listens_and_sends_it_after_a_restart(tmp_path, receiver):
    with open_bank(tmp_path, "http://127.0.0.1:9/", unit=3600) as bank:
        paid = pay(bank)
    assert paid["notice"]["state"] == "pending"
    assert paid["notice"]["deliveries"][0]["status"] is None
    with open_bank(tmp_path, receiver.url) as bank:
        receiver.wait_for(1)
        wait_until(bank, paid["transaction"], "delivered")


def test_it_sends_a_duplicate_on_request(bank, receiver):
    paid = pay(bank)
    page = bank.post(f"/notices/{paid['notice']['id']}/again", {})
    assert "Gửi lại: được xác nhận" in page.text
    assert receiver.came[0][1] == receiver.came[1][1]


def test_it_sends_a_wrong_signature_on_request_without_settling_the_notice(bank, receiver):
    receiver.answers = [(401, b'{"success": false}')]
    bank.api("notices/hold", {"on": True})
    paid = pay(bank)
    page = bank.post(f"/notices/{paid['notice']['id']}/wrong", {})
    with pytest.raises(sepay.BadSignature):
        sepay.verify(*receiver.came[0], SECRET, clock.now())
    assert "Gửi sai chữ ký: không được xác nhận" in page.text
    assert bank.get(f"/api/transactions/{paid['transaction']}").json["notice"]["state"] == "held"


def test_it_points_out_a_receiver_that_takes_a_wrong_signature(bank, receiver):
    paid = pay(bank)
    page = bank.post(f"/notices/{paid['notice']['id']}/wrong", {})
    assert "Nơi nhận lẽ ra phải từ chối chữ ký sai" in page.text


def test_it_holds_notices_until_they_are_released(bank, receiver):
    assert "Thôi giữ thông báo" in bank.post("/notices/hold", {"on": "1"}).text
    first, second = pay(bank), pay(bank)
    assert first["notice"]["state"] == "held"
    assert not receiver.came
    bank.post("/notices/release", {})
    assert [b["id"] for b in receiver.bodies()] == [first["notice"]["id"], second["notice"]["id"]]


def test_it_sends_at_once_again_when_no_longer_holding(bank, receiver):
    bank.post("/notices/hold", {"on": "1"})
    bank.post("/notices/hold", {"on": "0"})
    assert pay(bank)["notice"]["state"] == "delivered"


def test_it_goes_on_after_a_delivery_that_broke(tmp_path, caplog):
    store, came, second = BankStore(tmp_path), [], threading.Event()
    with store.writing() as db:
        number = ledger.pay(db, ledger.Order(AN, "970436", "99", 1000, "X"))

    def post(raw, honest):
        came.append(raw)
        if len(came) == 1:
            raise OSError("disk full")
        second.set()
        return Answer(200, "", accepted=True)

    delivery = Delivery(store, post, unit=0.001)
    delivery.start()
    assert second.wait(10)
    delivery.stop()
    with store.reading() as db:
        assert ledger.transaction(db, number)["state"] == "delivered"
    assert "will be tried again" in caplog.text


def test_it_numbers_notices_upwards_from_a_beginning_of_its_own(bank, receiver):
    first, second = pay(bank)["notice"]["id"], pay(bank)["notice"]["id"]
    assert second == first + 1
    assert first >= 100_000


@pytest.mark.parametrize(("tries", "seconds"), [(1, 1), (2, 1), (3, 2), (4, 3), (5, 5), (6, 8), (7, 13), (8, None)])
def test_it_waits_in_fibonacci_steps(tries, seconds):
    assert wait_before_retry(tries, 1.0) == seconds
