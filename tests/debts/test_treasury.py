"""With the sandbox of the State's register behind real HTTP: found, paid by transfer, and the register says «đã nộp»."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.debts.conftest import Payer
from tests.debts.register import Book
from tests.payments.till import Till, publish
from tests.people import LAN, UNIT, browser
from tests.treasury import KEY, LAND, LAND_AMOUNT, Treasury
from webapp import clock, outbox
from webapp.debts import telling
from webapp.debts.register import register
from webapp.sandbox.treasury import trouble
from webapp.systems.calling import Unreachable


@pytest.fixture
def treasury(tmp_path: Path) -> Iterator[Treasury]:
    made = Treasury(tmp_path / "treasury")
    yield made
    made.stop()


@pytest.fixture
def payer(app: Flask, db: Session, treasury: Treasury) -> Payer:
    known = {"url": treasury.url, "key": KEY}
    app.config["CONFIG"] = replace(app.config["CONFIG"], treasury=known)
    app.extensions["debts"] = register(known)
    publish(db)
    return Payer(app, Till(app, db), Book())


def test_found_paid_and_told(payer: Payer, treasury: Treasury) -> None:
    page = payer.found(LAND)
    assert "Phải nộp 186.000 đồng" in payer.read(page)
    payer.go(page)
    payer.till.pay(payer.bill())
    assert (payer.bill().state, treasury.state_of(LAND)) == ("paid", "chua_nop")
    payer.till.work()
    assert (treasury.state_of(LAND), payer.confirmation().refused_code) == ("da_nop", None)


def test_an_answer_that_was_lost_is_asked_for_again_and_it_is_one_payment(payer: Payer, treasury: Treasury) -> None:
    payer.go(payer.found(LAND))
    payer.till.pay(payer.bill())
    job = telling.handlers(payer.app.extensions["debts"])[telling.CONFIRM]
    assert isinstance(job, outbox.Outside)
    said = job.look(payer.till.db, {"bill": str(payer.bill().id)})
    payer.till.db.rollback()
    treasury.trouble(trouble.LOST)
    with pytest.raises(Unreachable):
        job.work(said)
    assert (treasury.state_of(LAND), payer.confirmation().told_at) == ("da_nop", None)
    payer.till.work()
    assert payer.confirmation().told_at


def test_an_outage_while_it_is_told_is_over_when_it_is_over(payer: Payer, treasury: Treasury) -> None:
    payer.go(payer.found(LAND))
    payer.till.pay(payer.bill())
    treasury.trouble(trouble.AT_REST)
    payer.till.work()
    treasury.trouble("")
    clock.advance(timedelta(minutes=5))
    payer.till.work()
    assert treasury.state_of(LAND) == "da_nop"


def test_paid_elsewhere_before_the_money_came_waits_for_a_person(payer: Payer, treasury: Treasury) -> None:
    payer.go(payer.found(LAND))
    said = {
        "MaThongBao": LAND, "SoTien": LAND_AMOUNT, "MaGiaoDich": "BUU-CUC-1", "ThoiGianGD": "20261123100000", "SoBienLai": "",
    }  # fmt: skip
    assert treasury.ask("/api/thong-bao/da-nop", said)[1]["error_code"] == "0"
    payer.till.pay(payer.bill())
    payer.till.work()
    assert payer.confirmation().refused_code == "02"
    lan = browser(payer.app, payer.till.db, *LAN, ("supervisor", UNIT))
    assert "đã ghi nhận một lần nộp khác" in lan.get("/ban-lam-viec/tien").text


def test_withdrawn_before_the_money_came_waits_for_a_person(payer: Payer, treasury: Treasury) -> None:
    payer.go(payer.found(LAND))
    treasury.withdraw(LAND)
    payer.till.pay(payer.bill())
    payer.till.work()
    assert (payer.bill().state, payer.confirmation().refused_code) == ("paid", "05")


def test_nobody_there_is_an_outage_too(payer: Payer, treasury: Treasury) -> None:
    treasury.trouble(trouble.AT_REST)
    assert payer.find(LAND).status_code == 503
