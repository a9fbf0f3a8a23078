"""The counter by its pages: a clerk opens a shift, finds a bill, takes the money, gives it back, counts, and closes."""

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.engines import Database
from tests.page import Page
from tests.people import Browser, browser
from tests.queries import counted
from tests.tills.counter import FEE, FLOAT, TU, Counter
from tests.tills.pages import HOME, OPEN, TAKE, newest, pay, shift_of, taken
from webapp import staff_log
from webapp.receipts.service import name_of as receipt_name
from webapp.tills.models import Shift


def test_a_shift_is_opened_with_its_float_as_people_write_it(ha: Browser, counter: Counter) -> None:
    assert shift_of(ha, counter, "500 000 đ").opening_float == FLOAT
    assert "500.000 đồng" in ha.get(HOME).text


@pytest.mark.parametrize("typed", ["", "nhiều", "-5", "12.5", "99999999999999"])
def test_an_amount_nobody_can_read_comes_back(ha: Browser, counter: Counter, typed: str) -> None:
    page = Page(ha.get(HOME).text)
    answer = ha.post(OPEN, data={"id": page.inputs["id"], "unit": people.UNIT, "opening": typed})
    assert (answer.status_code, newest(counter, Shift, Shift.opened_at)) == (422, None)


def test_nobody_opens_a_shift_for_a_unit_not_theirs(ha: Browser, counter: Counter) -> None:
    page = Page(ha.get(HOME).text)
    assert ha.post(OPEN, data={"id": page.inputs["id"], "unit": "ha-tu", "opening": "0"}).status_code == 422


def test_a_second_shift_leads_to_the_open_one(ha: Browser, counter: Counter) -> None:
    first = shift_of(ha, counter)
    assert shift_of_again(ha) == 303
    assert newest(counter, Shift, Shift.opened_at).id == first.id


def shift_of_again(ha: Browser) -> int:
    said = {"id": "01890000-0000-7000-8000-000000000001", "unit": people.UNIT, "opening": "0"}
    return int(ha.post(OPEN, data=said).status_code)


@pytest.mark.parametrize("by", ["bill", "small", "dossier", "spaced"])
def test_a_bill_is_found_by_what_the_citizen_has(ha: Browser, counter: Counter, by: str) -> None:
    shift_of(ha, counter)
    dossier = counter.till.owing()
    bill, code = counter.till.bill(dossier), dossier.reference
    typed = {
        "bill": bill.reference,
        "small": bill.reference.lower(),
        "dossier": code,
        "spaced": f"{code[:4]}-{code[4:]}",
    }
    html = ha.get(TAKE, query_string={"ma": typed[by]}).text
    assert "20.000 đồng" in html
    assert "N.T.A." in html
    assert people.AN[1] not in html


def test_what_nobody_finds_is_said(ha: Browser, counter: Counter) -> None:
    shift_of(ha, counter)
    assert "MC22222222" in ha.get(f"{TAKE}?ma=MC22222222").text


def test_without_a_shift_nothing_is_taken(ha: Browser, counter: Counter) -> None:
    bill = counter.owed()
    assert ha.get(f"{TAKE}?ma={bill.reference}").headers["Location"] == HOME
    said = {"id": str(bill.id), "ma": bill.reference, "means": "cash", "amount": str(FEE)}
    assert ha.post(TAKE, data=said).status_code == 404


def test_change_is_worked_out_without_javascript(ha: Browser, counter: Counter) -> None:
    shift_of(ha, counter)
    asked = {"ma": counter.owed().reference, "given": "50.000"}
    assert re.search(r"Tiền thừa trả khách <b[^>]*>30\.000 đồng", ha.get(TAKE, query_string=asked).text)


def test_cash_is_taken_and_the_change_and_the_receipt_are_there(ha: Browser, counter: Counter) -> None:
    shift_of(ha, counter)
    taking = taken(ha, counter.owed(), counter, given="50.000")
    html = ha.get(f"/quay/da-thu/{taking.id}").text
    assert "30.000 đồng" in html
    (receipt,) = counter.till.receipts()
    assert receipt_name(receipt) in html
    paper = ha.get(f"/quay/bien-lai/{taking.id}/{receipt.id}")
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")


def test_the_receipt_of_another_taking_is_not_there(ha: Browser, counter: Counter) -> None:
    shift_of(ha, counter)
    one = taken(ha, counter.owed(), counter)
    taken(ha, counter.owed(), counter)
    other = next(r for r in counter.till.receipts() if str(r.id) != one.receipts[0]["id"])
    assert ha.get(f"/quay/bien-lai/{one.id}/{other.id}").status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"given": "10.000"}, "Khách đưa chưa đủ"), ({"means": "pos"}, "ghi số tham chiếu"),
        ({"amount": "19999"}, "nay là 20.000 đồng"), ({"given": "nhiều"}, "bằng chữ số"),
    ],
    ids=["too little", "no reference", "another amount", "unreadable"],
)  # fmt: skip
def test_what_is_refused_is_said_and_nothing_is_written(
    ha: Browser, counter: Counter, said: dict[str, str], words: str
) -> None:
    shift_of(ha, counter)
    answer = pay(ha, counter.owed(), **said)
    assert answer.status_code == 422
    assert words in answer.text
    assert counter.till.facts() == []


@pytest.mark.parametrize("said", [{"id": "x"}, {"means": "gold"}, {"amount": "-1"}, {"amount": ""}])
def test_what_no_page_of_ours_sends_is_a_bad_request(ha: Browser, counter: Counter, said: dict[str, str]) -> None:
    shift_of(ha, counter)
    assert pay(ha, counter.owed(), **said).status_code == 400


def test_the_same_form_sent_twice_shows_the_same(ha: Browser, counter: Counter) -> None:
    shift_of(ha, counter)
    bill = counter.owed()
    page = Page(ha.get(f"{TAKE}?ma={bill.reference}").text)
    form = {"id": page.inputs["id"], "amount": str(FEE), "ma": bill.reference, "means": "cash"}
    assert ha.post(TAKE, data=form).headers["Location"] == ha.post(TAKE, data=form).headers["Location"]
    assert len(counter.till.facts()) == 1


def test_another_units_bill_is_sent_there_and_nothing_of_it_is_shown(ha: Browser, counter: Counter) -> None:
    shift_of(ha, counter)
    bill = counter.till.bill(counter.till.owing(unit="ha-tu"))
    html = ha.get(f"{TAKE}?ma={bill.reference}").text
    assert "Hà Tu" in html
    assert "N.T.A." not in html
    assert "20.000" not in html


def test_a_counter_entry_is_asked_twice(ha: Browser, counter: Counter) -> None:
    shift_of(ha, counter)
    taking = taken(ha, counter.owed(), counter)
    at = f"/quay/but-toan/{taking.id}"
    assert ha.post(at, data={"id": str(taking.id), "reason": " "}).status_code == 422
    asked = ha.post(at, data={"id": "x", "reason": "Bấm nhầm"})
    assert len(counter.till.postings()) == 2
    form = Page(asked.text).inputs
    assert ha.post(at, data={name: form[name] for name in ("id", "reason", "sure")}).status_code == 303
    assert len(counter.till.postings()) == 4
    assert "Bấm nhầm" in ha.get(f"/quay/da-thu/{taking.id}").text


def test_another_clerk_sees_nothing_of_it(ha: Browser, app: Flask, db: Session, counter: Counter) -> None:
    shift = shift_of(ha, counter)
    taking = taken(ha, counter.owed(), counter)
    tu = browser(app, db, *TU, ("clerk", people.UNIT))
    pages = [
        f"/quay/ca/{shift.id}",
        f"/quay/ca/{shift.id}/dem",
        f"/quay/da-thu/{taking.id}",
        f"/quay/but-toan/{taking.id}",
    ]
    assert {tu.get(page).status_code for page in pages} == {404}


def test_the_log_of_staff_says_whose_bill_was_looked_at_and_what_was_taken(ha: Browser, counter: Counter) -> None:
    shift_of(ha, counter)
    bill = counter.owed()
    taking = taken(ha, bill, counter)
    counter.db.rollback()
    assert {(one.act, one.method) for one in staff_log.of_thing(counter.db, bill.id)} == {("tills.take_form", "GET")}
    assert ("tills.take", "POST") in {(one.act, one.method) for one in staff_log.of_thing(counter.db, taking.id)}
    counter.db.rollback()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_comes_in_both_languages(ha: Browser, counter: Counter, lang: str) -> None:
    shift = shift_of(ha, counter)
    taking = taken(ha, counter.owed(), counter)
    ha.set_cookie("lang", lang)
    bill = counter.owed()
    pages = [
        HOME,
        f"{TAKE}?ma={bill.reference}",
        f"/quay/da-thu/{taking.id}",
        f"/quay/but-toan/{taking.id}",
        f"/quay/ca/{shift.id}",
    ]
    assert {ha.get(page).status_code for page in pages} == {200}


@pytest.mark.parametrize("page", [HOME, "bill", "dossier"])
def test_no_page_asks_the_database_more_than_six_times(
    ha: Browser, counter: Counter, database: Database, page: str
) -> None:
    shift_of(ha, counter)
    taken(ha, counter.owed(), counter)
    dossier = counter.till.owing()
    codes = {"bill": counter.till.bill(dossier).reference, "dossier": dossier.reference}
    for _ in range(2):  # what a process reads once is not what a page costs
        with counted(database.engine) as said:
            assert ha.get(page if page == HOME else f"{TAKE}?ma={codes[page]}").status_code == 200
    assert len(said) <= 6, "\n".join(re.sub(r"SELECT .*?FROM", "S", one, flags=re.S)[:160] for one in said)


def test_a_clerk_works_at_the_counter_and_an_officer_finds_it_from_the_desk(
    ha: Browser, app: Flask, db: Session
) -> None:
    assert 'href="/quay"' in ha.get("/").text
    assert 'href="/quay"' in browser(app, db, *people.KHANH, ("officer", people.UNIT)).get("/ban-lam-viec").text
