"""Paying by card at VNPAY: written before the browser leaves, decided by VNPAY's own notice or by asking it, by nothing else."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests import people
from tests.page import Client
from tests.payments.cards import Shop
from tests.payments.till import FEE, Till, pay_page
from webapp.dossiers.service import Event, State
from webapp.payments.models import Attempt


@pytest.fixture
def shop(app: Flask, till: Till) -> Shop:
    return Shop(app, till)


def test_it_writes_the_attempt_down_before_the_browser_leaves(shop: Shop, till: Till, an: Client) -> None:
    attempt = shop.begun(an, till.owing())
    assert (attempt.state, attempt.amount, attempt.provider) == ("open", FEE, "vnpay")


def test_a_page_sent_twice_is_one_attempt(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    assert shop.begun(an, dossier).id == shop.begun(an, dossier).id


def test_a_page_gone_back_to_after_a_failure_is_a_new_attempt(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    first = shop.begun(an, dossier)
    shop.tell(shop.said(first, "51"))
    assert shop.begun(an, dossier).reference != first.reference


def test_the_page_lets_its_form_go_to_the_gateway_only(shop: Shop, app: Flask, till: Till, an: Client) -> None:
    dossier = till.owing()
    assert f"{pay_page(dossier)}/the" not in an.get(pay_page(dossier)).text  # no contract, no button
    object.__setattr__(app.config["CONFIG"], "vnpay", {"pay_url": "https://sandbox.vnpayment.vn/paymentv2/vpcpay.html"})
    answer = an.get(pay_page(dossier))
    assert f'action="{pay_page(dossier)}/the"' in answer.text
    assert "form-action 'self' https://sandbox.vnpayment.vn;" in answer.headers["Content-Security-Policy"]


def test_the_notice_pays_the_bill(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    attempt = shop.begun(an, dossier)
    assert shop.tell(shop.said(attempt)) == "00"
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.NEW)
    assert shop.attempt(attempt.reference).state == "paid"
    assert sorted(line.account for line in till.postings()) == ["bill", "card"]


def test_the_same_notice_again_is_confirmed_already(shop: Shop, till: Till, an: Client) -> None:
    attempt = shop.begun(an, till.owing())
    query = shop.said(attempt)
    assert [shop.tell(query) for _ in range(3)] == ["00", "02", "02"]
    assert (len(till.facts()), len(till.receipts())) == (1, 1)


@pytest.mark.parametrize("code", ["24", "51", "13", "11"])
def test_a_failure_is_recorded_and_confirmed(shop: Shop, till: Till, an: Client, code: str) -> None:
    dossier = till.owing()
    attempt = shop.begun(an, dossier)
    query = shop.said(attempt, code)
    assert [shop.tell(query), shop.tell(query)] == ["00", "02"]
    assert (shop.attempt(attempt.reference).state, till.facts(), till.state(dossier)) == (
        "failed", [], State.AWAITING_PAYMENT,
    )  # fmt: skip


def test_a_late_success_after_a_failure_counts(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    attempt = shop.begun(an, dossier)
    shop.tell(shop.said(attempt, "11"))
    assert shop.tell(shop.said(attempt)) == "00"
    assert till.bill(dossier).state == "paid"


def test_a_failure_after_the_success_changes_nothing(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    attempt = shop.begun(an, dossier)
    shop.tell(shop.said(attempt))
    assert shop.tell(shop.said(attempt, "24")) == "02"
    assert (till.bill(dossier).state, shop.attempt(attempt.reference).state) == ("paid", "paid")


def test_a_false_signature_is_kept_and_moves_nothing(shop: Shop, till: Till, an: Client) -> None:
    attempt = shop.begun(an, till.owing())
    assert shop.tell(shop.said(attempt).replace("vnp_Amount=2000000", "vnp_Amount=2000001")) == "97"
    assert (till.facts(), [one.verified for one in till.notices()]) == ([], [False])


def test_an_unknown_order_is_told_and_its_money_waits(shop: Shop, till: Till, an: Client) -> None:
    attempt = shop.begun(an, till.owing())
    assert shop.tell(shop.said(attempt, vnp_TxnRef="MC22222222AAAAAA")) == "01"
    assert [(fact.outcome, fact.held) for fact in till.facts()] == [("unknown_reference", FEE)]


def test_another_amount_is_refused_and_its_money_waits(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    attempt = shop.begun(an, dossier)
    query = shop.said(attempt, vnp_Amount="1000000")
    assert [shop.tell(query), shop.tell(query)] == ["04", "04"]
    assert [(fact.outcome, fact.held) for fact in till.facts()] == [("amount_differs", 10_000)]
    assert (till.bill(dossier).state, shop.attempt(attempt.reference).state) == ("open", "doubtful")


def test_the_order_of_checks_is_signature_order_amount_state(shop: Shop, till: Till, an: Client) -> None:
    attempt = shop.begun(an, till.owing())
    assert shop.tell(shop.said(attempt, vnp_TxnRef="MC22222222AAAAAA", vnp_Amount="1000000")) == "01"
    shop.tell(shop.said(attempt))
    assert shop.tell(shop.said(attempt, vnp_Amount="1000000")) == "04"


def test_a_card_and_a_transfer_for_the_same_bill_are_a_second_payment(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    attempt = shop.begun(an, dossier)
    till.pay(till.bill(dossier))
    assert shop.tell(shop.said(attempt)) == "00"
    assert [(fact.outcome, fact.held) for fact in till.facts()] == [("settled", 0), ("second", FEE)]


def test_money_for_a_withdrawn_dossier_waits_for_a_person(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    attempt = shop.begun(an, dossier)
    till.apply(dossier, Event.WITHDRAWN)
    assert shop.tell(shop.said(attempt)) == "00"
    assert [(fact.outcome, fact.held) for fact in till.facts()] == [("closed", FEE)]


def test_a_lost_notice_costs_one_round_of_asking(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    shop.knows(shop.begun(an, dossier))
    shop.round()
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.NEW)
    assert [one.kind for one in till.notices()] == ["reply"]


def test_the_notice_after_the_answer_is_nothing_new(shop: Shop, till: Till, an: Client) -> None:
    attempt = shop.begun(an, till.owing())
    shop.knows(attempt)
    shop.round()
    assert shop.tell(shop.said(attempt, vnp_TransactionNo=str(shop.number))) == "02"
    assert len(till.facts()) == 1


def test_an_attempt_nobody_finished_runs_out_and_no_word_is_kept_of_it(shop: Shop, till: Till, an: Client) -> None:
    attempt = shop.begun(an, till.owing())
    shop.knows(attempt, "01")
    for _ in range(10):
        shop.round()
    assert (shop.attempt(attempt.reference).state, till.notices()) == ("expired", [])
    assert "Có một lần trả bằng thẻ" not in an.get(pay_page(till.owing())).text


def test_money_that_comes_after_a_failure_is_found_though_its_notice_is_lost(
    shop: Shop, till: Till, an: Client
) -> None:
    """Gone back in the browser, paid by the bank's own app after all."""
    dossier = till.owing()
    attempt = shop.begun(an, dossier)
    shop.tell(shop.said(attempt, "24"))
    shop.knows(attempt)
    shop.round()
    assert (till.bill(dossier).state, shop.attempt(attempt.reference).state) == ("paid", "paid")


def test_a_failure_is_asked_about_for_a_while_and_its_reason_stays(shop: Shop, till: Till, an: Client) -> None:
    attempt = shop.begun(an, till.owing())
    shop.tell(shop.said(attempt, "24"))
    shop.knows(attempt, "02")
    for _ in range(10):
        shop.round()
    now = shop.attempt(attempt.reference)
    assert (now.state, now.code, len(till.notices())) == ("failed", "24", 1)
    shop.knows(attempt)
    shop.round()
    assert shop.attempt(attempt.reference).state == "failed"  # too late to ask: the day's statement will tell


def test_a_gateway_out_of_reach_is_asked_again(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    attempt = shop.begun(an, dossier)
    shop.round()
    assert shop.attempt(attempt.reference).state == "open"
    shop.knows(attempt)
    shop.round()
    assert till.bill(dossier).state == "paid"


def test_money_taken_and_looked_into_is_said_so_and_nobody_is_told_to_pay_again(
    shop: Shop, till: Till, an: Client
) -> None:
    dossier = till.owing()
    shop.tell(shop.said(shop.begun(an, dossier), "07", "07"))
    assert "Đừng trả lần nữa" in an.get(pay_page(dossier)).text
    assert till.bill(dossier).state == "open"


class TestThePageItComesBackTo:
    """/thanh-toan/vnpay/tra-ve"""

    def back(self, client: Client, query: str):
        return client.get(f"/thanh-toan/vnpay/tra-ve?{query}")

    def test_it_decides_nothing(self, shop: Shop, till: Till, an: Client) -> None:
        dossier = till.owing()
        attempt = shop.begun(an, dossier)
        assert "Đang chờ VNPAY xác nhận" in self.back(an, shop.said(attempt)).text
        assert (till.bill(dossier).state, till.facts(), till.notices()) == ("open", [], [])

    def test_it_asks_at_once(self, shop: Shop, till: Till, an: Client) -> None:
        dossier = till.owing()
        attempt = shop.begun(an, dossier)
        shop.knows(attempt)
        self.back(an, shop.said(attempt))
        shop.round()
        assert till.bill(dossier).state == "paid"

    def test_it_says_that_the_money_is_there(self, shop: Shop, till: Till, an: Client) -> None:
        dossier = till.owing()
        attempt = shop.begun(an, dossier)
        query = shop.said(attempt)
        shop.tell(query)
        page = self.back(an, query).text
        assert "Đã nhận 20.000 đồng" in page
        assert f'href="/ho-so/{dossier.id}"' in page

    @pytest.mark.parametrize(("code", "words"), [("24", "Đã dừng, không trả nữa"), ("51", "Tài khoản không đủ tiền")])
    def test_it_says_why_not_and_how_to_go_on(self, shop: Shop, till: Till, an: Client, code: str, words: str) -> None:
        dossier = till.owing()
        page = self.back(an, shop.said(shop.begun(an, dossier), code)).text
        assert words in page
        assert f'href="{pay_page(dossier)}"' in page

    def test_it_believes_no_false_signature(self, shop: Shop, till: Till, an: Client) -> None:
        answer = self.back(an, shop.said(shop.begun(an, till.owing())).replace("NCB", "VCB"))
        assert (answer.status_code, "Chưa đọc được trả lời của VNPAY" in answer.text) == (400, True)

    def test_it_shows_a_relative_nothing_of_the_dossier(self, shop: Shop, app: Flask, till: Till) -> None:
        dossier, relative = till.owing(), app.test_client()
        token = till.bill(dossier).share_token
        relative.post(f"/tra-giup/{token}/the", data={"lan": "018f0000-0000-7000-8000-000000000001"})
        attempt = till._all(select(Attempt))[0]
        page = self.back(relative, shop.said(attempt)).text
        assert (attempt.through, str(dossier.id) in page, people.AN[1] in page) == ("shared", False, False)
        assert f'/tra-giup/{token}"' in page


def test_nobody_pays_by_card_for_a_bill_of_somebody_else(shop: Shop, till: Till, client: Client) -> None:
    people.sign_in(client, till.db, *people.CHI)
    assert shop.leave(client, till.owing()).status_code == 404


@pytest.mark.parametrize("lan", ["", "x", "018f"])
def test_a_bad_id_is_no_attempt(shop: Shop, till: Till, an: Client, lan: str) -> None:
    assert an.post(f"{pay_page(till.owing())}/the", data={"lan": lan}).status_code == 404


def test_a_paid_bill_is_not_paid_again(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    assert shop.leave(an, dossier).headers["Location"] == f"/ho-so/{dossier.id}"


def test_money_in_two_parts_by_two_ways_is_whole(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), 5_000)
    attempt = shop.begun(an, dossier)
    assert attempt.amount == 15_000
    shop.tell(shop.said(attempt))
    assert [line.amount for line in till.postings() if line.account == "bill"] == [-5_000, -15_000]
    assert till.bill(dossier).state == "paid"


def test_nobody_begins_without_end(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    answers = [shop.leave(an, dossier, key=str(number)).status_code for number in range(45)]
    assert (answers[0], answers[-1]) == (303, 429)
    assert len(till._all(select(Attempt))) == 40


def test_a_page_gone_back_to_after_part_was_paid_asks_for_the_rest(shop: Shop, till: Till, an: Client) -> None:
    dossier = till.owing()
    first = shop.begun(an, dossier)
    till.pay(till.bill(dossier), amount=FEE - 5_000)
    assert (first.amount, shop.begun(an, dossier).amount) == (FEE, 5_000)


def test_money_without_a_number_of_its_own_waits_for_a_person(shop: Shop, till: Till, an: Client) -> None:
    """«0» is what VNPAY calls whatever never became a transaction: by it the second payer's money would be the first one's."""
    first, second = till.owing(), till.owing(2)
    answers = [shop.tell(shop.said(shop.begun(an, one), vnp_TransactionNo="0")) for one in (first, second)]
    assert (answers, [one.outcome for one in till.notices()]) == (["99", "99"], ["unreadable", "unreadable"])
    assert till.facts() == []
