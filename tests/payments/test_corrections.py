"""A dossier corrected after it was paid for: more is asked once, less is told, a frozen bill stays as it was."""

import io
from datetime import datetime, timedelta

import pikepdf
import pytest
from flask import Flask

from tests import people
from tests.decisions.deciders import WAITING, browser
from tests.page import Client
from tests.payments.till import FEE, Till, pay_page, publish, receipt_page
from tests.procedures.conftest import HEARD, fee
from tests.receipts.test_receipts import text_of
from webapp import clock
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, State
from webapp.payments import service
from webapp.payments.models import Reckoning

LAW = "Nghị quyết 35/2026/NQ-HĐND"


def paid(till: Till, copies: int = 1) -> Dossier:
    dossier = till.owing(copies=copies)
    till.pay(till.bill(dossier))
    return dossier


def books(till: Till, dossier: Dossier) -> list[tuple[int, str]]:
    return [(bill.total, bill.state) for bill in till.bills(dossier)]


def left_over(till: Till) -> list[tuple[int, int | None, bool]]:
    """(paid, due, whether it still stands) of every reckoning."""
    with till.app.extensions["sessions"].read() as db:
        found = db.query(Reckoning).order_by(Reckoning.at, Reckoning.id)
        return [(one.paid, one.due, one.over_at is None) for one in found]


def only_one_known(till: Till) -> None:
    """One copy costs FEE, any other number what nobody told."""
    known, other = fee("mot", FEE, when={"ban": "1"}), fee("nhieu", None, when={"!ban": "1"})
    publish(till.db, fees=[known, other])


def officers(till: Till, dossier: Dossier, amount: int) -> None:
    service.set_bill(till.db, till.again(dossier), amount, "Phần còn thiếu", LAW, people.OFFICER)
    till.db.commit()


def test_it_asks_the_difference_by_a_bill_of_its_own(till: Till) -> None:
    dossier = paid(till)
    before = till.bill(dossier)
    till.correct(dossier, copies=50)
    old, new = till.bills(dossier)
    assert (old.total, old.state, old.quote, old.reference) == (FEE, "paid", before.quote, before.reference)
    assert (new.total, new.state, till.state(dossier)) == (49 * FEE, "open", State.AWAITING_PAYMENT)
    assert new.reference != old.reference
    assert left_over(till) == []


def test_it_explains_what_was_paid_and_what_is_due_now(till: Till) -> None:
    dossier = paid(till)
    till.correct(dossier, copies=50)
    old, new = till.bills(dossier)
    assert [line["amount"] for line in new.quote["lines"]] == [50 * FEE, -FEE]
    assert (new.quote["total"], new.quote["before"]) == (49 * FEE, FEE)
    assert old.reference in new.quote["lines"][1]["label"]["vi"]


def test_it_goes_on_when_the_difference_is_paid_with_a_receipt_for_each_payment(till: Till) -> None:
    dossier = paid(till)
    till.correct(dossier, copies=50)
    till.pay(till.bill(dossier))
    assert (till.state(dossier), books(till, dossier)) == (State.NEW, [(FEE, "paid"), (49 * FEE, "paid")])
    assert [(one.number, one.content["total"]) for one in till.receipts()] == [(1, FEE), (2, 49 * FEE)]
    lines = till.receipts()[1].content["lines"]
    assert sum(line["amount"] for line in lines) == 49 * FEE


def test_it_makes_no_second_bill_when_the_same_is_submitted_again(till: Till) -> None:
    dossier = paid(till)
    till.correct(dossier, copies=50)
    reference = till.bill(dossier).reference
    till.correct(dossier, copies=50)
    assert [bill.reference for bill in till.bills(dossier)][1:] == [reference]
    assert till.state(dossier) == State.AWAITING_PAYMENT
    till.pay(till.bill(dossier))
    till.correct(dossier, copies=50)
    assert (till.state(dossier), len(till.bills(dossier)), len(till.receipts())) == (State.NEW, 2, 2)


def test_it_asks_nothing_when_the_answers_cost_the_same(till: Till) -> None:
    dossier = paid(till)
    till.correct(dossier, copies=1)
    assert (books(till, dossier), till.state(dossier)) == ([(FEE, "paid")], State.NEW)
    assert left_over(till) == []


@pytest.mark.parametrize("copies", [0, 1, 49])
def test_it_keeps_the_surplus_before_a_person_when_less_is_due(till: Till, copies: int) -> None:
    dossier = paid(till, 50)
    till.correct(dossier, copies)
    till.correct(dossier, copies)
    assert (books(till, dossier), till.state(dossier)) == ([(50 * FEE, "paid")], State.NEW)
    assert left_over(till) == [(50 * FEE, copies * FEE, True)]


def test_it_forgets_a_surplus_that_a_later_correction_used_up(till: Till) -> None:
    dossier = paid(till, 50)
    for copies in (1, 2, 50):
        till.correct(dossier, copies)
    assert left_over(till) == [(50 * FEE, FEE, False), (50 * FEE, 2 * FEE, False)]
    till.correct(dossier, copies=51)
    assert books(till, dossier) == [(50 * FEE, "paid"), (FEE, "open")]


def test_it_drops_an_unpaid_difference_that_is_not_due_any_more(till: Till) -> None:
    dossier = paid(till, 2)
    till.correct(dossier, copies=5)
    till.correct(dossier, copies=1)
    assert (books(till, dossier), till.state(dossier)) == ([(2 * FEE, "paid"), (3 * FEE, "void")], State.NEW)
    assert left_over(till) == [(2 * FEE, FEE, True)]


def test_it_counts_every_payment_when_more_is_due_once_more(till: Till) -> None:
    dossier = paid(till)
    for copies in (2, 4):
        till.correct(dossier, copies)
        till.pay(till.bill(dossier))
    till.correct(dossier, copies=3)
    assert books(till, dossier) == [(FEE, "paid"), (FEE, "paid"), (2 * FEE, "paid")]
    assert left_over(till) == [(4 * FEE, 3 * FEE, True)]


def test_it_compares_with_a_payment_that_came_while_the_dossier_was_being_corrected(till: Till) -> None:
    dossier = till.owing()
    till.apply(dossier, Event.REOPENED)
    till.pay(till.bill(dossier))
    found, who = till.again(dossier), till.citizen(dossier)
    found.answers = {"ban": 3}
    dossiers.submit(till.db, found, who)
    till.db.commit()
    assert books(till, dossier) == [(FEE, "paid"), (2 * FEE, "open")]


def test_it_lands_money_for_a_dropped_difference_on_the_one_that_counts(till: Till) -> None:
    dossier = paid(till)
    till.correct(dossier, copies=3)
    dropped = till.bill(dossier)
    till.correct(dossier, copies=2)
    till.pay(dropped, amount=FEE)
    assert books(till, dossier) == [(FEE, "paid"), (2 * FEE, "void"), (FEE, "paid")]


def test_it_keeps_a_second_payment_of_the_first_bill_apart_from_the_difference(till: Till) -> None:
    dossier = paid(till)
    first = till.bill(dossier)
    till.correct(dossier, copies=2)
    till.pay(first)
    assert (till.facts()[-1].outcome, till.state(dossier)) == ("second", State.AWAITING_PAYMENT)


def test_it_leaves_to_an_officer_what_nobody_told(till: Till) -> None:
    only_one_known(till)
    dossier = paid(till)
    till.correct(dossier, copies=2)
    assert (books(till, dossier), till.state(dossier)) == ([(FEE, "paid")], State.NEW)
    assert left_over(till) == [(FEE, None, True)]
    officers(till, dossier, 5_000)
    assert till.state(dossier) == State.AWAITING_PAYMENT
    till.pay(till.bill(dossier))
    till.correct(dossier, copies=2)
    assert (books(till, dossier), till.state(dossier)) == ([(FEE, "paid"), (5_000, "paid")], State.NEW)
    assert left_over(till) == [(FEE, None, False)]


def test_it_never_bills_a_difference_whose_source_is_not_confirmed(till: Till) -> None:
    heard = fee("nhieu", 50_000, when={"!ban": "1"}, source=HEARD, unknown="circular")
    publish(till.db, fees=[fee("mot", FEE, when={"ban": "1"}), heard])
    dossier = paid(till)
    till.correct(dossier, copies=2)
    assert (books(till, dossier), left_over(till)) == ([(FEE, "paid")], [(FEE, None, True)])


def test_it_leaves_to_an_officer_what_an_officer_set_once(till: Till) -> None:
    dossier = paid(till)
    officers(till, dossier, 5_000)
    till.pay(till.bill(dossier))
    till.correct(dossier, copies=1)
    assert left_over(till) == []
    till.correct(dossier, copies=50)
    assert (till.state(dossier), left_over(till)) == (State.NEW, [(FEE + 5_000, None, True)])


def test_it_keeps_an_officers_unpaid_bill_when_nothing_changed_that_matters(till: Till) -> None:
    publish(till.db, amount=None)
    dossier = till.owing(state=State.AWAITING_PAYMENT)
    till.correct(dossier, copies=1)
    assert (books(till, dossier), till.state(dossier)) == ([(8_000, "open")], State.AWAITING_PAYMENT)


def test_it_takes_an_officers_bill_on_top_of_what_was_paid(till: Till) -> None:
    dossier = paid(till)
    officers(till, dossier, 1_000)
    assert (books(till, dossier), till.state(dossier)) == ([(FEE, "paid"), (1_000, "open")], State.AWAITING_PAYMENT)
    bill = till.bill(dossier)
    assert (bill.legal_document, bill.quote["before"]) == (LAW, FEE)
    till.pay(bill)
    assert [one.content["total"] for one in till.receipts()] == [FEE, 1_000]


def test_a_surplus_stays_told_when_an_officer_sets_a_bill(till: Till) -> None:
    dossier = paid(till, 50)
    till.correct(dossier, copies=1)
    officers(till, dossier, 1_000)
    till.pay(till.bill(dossier))
    till.correct(dossier, copies=1)
    assert left_over(till) == [(50 * FEE, FEE, True)]


@pytest.mark.parametrize(("copies", "owed"), [(1, None), (2, 2 * 30_000 - 10_000)])
def test_it_asks_the_price_of_the_new_year_only_when_what_is_asked_for_changed(
    till: Till, copies: int, owed: int | None
) -> None:
    year = clock.today().year
    per = {"per": "copy", "count_from": "ban"}
    old, new = fee("cu", 10_000, to=f"{year}-12-31", **per), fee("moi", 30_000, **{"from": f"{year + 1}-01-01"}, **per)
    publish(till.db, fees=[old, new])
    dossier = paid(till)
    clock.set_to(datetime(year + 1, 1, 5, 9, tzinfo=clock.VN))
    till.correct(dossier, copies)
    assert books(till, dossier)[1:] == ([(owed, "open")] if owed else [])
    assert left_over(till) == []


def test_it_compares_after_acceptance_where_the_fee_is_asked_then(till: Till) -> None:
    publish(till.db, payment="after_acceptance")
    dossier = till.owing(state=State.NEW)
    officers(till, dossier, 5_000)
    till.pay(till.bill(dossier))
    till.correct(dossier, copies=4)
    assert left_over(till) == []
    dossiers.receive(till.db, till.again(dossier), people.OFFICER)
    till.db.commit()
    assert (till.state(dossier), left_over(till)) == (State.RECEIVED, [(5_000, None, True)])


def test_it_says_before_handing_in_again_that_what_was_paid_counts(till: Till, an: Client) -> None:
    dossier = paid(till)
    till.apply(dossier, Event.REOPENED)
    assert "Hồ sơ này đã nộp 20.000 đồng, khoản ấy vẫn tính" in an.get(f"/ho-so/{dossier.id}/doc-lai").text


def test_the_page_to_pay_says_what_was_paid_before(till: Till, an: Client) -> None:
    dossier = paid(till)
    till.correct(dossier, copies=50)
    page = an.get(pay_page(dossier)).text
    for words in ("Nộp 980.000 đồng", "Trước đây đã nộp 20.000 đồng", "-20.000 đồng", till.bills(dossier)[0].reference):
        assert words in page
    assert an.get(f"/api{pay_page(dossier)}").json == {"state": "open", "total": 49 * FEE, "remaining": 49 * FEE}


def test_a_link_for_a_relative_stays_with_its_bill(till: Till, app: Flask) -> None:
    dossier = paid(till)
    till.correct(dossier, copies=50)
    old, new = (app.test_client().get(f"/tra-giup/{bill.share_token}").text for bill in till.bills(dossier))
    assert "Khoản này đã được trả" in old
    assert "Trả giúp 980.000 đồng" in new


def test_the_dossiers_page_says_how_much_more(till: Till, an: Client) -> None:
    dossier = paid(till)
    till.correct(dossier, copies=50)
    page = an.get(f"/ho-so/{dossier.id}").text
    for words in ("Cần nộp thêm tiền", "Đã nộp 20.000 đồng rồi", "chỉ nộp thêm 980.000 đồng", "Nộp 980.000 đồng"):
        assert words in page
    till.pay(till.bill(dossier))
    page = an.get(f"/ho-so/{dossier.id}").text
    assert all(str(receipt_page(dossier, one.id)) in page for one in till.receipts())


def test_a_surplus_is_told_to_citizen_and_officer(till: Till, an: Client, app: Flask) -> None:
    dossier = paid(till, 50)
    till.correct(dossier, copies=1)
    assert "Nộp thừa 980.000 đồng" in an.get(f"/ho-so/{dossier.id}").text
    khanh = browser(till, app, people.KHANH, "officer")
    assert "nay phải nộp ít hơn: thừa 980.000 đồng" in khanh.get(WAITING).text
    page = khanh.get(f"/ban-lam-viec/{dossier.id}").text
    assert "Nộp thừa 980.000 đồng" in page
    assert "hồ sơ sửa lại chỉ phải nộp 20.000 đồng" in page
    quang = browser(till, app, people.QUANG, "officer", "ha-tu")
    assert "Không có khoản nào chờ" in quang.get(WAITING).text


def test_a_doubt_is_told_to_citizen_and_officer_until_a_bill_is_set(till: Till, an: Client, app: Flask) -> None:
    only_one_known(till)
    dossier = paid(till)
    till.correct(dossier, copies=2)
    khanh = browser(till, app, people.KHANH, "officer")
    assert "chưa tự tính được mức mới" in khanh.get(WAITING).text
    assert "Cán bộ sẽ xem lại số tiền" in an.get(f"/ho-so/{dossier.id}").text
    desk = people.Desk(khanh, dossier)
    page = khanh.get(desk.at).text
    assert "Chưa tự tính được mức mới" in page
    assert "Chỉ ghi phần phải nộp thêm" in page
    desk.do("muc-phi", **{"fee-amount": "5000", "fee-label": "Phần thêm", "fee-legal_document": LAW})
    assert books(till, dossier) == [(FEE, "paid"), (5_000, "open")]
    assert "Không có khoản nào chờ" in khanh.get(WAITING).text
    page = khanh.get(desk.at).text
    for words in ("Đã nộp tất cả 20.000 đồng", "5.000 đồng", LAW, till.bills(dossier)[0].reference):
        assert words in page


def test_a_doubt_no_longer_waits_once_the_work_is_done(till: Till, app: Flask) -> None:
    only_one_known(till)
    dossier = paid(till)
    till.correct(dossier, copies=2)
    till.apply(dossier, Event.REFUSED)
    page = browser(till, app, people.KHANH, "officer").get(WAITING).text
    assert ("chưa tự tính được mức mới" in page, "Hồ sơ bị từ chối hoặc đã rút sau khi nộp tiền" in page) == (
        False,
        True,
    )


def test_the_list_puts_corrections_among_movements_by_time(till: Till, app: Flask) -> None:
    dossier = paid(till, 50)
    till.correct(dossier, copies=1)
    clock.advance(timedelta(minutes=1))
    till.pay(till.bills(dossier)[0])
    page = browser(till, app, people.KHANH, "officer").get(WAITING).text
    assert page.index("Trả thêm một lần nữa") < page.index("nay phải nộp ít hơn")


def test_the_receipt_of_a_difference_prints_its_deduction(till: Till, an: Client) -> None:
    dossier = paid(till)
    till.correct(dossier, copies=50)
    till.pay(till.bill(dossier))
    address = receipt_page(dossier, till.receipts()[1].id)
    assert "Trừ số đã nộp trước" in an.get(address).text
    said = text_of(pikepdf.open(io.BytesIO(an.get(f"{address}.pdf").data)))
    for words in ("Trừ số đã nộp trước", "-20.000 đồng", "980.000 đồng", "Chín trăm tám mươi nghìn đồng"):
        assert words in said
