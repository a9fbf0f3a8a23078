"""What an account's owner asks the bank: a day's statement and SePay's list, complete even when notices are held."""

import csv
import io
from datetime import datetime, timedelta

import pytest

from tests.sandbox.conftest import PAID, QR, SECRET, open_bank
from webapp import clock

ACCOUNT = "9999000012345"
KEY = {"Authorization": f"Bearer {SECRET}"}


def pay(bank, **changes):
    return bank.api("pay", {"qr": QR} | changes).json


def rows(bank, query=""):
    return list(csv.DictReader(io.StringIO(bank.get(f"/statement.csv?{query}").text.removeprefix("\ufeff"))))


def listed(bank, query="", **headers):
    return bank.get(f"/userapi/transactions/list?{query}", **(headers or KEY)).json


def test_a_days_statement_names_every_movement(bank):
    paid = pay(bank, content="Lệ phí, «A»")
    assert bank.get("/statement.csv").text.startswith("\ufeffid,")
    assert rows(bank, f"account={ACCOUNT}&date=2026-11-23") == [
        {
            "id": str(paid["notice"]["id"]), "transactionDate": PAID, "accountNumber": ACCOUNT,
            "transferAmount": "20000", "transferType": "in", "content": "Lệ phí, «A»", "referenceCode": paid["reference"],
        }
    ]  # fmt: skip


def test_a_statement_holds_its_day_and_its_account_only(bank):
    pay(bank)
    clock.set_to(datetime(2026, 11, 24, 0, 0, 1))
    pay(bank, account="1")
    assert [row["accountNumber"] for row in rows(bank)] == ["1"]
    assert [row["accountNumber"] for row in rows(bank, "date=2026-11-23")] == [ACCOUNT]
    assert rows(bank, f"account={ACCOUNT}") == []


def test_a_held_notice_is_in_the_statement_because_the_money_has_moved(bank):
    bank.api("notices/hold", {"on": True})
    paid = pay(bank)
    assert paid["notice"]["state"] == "held"
    assert [row["referenceCode"] for row in rows(bank)] == [paid["reference"]]
    assert [one["reference_number"] for one in listed(bank)["transactions"]] == [paid["reference"]]


def test_so_is_one_that_nobody_acknowledged(tmp_path):
    with open_bank(tmp_path, "http://127.0.0.1:9/", unit=3600) as bank:
        assert len(rows(bank)) == 0
        pay(bank)
        assert len(rows(bank)) == len(listed(bank)["transactions"]) == 1


@pytest.mark.parametrize("day", ["x", "2026-11-31", "20261123", "2026-11-23T00:00"])
def test_a_day_that_is_none_has_no_statement(bank, day):
    assert bank.get(f"/statement.csv?date={day}").status == 404


def test_sepays_list_is_written_as_sepay_writes_it(bank):
    first, second = pay(bank), pay(bank)
    said = listed(bank, f"account_number={ACCOUNT}")
    assert {name: said[name] for name in ("status", "error", "messages")} == {
        "status": 200, "error": None, "messages": {"success": True},
    }  # fmt: skip
    assert said["transactions"][0] == {
        "id": str(second["notice"]["id"]), "bank_brand_name": "Vietcombank", "account_number": ACCOUNT,
        "transaction_date": PAID, "amount_out": "0.00", "amount_in": "20000.00", "accumulated": "40000.00",
        "transaction_content": "H49 261123 0001 LE PHI", "reference_number": second["reference"], "code": None,
        "sub_account": None, "bank_account_id": "970436",
    }  # fmt: skip
    assert said["transactions"][1]["id"] == str(first["notice"]["id"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3), ("limit=2", 2), ("account_number=0", 0), ("transaction_date_min=2026-11-23", 3), ("transaction_date_min=2026-11-24", 1),
        ("transaction_date_max=2026-11-23", 2), ("transaction_date_min=2026-11-23 08:40:00&transaction_date_max=2026-11-23 08:43:00", 1),
    ],
)  # fmt: skip
def test_sepays_list_is_filtered(bank, query, found):
    for _three in range(3):
        pay(bank)
        clock.advance(timedelta(minutes=10))
        if _three == 1:
            clock.set_to(datetime(2026, 11, 24, 8))
    assert len(listed(bank, query.replace(" ", "%20"))["transactions"]) == found


def test_since_an_id_brings_that_one_and_what_came_later(bank):
    _first, second, third = (pay(bank)["notice"]["id"] for _ in range(3))
    assert [int(one["id"]) for one in listed(bank, f"since_id={second}")["transactions"]] == [third, second]


@pytest.mark.parametrize("key", ["", "Bearer", "Bearer wrong", f"Apikey {SECRET}"])
def test_strangers_are_told_nothing(bank, key):
    page = bank.get("/userapi/transactions/list", Authorization=key)
    assert (page.status, page.json["messages"]) == (401, {"success": False})
    assert "transactions" not in page.json


@pytest.mark.parametrize("query", ["limit=x", "since_id=-1", "transaction_date_min=today", "transaction_date_max=1"])
def test_a_filter_that_is_none_is_refused(bank, query):
    assert bank.get(f"/userapi/transactions/list?{query}", **KEY).status == 400
