"""From the page of a notice to money at the account it names: one bill for a code, whoever asks; told to its register."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from tests.debts.conftest import Payer
from tests.debts.register import AMOUNT, LAND, debt
from tests.visitors import fresh
from webapp import clock, outbox
from webapp.debts import telling
from webapp.debts.register import Debt
from webapp.payments.models import Bill


def test_nop_leads_to_the_page_to_pay_with_the_account_of_the_notice(payer: Payer) -> None:
    page = payer.read(payer.go(payer.found()))
    bill = payer.bill()
    for said in ("Nộp 186.000 đồng", "Thuế cơ sở Hạ Long", bill.bank_account, str(bill.shared_reference), "THUE CO SO"):
        assert said in page
    assert (bill.bank_bin, bill.total, bill.dossier_id, bill.refundable) == ("970436", AMOUNT, None, False)


def test_whom_it_names_is_sealed_and_its_bill_says_initials(payer: Payer) -> None:
    payer.go(payer.found())
    bill = payer.bill()
    assert (bill.owed_by, bill.quote["notice"]["payer"]) == ("Nguyễn Thị An", "N.T.A.")


def test_every_line_stands_in_the_bill_with_its_source(payer: Payer) -> None:
    payer.book.write(debt(items=[("Đất", 100), ("Nhà", 200)]))
    payer.go(payer.found())
    lines = payer.bill().quote["lines"]
    assert [(line["label"]["vi"], line["amount"], line["kind"]) for line in lines] == [
        ("Đất", 100, "thue"),
        ("Nhà", 200, "thue"),
    ]
    assert {step["source"]["text"] for line in lines for step in line["reasons"]} == {debt().legal_source}


def test_asked_twice_it_is_one_bill(payer: Payer) -> None:
    first, second = payer.go(payer.found()), payer.go(payer.found(key="2"))
    assert (first == second, len(payer.bills())) == (True, 1)


def test_two_people_at_once_pay_one_bill(payer: Payer) -> None:
    """Both are past the question before either writes."""
    pages, together = [payer.found(key=key) for key in "12"], Barrier(2)

    def find(code: str) -> Debt:
        together.wait(10)
        return debt()

    payer.book.find = find  # type: ignore[method-assign]
    ways: list[str] = []
    both = [Thread(target=lambda page=page: ways.append(payer.go(page, fresh(payer.app)))) for page in pages]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (len(set(ways)), len(ways), len(payer.bills())) == (1, 2, 1)


def test_paid_by_transfer_it_says_so_on_both_pages(payer: Payer) -> None:
    page = payer.found()
    way = payer.go(page)
    payer.till.pay(payer.bill(), content=f"nop thue {payer.bill().shared_reference}")
    assert payer.bill().state == "paid"
    assert "Đã nộp 186.000 đồng" in payer.read(page)
    assert "Đã nộp 186.000 đồng" in payer.read(way)


def test_a_part_of_it_is_told_and_the_rest_asked_for(payer: Payer) -> None:
    page = payer.found()
    payer.go(page)
    payer.till.pay(payer.bill(), amount=86_000)
    assert "còn thiếu 100.000 đồng" in payer.read(page)
    assert "Nộp 100.000 đồng" in payer.read(payer.go(page))


def test_at_another_account_it_waits_for_a_person(payer: Payer) -> None:
    payer.paid(accountNumber="111111111111")
    assert [fact.outcome for fact in payer.till.facts()] == ["other_account"]
    assert payer.bill().state == "open"


def test_the_register_is_told_once_the_worker_runs(payer: Payer) -> None:
    bill = payer.paid()
    payer.work()
    payer.work()
    assert [(one["code"], one["amount"], one["at"]) for one in payer.book.told] == [
        ("TB2620260001", AMOUNT, bill.paid_at)
    ]
    assert payer.book.told[0]["transaction"] == f"sepay-{payer.till.facts()[0].provider_id}"
    assert payer.confirmation().told_at


def test_an_outage_delays_the_news_and_loses_nothing(payer: Payer) -> None:
    payer.paid()
    payer.book.silent = True
    payer.work()
    assert (payer.book.told, payer.confirmation().told_at) == ([], None)
    payer.book.silent = False
    clock.advance(timedelta(minutes=5))
    payer.work()
    assert len(payer.book.told) == 1


def test_after_a_long_outage_the_hourly_round_wakes_it(payer: Payer) -> None:
    payer.paid()
    payer.book.silent = True
    for _ in range(outbox.MOST_TRIES):
        payer.work()
        clock.advance(timedelta(hours=2))
    payer.book.silent = False
    payer.work()
    assert payer.book.told == []
    outbox.repeat(payer.app.extensions["sessions"], telling.EVERY)
    payer.work()
    payer.work()
    assert len(payer.book.told) == 1


def test_another_amount_is_shown_before_it_is_paid(payer: Payer) -> None:
    page = payer.found()
    payer.book.change(amount=200_000)
    assert payer.go(page) == page
    assert "Thông báo vừa đổi số tiền" in payer.read(page)
    assert payer.go(page).startswith("/tra-giup/")
    assert [(bill.state, bill.total) for bill in payer.bills()] == [("open", 200_000)]


def test_what_came_for_the_old_amount_counts_for_the_new_one(payer: Payer) -> None:
    page = payer.found()
    payer.go(page)
    payer.till.pay(payer.bill(), amount=100_000)
    payer.book.change(amount=150_000)
    payer.go(page)
    assert [(bill.state, bill.total) for bill in payer.bills()] == [("void", AMOUNT), ("open", 150_000)]
    assert "còn thiếu 50.000 đồng" in payer.read(page)


def test_money_sent_by_the_old_code_pays_the_bill_that_counts_now(payer: Payer) -> None:
    page = payer.found()
    payer.go(page)
    old = payer.bill()
    payer.book.change(amount=150_000)
    payer.go(page)
    payer.till.pay(old, amount=150_000)
    assert [bill.state for bill in payer.bills()] == ["void", "paid"]


def test_the_old_link_leads_to_the_bill_that_counts_now(payer: Payer) -> None:
    page = payer.found()
    old = payer.go(page)
    payer.book.change(amount=150_000)
    payer.go(page)
    assert "Nộp 150.000 đồng" in payer.read(old)


@pytest.mark.parametrize(
    ("state", "words"), [("paid", "đã được nộp"), ("withdrawn", "thu hồi")], ids=["paid elsewhere", "withdrawn"]
)
def test_what_ended_elsewhere_meanwhile_is_not_paid(payer: Payer, state: str, words: str) -> None:
    page = payer.found()
    way = payer.go(page)
    payer.book.change(state=state)
    assert payer.go(page) == page
    assert words in payer.read(page)
    assert [bill.state for bill in payer.bills()] == ["void"]
    assert payer.bill().owed_by is None
    assert "không còn phải nộp" in payer.read(way)


def test_a_notice_that_is_gone_is_not_paid(payer: Payer) -> None:
    page = payer.found()
    payer.book.debts.clear()
    answer = payer.browser.post(f"{page}/nop")
    assert (answer.status_code, "Không còn thấy thông báo này" in answer.text, payer.bills()) == (409, True, [])


def test_an_outage_between_finding_and_paying_is_said(payer: Payer) -> None:
    page = payer.found()
    payer.book.silent = True
    answer = payer.browser.post(f"{page}/nop")
    assert (answer.status_code, "Chưa có đồng nào bị trừ" in answer.text, payer.bills()) == (503, True, [])


def test_paid_here_it_is_not_asked_for_again_whatever_the_register_says_yet(payer: Payer) -> None:
    payer.paid()
    page = payer.found(key="2")
    assert "Đã nộp 186.000 đồng" in payer.read(page)
    assert payer.go(page) == page
    assert len(payer.bills()) == 1


def test_the_link_lives_until_some_days_after_it_is_due(payer: Payer) -> None:
    way = payer.go(payer.found())
    clock.advance(timedelta(days=39))
    assert "Nộp 186.000 đồng" in payer.read(way)
    clock.advance(timedelta(days=3))
    assert "Tìm lại thông báo" in payer.read(way)


def test_a_late_notice_gives_a_week(payer: Payer) -> None:
    payer.book.change(due=clock.today() - timedelta(days=60))
    page = payer.found()
    way = payer.go(page)
    clock.advance(timedelta(days=8))
    assert "Đường dẫn này đã hết hạn" in payer.read(way)
    assert "Nộp 186.000 đồng" in payer.read(payer.go(page))


@pytest.mark.parametrize(("day", "days"), [("9999-12-31", 376), ("1900-01-01", 7)], ids=["never", "long ago"])
def test_a_day_that_makes_no_sense_does_no_harm(payer: Payer, day: str, days: int) -> None:
    payer.book.change(due=date.fromisoformat(day))
    payer.go(payer.found())
    ends = payer.bill().share_until
    assert ends
    assert clock.local(ends).date() == clock.today() + timedelta(days=days)


def test_more_than_one_transfer_can_carry_is_paid_in_parts(payer: Payer) -> None:
    payer.book.change(amount=600_000_000)
    assert "499.999.999 đồng" in payer.read(payer.go(payer.found()))


def test_an_account_with_letters_is_paid_too(payer: Payer) -> None:
    payer.book.change(account="KB3511A")
    page = payer.go(payer.found())
    assert "KB3511A" in payer.read(page)
    payer.till.pay(payer.bill())
    assert payer.bill().state == "paid"


def test_whoever_pays_for_another_may_write_their_name(payer: Payer) -> None:
    way = payer.go(payer.found())
    assert payer.browser.post(f"{way}/ten", data={"name": "Trần Văn Bình"}).status_code == 303
    assert payer.bill().payer == "Trần Văn Bình"


def test_a_program_asks_for_its_state(payer: Payer) -> None:
    way = payer.go(payer.found())
    assert payer.browser.get(f"/api{way}").json == {"state": "open", "total": AMOUNT, "remaining": AMOUNT}


def test_no_dossier_is_touched_by_it(payer: Payer) -> None:
    payer.paid()
    assert payer.till._all(select(Bill).where(Bill.dossier_id.is_not(None))) == []
    assert payer.till.facts()[0].outcome == "settled"


def test_the_code_is_written_in_one_way(payer: Payer) -> None:
    payer.go(payer.found(" tb26 2026.0001"))
    payer.go(payer.found(LAND))
    assert [bill.debt_code for bill in payer.bills()] == ["TB2620260001"]
