"""A day held against the bank's statement: nothing stays unpaid, every difference is explained, and what was signed stays."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from tests import people
from tests.decisions.deciders import Deciders, browser, staff
from tests.page import Client
from tests.payments.till import FEE, Till
from webapp import clock
from webapp.books import reconciling
from webapp.books.models import Sheet, Statement, StatementLine
from webapp.db import uuid7
from webapp.payments.models import Bill
from webapp.tills import counter

AT = "/ban-lam-viec/doi-soat"
HEAD = "id,transactionDate,accountNumber,transferAmount,transferType,content,referenceCode"


@pytest.fixture(autouse=True)
def _the_books_agree(decide: Deciders) -> Iterator[None]:
    yield
    assert decide.wrong() == []


def line(number: int, bill: Bill, amount: int = FEE, reference: str = "FT1", kind: str = "in") -> str:
    return f"{number},{clock.today()} 08:00:00,{bill.bank_account},{amount},{kind},{bill.reference},{reference}"


def take(client: Client, *lines: str, id: str | None = None, **fields: Any) -> Any:
    raw = "\n".join([HEAD, *lines]).encode()
    known = {
        "id": id or str(uuid7()),
        "provider": "sepay",
        "day": str(clock.today()),
        "file": (io.BytesIO(raw), "a.csv"),
    }
    return client.post(AT, data=known | fields, content_type="multipart/form-data")


def lines(till: Till) -> list[tuple[str, str]]:
    """Number and what, of all sheets."""
    rows = till._all(select(StatementLine).order_by(StatementLine.sheet_id, StatementLine.position))
    return [(one.number, one.what) for one in rows]


def sheet(till: Till) -> Sheet:
    found: Sheet = till._all(select(Sheet).order_by(Sheet.part))[-1]
    return found


def page(client: Client, till: Till) -> str:
    return client.get(f"{AT}/{sheet(till).id}").text


def explain(client: Client, till: Till, text: str = "Ngân hàng ghi sai, đã báo") -> Any:
    (named,) = re.findall(r'name="line" value="([^"]+)"', page(client, till))
    return client.post(f"{AT}/{sheet(till).id}/giai-thich", data={"line": named, "text": text})


def sign(client: Client, till: Till) -> Any:
    return client.post(f"{AT}/{sheet(till).id}/ky", follow_redirects=True)


@pytest.fixture
def paid(till: Till) -> Bill:
    """As movement 92704 tells."""
    bill = till.bill(till.owing())
    till.pay(bill)
    return bill


def test_what_both_know_matches_and_the_day_can_be_signed(till: Till, lan: Client, paid: Bill) -> None:
    assert take(lan, line(92704, paid)).status_code == 303
    assert lines(till) == [("92704", "matched")]
    assert "Người ký" in sign(lan, till).text
    assert (sheet(till).signed_name, sheet(till).sha256) == (people.LAN[1], reconciling.digest(sheet(till).content))


def test_money_that_nobody_told_of_is_found_by_the_statement_and_pays_its_bill(till: Till, lan: Client) -> None:
    bill = till.bill(till.owing())
    take(lan, line(5, bill))
    assert lines(till) == [("5", "missing_here")]
    assert till.bills_by(bill.id).state == "open"
    till.work()
    assert till.bills_by(bill.id).state == "paid"
    assert "đã ghi vào sổ nhờ sao kê" in page(lan, till)


def test_a_file_that_found_money_is_signed_by_another_than_who_brought_it(till: Till, app: Flask, lan: Client) -> None:
    """Else one person alone writes a file, has a bill paid by it, and signs that it was so."""
    take(lan, line(5, till.bill(till.owing())))
    till.work()
    assert "người khác xem rồi ký" in sign(lan, till).text
    assert sheet(till).signed_at is None
    assert "Người ký" in sign(browser(till, app, people.MINH, "leader"), till).text


def test_the_same_money_told_of_later_is_known(till: Till, lan: Client) -> None:
    bill = till.bill(till.owing())
    take(lan, line(5, bill))
    till.work()
    till.pay(bill, id=5)
    assert len(till.facts()) == 1


def test_a_movement_is_found_by_the_banks_own_reference_too(till: Till, lan: Client, paid: Bill) -> None:
    take(lan, line(777, paid, reference="FT26327000001"))
    assert lines(till) == [("777", "matched")]


@pytest.mark.parametrize(
    ("said", "what", "apart"),
    [(lambda bill: line(92704, bill, FEE + 5), "amount_differs", "5 đồng"), (lambda bill: "", "missing_there", "-20.000 đồng")],
    ids=["amount", "missing there"],
)  # fmt: skip
def test_what_differs_has_to_be_explained_before_it_is_signed(
    till: Till, lan: Client, paid: Bill, said: Any, what: str, apart: str
) -> None:
    take(lan, said(paid))
    assert lines(till) == [("92704", what)]
    assert apart in page(lan, till)
    assert "Còn dòng chưa giải thích" in sign(lan, till).text
    explain(lan, till)
    assert "Người ký" in sign(lan, till).text


def test_money_that_left_is_listed_and_asks_for_nothing(till: Till, lan: Client, paid: Bill) -> None:
    take(lan, line(92704, paid), line(6, paid, kind="out"))
    assert lines(till) == [("92704", "matched"), ("6", "out")]
    assert "Người ký" in sign(lan, till).text


def test_nothing_of_a_signed_sheet_changes(till: Till, lan: Client, paid: Bill) -> None:
    take(lan, "")
    named = re.findall(r'name="line" value="([^"]+)"', page(lan, till))[0]
    explain(lan, till, "Lần đầu")
    sign(lan, till)
    before = sheet(till)
    lan.post(f"{AT}/{before.id}/giai-thich", data={"line": named, "text": "Lần sau"})
    sign(lan, till)
    assert (sheet(till).content, sheet(till).signed_at) == (before.content, before.signed_at)


def test_a_later_statement_of_a_signed_day_makes_a_supplement_of_what_is_new(
    till: Till, lan: Client, paid: Bill
) -> None:
    take(lan, line(92704, paid))
    sign(lan, till)
    other = till.bill(till.owing())
    take(lan, line(92704, paid), line(8, other))
    assert sheet(till).part == 2
    assert [one.number for one in till._all(select(StatementLine).where(StatementLine.sheet_id == sheet(till).id))] == [
        "8"
    ]
    assert "bổ sung 1" in page(lan, till)


def test_before_it_is_signed_a_further_statement_joins_it(till: Till, lan: Client, paid: Bill) -> None:
    take(lan, "")
    take(lan, line(92704, paid))
    assert lines(till) == [("92704", "matched")]
    assert sheet(till).part == 1


def test_a_form_sent_twice_is_one_statement(till: Till, lan: Client, paid: Bill) -> None:
    id_ = str(uuid7())
    assert [take(lan, line(92704, paid), id=id_).status_code for _ in range(2)] == [303, 303]
    assert take(lan, line(1, paid), id=id_).status_code == 422
    assert len(till._all(select(Statement))) == 1


def test_a_file_with_a_line_that_cannot_be_read_brings_nothing(till: Till, lan: Client, paid: Bill) -> None:
    answer = take(lan, line(92704, paid), line(9, paid).replace("20000", "x"))
    assert answer.status_code == 422
    assert "Dòng 3:" in answer.text
    assert "không đọc được số tiền" in answer.text
    assert till._all(select(Sheet)) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"file": ""}, "Chọn tệp sao kê"), ({"day": "2999-01-01"}, "Chọn ngày đã qua"), ({"day": "x"}, "Chọn ngày"),
     ({"provider": "abc"}, "Chọn một mục trong danh sách")],
    ids=["file", "future", "day", "provider"],
)  # fmt: skip
def test_what_is_missing_is_said(till: Till, lan: Client, fields: dict[str, Any], said: str) -> None:
    answer = take(lan, "", **fields)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_sheet_that_was_bent_is_named_by_the_check(
    app: Flask, db: Session, till: Till, lan: Client, paid: Bill
) -> None:
    take(lan, line(92704, paid))
    sign(lan, till)
    db.execute(update(Sheet).values(content={"lines": []}))
    db.commit()
    said = app.test_cli_runner().invoke(args=["money", "check"])
    assert said.exit_code == 1
    assert "is not what was signed" in said.output


def test_the_file_and_its_words_are_sealed(db: Session, till: Till, lan: Client, paid: Bill) -> None:
    take(lan, line(92704, paid))
    kept = [
        bytes(one)
        for (one,) in db.execute(text("SELECT body FROM statements UNION ALL SELECT words FROM statement_lines"))
    ]
    db.commit()
    assert len(kept) == 2
    assert not any(paid.reference.encode() in one for one in kept)
    assert paid.reference in till._all(select(Statement))[0].body.decode()


def test_it_is_for_supervisors_and_leaders(till: Till, app: Flask, khanh: Client) -> None:
    minh = browser(till, app, people.MINH, "leader", "ha-tu")
    assert [one.get(AT).status_code for one in (khanh, minh)] == [403, 200]


def counted_at_the_counter(till: Till, bill: Bill, reference: str) -> None:
    who = staff(till, people.KHANH, "clerk")
    counter.take(till.db, till.db.get_one(Bill, bill.id), uuid7(), "bank", bill.total, reference, who, people.UNIT)
    till.db.commit()


def test_a_transfer_a_clerk_wrote_down_is_looked_for_in_the_bank_s_statement(till: Till, lan: Client) -> None:
    bill = till.bill(till.owing())
    counted_at_the_counter(till, bill, "FT9")
    take(lan, line(1, till.bill(till.owing(2)), 40_000, "FT8"))
    assert [what for _number, what in lines(till)] == ["missing_here", "missing_there"]
    assert "Còn dòng chưa giải thích" in sign(lan, till).text


def test_found_there_by_its_reference_it_is_the_same_money(till: Till, lan: Client) -> None:
    bill = till.bill(till.owing())
    counted_at_the_counter(till, bill, "FT9")
    take(lan, line(1, bill, reference="FT9"))
    assert lines(till) == [("1", "matched")]
    assert len(till.facts()) == 1
    assert "Đã ký" in sign(lan, till).text


def test_told_of_by_the_bank_too_the_clerk_s_is_one_too_many(till: Till, lan: Client) -> None:
    bill = till.bill(till.owing())
    counted_at_the_counter(till, bill, "FT9")
    till.pay(bill, id=1, referenceCode="FT9")
    take(lan, line(1, bill, reference="FT9"))
    assert [what for _number, what in lines(till)] == ["matched", "missing_there"]
