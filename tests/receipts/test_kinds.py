"""Which receipts a bill has: one for each kind of money, with who pays, by which means, who writes; and how one is cancelled."""

import io
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.page import Client
from tests.payments.till import FEE, Till, publish, receipt_page
from tests.procedures.conftest import fee
from tests.receipts.test_receipts import text_of
from webapp import clock
from webapp.db import uuid7
from webapp.dossiers.service import Dossier
from webapp.payments import bills
from webapp.payments.models import Bill
from webapp.receipts import issuing, paper
from webapp.receipts.models import Receipt
from webapp.receipts.series import NoDelegation

BOTH = [fee("le-phi", 8_000), fee("phi-tham-dinh", 5_000, kind="phi")]


def paid(till: Till, **known: Any) -> tuple[Dossier, Bill]:
    dossier = till.owing(**known)
    till.pay(till.bill(dossier))
    return dossier, till.bill(dossier)


def alone(till: Till, unit: str = people.UNIT, **quote: object) -> Bill:
    """A bill for another system's notice, paid and not yet receipted."""
    bill = till.bill(till.owing(unit=unit))
    said = {"notice": {"code": "TB-2026-77", "kind": "thue", "name": "Thuế đất phi nông nghiệp", "payer": "Lê Thị Chi"}}
    bill.quote = (
        {"lines": [{"kind": "thue", "label": {"vi": "Thuế đất", "en": "Land tax"}, "amount": FEE}]} | said | quote
    )
    bill.state, bill.paid_at = "paid", clock.now()
    return bill


def issued(till: Till, bill: Bill, **known: object) -> list[Receipt]:
    mine = till.db.merge(bill)
    made = issuing.issue(till.db, mine, None, **known)  # type: ignore[arg-type]
    till.db.commit()
    return made


def test_phi_and_le_phi_have_receipts_of_their_own(till: Till) -> None:
    publish(till.db, fees=BOTH)
    _dossier, bill = paid(till)
    assert sorted((one.kind, one.series[2], one.number, one.total) for one in bill.receipts) == [
        ("le_phi", "L", 1, 8_000), ("phi", "P", 1, 5_000),
    ]  # fmt: skip


def test_the_citizen_finds_each_with_its_kind(till: Till, an: Client) -> None:
    publish(till.db, fees=BOTH)
    dossier, bill = paid(till)
    page = an.get(f"/ho-so/{dossier.id}").text
    assert "Biên lai thu phí ·" in page
    assert "Biên lai thu lệ phí ·" in page
    assert all(str(receipt_page(dossier, one.id)) in page for one in bill.receipts)


def test_a_second_call_writes_no_second_receipt(till: Till) -> None:
    publish(till.db, fees=BOTH)
    dossier, bill = paid(till)
    again = issuing.issue(till.db, till.db.merge(bill), till.again(dossier))
    assert {one.id for one in again} == {one.id for one in till.receipts()}


def test_what_was_paid_before_comes_off_its_own_kind(till: Till) -> None:
    publish(till.db, fees=[fee("le-phi", 8_000), fee("ban-sao", 5_000, kind="phi", per="copy", count_from="ban")])
    dossier, _bill = paid(till, copies=0)
    till.correct(dossier, copies=1)
    till.pay(till.bill(dossier))
    assert [(one.kind, one.total) for one in till.receipts()] == [("le_phi", 8_000), ("phi", 5_000)]


def test_a_notice_paid_alone_is_receipted_to_its_payer(till: Till) -> None:
    (made,) = issued(till, alone(till))
    assert (made.kind, made.content["payer"], made.content["code"]) == ("thue", people.CHI[1], "TB-2026-77")
    with pikepdf.open(io.BytesIO(paper.pdf(made, "http://localhost", demo=True))) as pdf:
        for words in ("Biên lai thu thuế", "Thuế đất phi nông nghiệp", people.CHI[1]):
            assert words in text_of(pdf)


@pytest.mark.parametrize(
    ("means", "words"), [("cash", "Tiền mặt"), ("pos", "Quẹt thẻ (POS)"), ("card", "Thẻ, qua cổng")]
)
def test_it_says_by_which_means_and_who_paid(till: Till, means: str, words: str) -> None:
    (made,) = issued(till, alone(till), means=[means], payer="Trần Văn Bình")
    with pikepdf.open(io.BytesIO(paper.pdf(made, "http://localhost", demo=True))) as pdf:
        assert words in text_of(pdf)
        assert "Người nộp tiềnTrần Văn Bình" in text_of(pdf)


def test_a_delegate_names_its_principal_itself_and_the_agreement(till: Till) -> None:
    (made,) = issued(till, alone(till, "ha-tu"), delegate="buu-dien-ha-tu")
    assert (made.unit_id, made.delegate_unit_id, made.series[:2]) == ("ha-tu", "buu-dien-ha-tu", "HT")
    with pikepdf.open(io.BytesIO(paper.pdf(made, "http://localhost", demo=True))) as pdf:
        for words in (
            "phường Hà Tu",
            "Bưu điện Hà Tu",
            "Địa chỉ: Phường Hà Tu",
            "số 01/2026/TT-BL (minh hoạ) ngày 01/09/2026",
        ):
            assert words in text_of(pdf)


def test_nobody_writes_a_receipt_for_a_unit_that_did_not_agree(till: Till) -> None:
    with pytest.raises(NoDelegation):
        issued(till, alone(till), delegate="buu-dien-ha-tu")
    till.db.rollback()
    assert till.receipts() == []


def cancelled(till: Till, why: str = "Ghi sai tên người nộp") -> tuple[Dossier, Receipt]:
    dossier, bill = paid(till)
    made = till.db.get_one(Receipt, bill.receipts[0].id)
    issuing.cancel(till.db, made, people.OFFICER, why)
    till.db.commit()
    return dossier, made


def test_a_cancelled_receipt_stays_with_its_number_and_says_so(till: Till, an: Client) -> None:
    dossier, made = cancelled(till)
    page = an.get(receipt_page(dossier, made.id)).text
    assert "Đã huỷ" in page
    assert "Ghi sai tên người nộp" in page
    with pikepdf.open(io.BytesIO(an.get(receipt_page(dossier, made.id) + ".pdf").data)) as pdf:
        assert "ĐÃ HUỶ" in text_of(pdf)
    paid(till)
    assert [one.number for one in till.receipts()] == [1, 2]


def test_a_cancelled_one_is_written_anew_only_when_asked(till: Till) -> None:
    dossier, made = cancelled(till)
    bill = till.db.merge(till.bill(dossier))
    assert issuing.issue(till.db, bill, till.again(dossier)) == []
    (new,) = issuing.issue(till.db, bill, till.again(dossier), again=True)
    assert (new.kind, new.total, new.number) == (made.kind, made.total, made.number + 1)


@pytest.mark.parametrize("why", ["", "  "])
def test_nobody_cancels_without_a_reason_or_twice(till: Till, why: str) -> None:
    with pytest.raises(issuing.WhyMissing):
        cancelled(till, why)
    till.db.rollback()
    issuing.cancel(till.db, made := till.db.get_one(Receipt, till.receipts()[0].id), people.OFFICER, "Sai tên")
    with pytest.raises(issuing.Cancelled):
        issuing.cancel(till.db, made, people.OFFICER, "Sai tên")


def test_the_database_takes_one_living_receipt_a_bill_and_kind(app: Flask, db: Session, till: Till) -> None:
    _dossier, bill = paid(till)
    one = bill.receipts[0]
    known = {name: getattr(one, name) for name in ("bill_id", "unit_id", "kind", "form", "series", "year", "content")}
    db.add(Receipt(id=uuid7(), number=2, token="x", issued_at=clock.now() + timedelta(minutes=1), **known))
    with pytest.raises(Exception, match="(?i)unique"):
        db.commit()
    db.rollback()


def test_anybody_may_check_a_receipt_without_learning_who(till: Till, client: Client) -> None:
    _dossier, bill = paid(till)
    one = bill.receipts[0]
    page = client.get(f"/bien-lai/{one.token}").text
    for words in ("Biên lai thu lệ phí", one.series, "00000001", "20.000 đồng", "Hồng Gai", "N.T.A.", "Có trong sổ"):
        assert words in page
    for secret in (people.AN[1], one.content["reference"], "Thử", bill.reference):
        assert secret not in page


def test_the_check_says_that_a_receipt_is_cancelled(till: Till, client: Client) -> None:
    _dossier, made = cancelled(till)
    page = client.get(f"/bien-lai/{made.token}").text
    assert "Đã huỷ" in page
    assert "Có trong sổ" not in page
    assert "Ghi sai tên" not in page
    assert client.get("/bien-lai/no-such-receipt").status_code == 404


def test_a_debt_of_elsewhere_is_receipted_when_its_money_comes(till: Till) -> None:
    line = {"id": "x", "kind": "thue", "label": {"vi": "Thuế đất", "en": "Land tax"}, "amount": FEE, "reasons": []}
    notice = {"code": "TB-2026-78", "kind": "thue", "name": "Thuế đất phi nông nghiệp", "payer": people.CHI[1]}
    known = {"unit_id": people.UNIT, "bank_bin": "970436", "bank_account": "9999000006685", "bank_account_name": "X"}
    bill = bills.new(debt_code="TB202678", total=FEE, quote={"lines": [line], "total": FEE, "notice": notice}, **known)
    till.db.add(bill)
    till.db.commit()
    till.pay(bill)
    (made,) = till.receipts()
    assert (made.kind, made.total, made.content["payer"], made.content["means"]) == (
        "thue",
        FEE,
        people.CHI[1],
        ["transfer"],
    )


@pytest.mark.parametrize(("by_link", "payer"), [(True, people.BINH[1]), (False, people.AN[1])])
def test_a_relative_who_paid_by_the_link_stands_beside_the_applicant(till: Till, by_link: bool, payer: str) -> None:
    bill = till.db.merge(till.bill(till.owing()))
    bill.payer = people.BINH[1]
    till.db.commit()
    till.pay(bill, content=bill.shared_reference if by_link else bill.reference)
    (made,) = till.receipts()
    assert (made.content["payer"], made.content["applicant"]) == (payer, people.AN[1])
