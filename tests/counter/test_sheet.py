"""The sheet of a day: who came, what was handed in, accounts made, money by kind; by clerk, and of the whole office."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from sqlalchemy.orm import Session

from tests.counter.desk import HA, OFFICE, TAM, TU, sit
from tests.counter.test_working import filled, hand_in
from tests.people import Browser, browser, make_dossier
from tests.receipts.test_receipts import text_of
from webapp import clock
from webapp.accounts import service as accounts
from webapp.dossiers.service import State
from webapp.payments import service as payments
from webapp.payments.models import MoneyFact
from webapp.tills import service as tills

SEN = ("0912000044", "Đinh Thị Sen")


def served(db: Session, ha: Browser, tu: Browser) -> None:
    """Hà: two customers, one dossier, one only shown how; Tú: one customer who is known by then."""
    visit = sit(ha, db)
    assert hand_in(ha, visit, filled(ha, visit)).status_code == 200
    sit(ha, db, TAM)
    ha.post("/khach/huong-dan", data={"id": str(uuid4())})
    ha.post("/giup/tai-khoan/android/chua-co", data={"id": str(uuid4()), "kind": "opened"})
    sit(tu, db)


def rows(answer) -> list[list[str]]:  # type: ignore[no-untyped-def]
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.fixture
def sen(app: Flask, db: Session) -> Browser:
    """In charge of the office."""
    return browser(app, db, *SEN, ("supervisor", OFFICE))


def test_a_clerk_sees_their_own_day(db: Session, ha: Browser, tu: Browser) -> None:
    served(db, ha, tu)
    head, own, whole = rows(ha.get("/khach/ngay.csv"))
    assert head[:8] == [
        "Người trực quầy", "Khách làm hồ sơ", "Hồ sơ đã nộp", "Hồ sơ giấy nhận gửi", "Kết quả đã trả", "Tài khoản lập ở đây", "Tài khoản VNeID, Cổng",
        "Khách được hướng dẫn",
    ]  # fmt: skip
    assert own[:8] == [HA[1], "2", "1", "0", "0", "2", "1", "1"]
    assert whole[1:] == own[1:]


def test_who_is_in_charge_sees_the_office(db: Session, ha: Browser, tu: Browser, sen: Browser) -> None:
    served(db, ha, tu)
    db.rollback()
    found = {row[0]: row[1:8] for row in rows(sen.get("/khach/ngay.csv"))[1:]}
    assert found == {
        HA[1]: ["2", "1", "0", "0", "2", "1", "1"],
        TU[1]: ["1", "0", "0", "0", "0", "0", "0"],
        "Cả quầy": ["3", "1", "0", "0", "2", "1", "1"],
    }
    page = sen.get("/khach/ngay").text
    assert HA[1] in page
    assert TU[1] in page


def test_a_quarter_adds_up_its_days(db: Session, ha: Browser, tu: Browser) -> None:
    day = clock.today()
    served(db, ha, tu)
    clock.advance(timedelta(days=30))
    sit(ha, db, TAM)
    assert rows(ha.get("/khach/ngay.csv"))[1][1] == "1"
    assert rows(ha.get(f"/khach/ngay.csv?tu={day}"))[1][1] == "2"
    assert rows(ha.get(f"/khach/ngay.csv?tu={day}&den={clock.today()}"))[1][1] == "3"


@pytest.mark.parametrize(
    "asked",
    ["tu=x", "tu=2999-01-01", "tu=0001-01-01&den=2999-01-01", "den=1900-01-01&tu=", "tu=9999-12-31&den=9999-12-31"],
)
def test_days_that_are_none_are_today_or_cut_short(ha: Browser, asked: str) -> None:
    for path in ("/khach/ngay", "/khach/ngay.csv", "/khach/ngay.pdf"):
        assert ha.get(f"{path}?{asked}").status_code == 200


def test_of_another_office_nothing_is_told(ha: Browser) -> None:
    assert ha.get("/khach/ngay?don-vi=buu-dien-viet-hung").status_code == 404


@pytest.mark.parametrize(("size", "width"), [("", 420), ("?kho=k80", 227)])
def test_it_prints_on_a5_and_on_80_mm(db: Session, ha: Browser, tu: Browser, size: str, width: int) -> None:
    served(db, ha, tu)
    made = ha.get(f"/khach/ngay.pdf{size}").data
    (code,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(made)[0].render(scale=3).to_pil())
    assert f"/khach/ngay?tu={clock.today()}" in code.text
    with pikepdf.open(io.BytesIO(made)) as pdf:
        said = text_of(pdf)
        assert round(float(pdf.pages[0].mediabox[2])) == width
    for words in ("Bưu điện Hà Tu", "Sổ trong ngày", "Khách làm hồ sơ2", "Hồ sơ đã nộp1", HA[1]):
        assert words in said


def test_what_a_customer_paid_by_the_banks_code_is_told_apart_from_the_drawer(db: Session, ha: Browser) -> None:
    """Only while they sat there, and only what did not go over the counter."""
    visit = sit(ha, db)
    person = accounts.person_of_card(db, "022145000321")
    assert person
    dossier = make_dossier(db, person.account, state=State.AWAITING_PAYMENT)
    dossier.mandate_id = visit.id
    bill = payments.asked_of(db, [dossier])[dossier.id]
    for provider, amount, later in (("sepay", 5_000, 1), ("counter-cash", 700, 2), ("sepay", 300, 90)):
        at = clock.now() + timedelta(minutes=later)
        known = {"provider": next(iter(tills.COUNTER.values())) if provider != "sepay" else provider}
        db.add(
            MoneyFact(
                id=uuid4(),
                provider_id=str(uuid4()),
                amount=amount,
                bill_id=bill.id,
                content="",
                outcome="settled",
                at=at,
                **known,
            )
        )
    db.commit()
    clock.advance(timedelta(minutes=30))
    ha.post(f"/khach/{visit.id}/tiep")
    clock.advance(timedelta(hours=2))
    head, own, _whole = rows(ha.get("/khach/ngay.csv"))
    assert (head[-1], own[-1]) == ("Khách quét mã QR, tiền về thẳng cơ quan", "5000")
    assert "5.000 đồng" in ha.get("/khach/ngay").text
