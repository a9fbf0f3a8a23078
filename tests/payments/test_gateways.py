"""The contract of the port: whatever provider stands behind it, the same things hold. VietQR with SePay, and VNPAY."""

import json
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from sqlalchemy import select

from tests.page import Client
from tests.payments.cards import Shop
from tests.payments.till import FEE, Till
from webapp.dossiers.service import Dossier
from webapp.payments.gateway import Unproved, Unreadable
from webapp.payments.gateways.transfers import Transfers
from webapp.payments.models import Attempt


class Rig(Protocol):
    """A provider as a test plays it. `told`: its notice that money came for the dossier's bill, as bytes to `send`."""

    name: str
    yes: Any
    no: Any

    def told(self, dossier: Dossier, **changes: Any) -> bytes: ...
    def send(self, raw: bytes) -> Any: ...
    def unknown(self, dossier: Dossier) -> bytes: ...
    def broken(self, dossier: Dossier) -> bytes: ...
    def knows(self, raw: bytes) -> None: ...


class Listed(Transfers):
    """Its list is what the test puts there."""

    rows: list[dict[str, Any]]

    def moved(self, account: str, since: datetime) -> bytes:
        return json.dumps(
            {"status": 200, "transactions": [r for r in self.rows if r["account_number"] == account]}
        ).encode()


class Bank:
    name, yes, no = "sepay", {"success": True}, {"success": False}

    def __init__(self, app: Flask, till: Till, shop: Shop, an: Client) -> None:
        self.till = till
        made = Listed("sepay-demo-secret", "https://bank.example.vn", "token")
        object.__setattr__(made, "rows", [])
        app.extensions["gateways"]["sepay"] = self.gateway = made

    def told(self, dossier: Dossier, **changes: Any) -> bytes:
        bill = self.till.bill(dossier)
        return self.till.notice(bill.reference, FEE, accountNumber=bill.bank_account, **changes)

    def send(self, raw: bytes) -> Any:
        return self.till.send(raw).json

    def unknown(self, dossier: Dossier) -> bytes:
        return self.told(dossier, **{"code": None}).replace(self.till.bill(dossier).reference.encode(), b"MC22222222")

    def broken(self, dossier: Dossier) -> bytes:
        return self.told(dossier, transferAmount="x")

    def knows(self, raw: bytes) -> None:
        told = json.loads(raw)
        self.gateway.rows.append({
            "id": str(told["id"]), "bank_brand_name": "Vietcombank", "account_number": told["accountNumber"],
            "transaction_date": told["transactionDate"], "amount_out": "0.00", "amount_in": f"{told['transferAmount']}.00",
            "accumulated": "0.00", "transaction_content": told["content"], "reference_number": told["referenceCode"],
            "code": None, "sub_account": None, "bank_account_id": "19",
        })  # fmt: skip


class Card:
    name, yes, no = "vnpay", "00", "99"

    def __init__(self, app: Flask, till: Till, shop: Shop, an: Client) -> None:
        self.till, self.shop, self.an = till, shop, an

    def told(self, dossier: Dossier, **changes: Any) -> bytes:
        return self.shop.said(self._attempt(dossier), **changes).encode()

    def _attempt(self, dossier: Dossier) -> Attempt:
        mine = select(Attempt).where(Attempt.bill_id == self.till.bill(dossier).id)
        return next(iter(self.till._all(mine)), None) or self.shop.begun(self.an, dossier)

    def send(self, raw: bytes) -> Any:
        return self.shop.tell(raw.decode())

    def unknown(self, dossier: Dossier) -> bytes:
        return self.told(dossier, vnp_TxnRef="MC22222222AAAAAA")

    def broken(self, dossier: Dossier) -> bytes:
        return self.told(dossier, vnp_PayDate="yesterday")

    def knows(self, raw: bytes) -> None:
        told = dict(parse_qsl(raw.decode()))
        attempt = self.shop.attempt(told["vnp_TxnRef"])
        self.shop.number = int(told["vnp_TransactionNo"]) - 1
        self.shop.knows(attempt)


@pytest.fixture
def shop(app: Flask, till: Till) -> Shop:
    return Shop(app, till)


@pytest.fixture(params=[Bank, Card], ids=["vietqr", "vnpay"])
def rig(request: pytest.FixtureRequest, app: Flask, till: Till, shop: Shop, an: Client) -> Rig:
    made: Rig = request.param(app, till, shop, an)
    return made


def outcomes(till: Till) -> list[tuple[str, int]]:
    return [(fact.outcome, fact.held) for fact in till.facts()]


def test_money_that_came_pays_the_bill_and_the_provider_hears_yes(rig: Rig, till: Till) -> None:
    dossier = till.owing()
    assert rig.send(rig.told(dossier)) == rig.yes
    assert (till.bill(dossier).state, outcomes(till)) == ("paid", [("settled", 0)])


def test_it_lies_where_the_provider_says(rig: Rig, app: Flask, till: Till) -> None:
    rig.send(rig.told(till.owing()))
    where = app.extensions["gateways"][rig.name].where
    assert sorted(line.account for line in till.postings()) == sorted(["bill", where])


def test_it_is_kept_as_it_came(rig: Rig, till: Till) -> None:
    rig.send(rig.told(till.owing()))
    assert [(one.provider, one.kind, one.verified) for one in till.notices()] == [(rig.name, "notice", True)]


def test_the_same_again_changes_nothing(rig: Rig, till: Till) -> None:
    raw = rig.told(till.owing())
    for _ in range(3):
        rig.send(raw)
    assert (outcomes(till), len(till.receipts())) == ([("settled", 0)], 1)


def test_what_is_not_signed_moves_nothing(rig: Rig, app: Flask, till: Till) -> None:
    raw = rig.told(till.owing())
    with pytest.raises(Unproved):
        app.extensions["gateways"][rig.name].prove({}, raw.replace(b"vnp_SecureHash=", b"vnp_SecureHash=f"))
    assert till.facts() == []


def test_money_for_nobody_waits(rig: Rig, till: Till) -> None:
    dossier = till.owing()
    rig.send(rig.unknown(dossier))
    assert (outcomes(till), till.bill(dossier).state) == ([("unknown_reference", FEE)], "open")


def test_what_cannot_be_read_is_kept_and_not_confirmed(rig: Rig, till: Till) -> None:
    assert rig.send(rig.broken(till.owing())) == rig.no
    assert ([one.outcome for one in till.notices()], till.facts()) == (["unreadable"], [])


@pytest.mark.parametrize(
    "raw", [b"", b"\xff", b"[]", b"{}", b"a=1", b'{"transactions": 3}', b'{"transactions": [{"id": "x"}]}']
)
@pytest.mark.parametrize("kind", ["notice", "reply"])
def test_no_bytes_make_it_stumble(rig: Rig, app: Flask, raw: bytes, kind: str) -> None:
    with pytest.raises(Unreadable):
        app.extensions["gateways"][rig.name].read(raw, kind)


def test_a_lost_notice_is_asked_for(rig: Rig, shop: Shop, till: Till) -> None:
    dossier = till.owing()
    rig.knows(rig.told(dossier))
    shop.round()
    assert (till.bill(dossier).state, outcomes(till)) == ("paid", [("settled", 0)])


@pytest.mark.parametrize("first", ["notice", "answer"])
def test_notice_and_answer_are_one_movement(rig: Rig, shop: Shop, till: Till, first: str) -> None:
    raw = rig.told(till.owing())
    rig.knows(raw)
    for step in (first, "answer" if first == "notice" else "notice"):
        rig.send(raw) if step == "notice" else shop.round()
    assert outcomes(till) == [("settled", 0)]


def test_what_is_known_already_is_not_kept_again(rig: Rig, shop: Shop, till: Till) -> None:
    raw = rig.told(till.owing())
    rig.knows(raw)
    rig.send(raw)
    till.owing()  # its account is asked about
    shop.round()
    assert [one.kind for one in till.notices()] == ["notice"]


def test_every_outcome_has_an_answer_of_the_provider_s_own(rig: Rig, app: Flask) -> None:
    known = ("settled", "short", "surplus", "second", "closed", "other_account", "unknown_reference", "amount_differs",
             "repeated", "failed", "doubtful", "reversed", "outgoing", "open", "unproved", "unreadable", "read")  # fmt: skip
    for outcome in known:
        status, said = app.extensions["gateways"][rig.name].answer(outcome)
        assert status in (200, 401, 422)
        assert said.keys() in ({"success"}, {"RspCode", "Message"})


def test_a_list_with_outgoing_money_counts_what_came_only(app: Flask, till: Till, shop: Shop, an: Client) -> None:
    bank, dossier = Bank(app, till, shop, an), till.owing()
    bank.knows(bank.told(dossier))
    out = bank.gateway.rows[0] | {"id": "1", "amount_in": "0.00", "amount_out": "5000.00"}
    bank.gateway.rows.insert(0, out)
    shop.round()
    assert outcomes(till) == [("settled", 0)]
