"""The pages of paying: the citizen's, the relative's, and the state a program asks for."""

import io

import pytest
import zxingcpp
from flask import Flask
from PIL import Image

from tests import people
from tests.page import Client
from tests.payments.till import FEE, Till, pay_page, publish
from webapp.dossiers.service import Event, State
from webapp.payments import service, vietqr

NOT_BACK = "tiền đã nộp không được trả lại nếu hồ sơ bị từ chối"


@pytest.fixture
def relative(app: Flask) -> Client:
    """Another browser, signed in to nothing."""
    return app.test_client()  # type: ignore[return-value]


def test_it_shows_price_explanation_and_numbers_to_copy(till: Till, an: Client) -> None:
    dossier = till.owing(copies=2)
    bill, page = till.bill(dossier), an.get(pay_page(dossier)).text
    for words in ("Nộp 40.000 đồng", "Mức thu: 20.000 đồng", "Số lượng: 2", "Văn bản thử", "Vietcombank"):
        assert words in page
    for words in (bill.reference, bill.bank_account):
        assert words in page
    assert 'class="qr"' in page
    assert NOT_BACK not in page


def test_it_says_before_paying_where_the_law_gives_nothing_back(till: Till, an: Client) -> None:
    dossier = people.make_dossier(till.db, till.an, "1.001612", state=State.AWAITING_PAYMENT, answers={"ten": "x"})
    page = an.get(pay_page(dossier)).text
    assert NOT_BACK in page
    assert page.index(NOT_BACK) < page.index('class="qr"')
    assert "Nghị quyết thử" in page  # the document the officer cited


def test_it_says_what_came_and_what_is_missing(till: Till, an: Client) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), 5_000)
    assert "Đã nhận 5.000 đồng, còn thiếu 15.000 đồng" in an.get(pay_page(dossier)).text


def test_it_says_how_to_pay_more_than_one_transfer_carries(till: Till, an: Client) -> None:
    publish(till.db, amount=600_000_000)
    assert "Chuyển 499.999.999 đồng trước" in an.get(pay_page(till.owing())).text


def test_it_gives_a_picture_that_another_decoder_reads(till: Till, an: Client) -> None:
    dossier = till.owing()
    picture = an.get(f"{pay_page(dossier)}/ma.png")
    assert picture.mimetype == "image/png"
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.data)))
    assert [one.text for one in found] == [service.qr_text(till.bill(dossier))]
    assert vietqr.parse(found[0].text).amount == FEE


def test_it_keeps_pages_of_money_out_of_every_cache(till: Till, an: Client) -> None:
    dossier = till.owing()
    for address in (pay_page(dossier), f"{pay_page(dossier)}/ma.png", f"/tra-giup/{till.bill(dossier).share_token}"):
        assert an.get(address).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("become", [Event.PAID, Event.WITHDRAWN, Event.REOPENED])
def test_it_shows_no_qr_when_nothing_is_to_be_paid_now(till: Till, an: Client, become: Event) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier)) if become == Event.PAID else till.apply(dossier, become)
    answer = an.get(pay_page(dossier))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/ho-so/{dossier.id}")
    assert an.get(f"{pay_page(dossier)}/ma.png").status_code == 404


@pytest.mark.parametrize("suffix", ["", "/ma.png"])
def test_it_shows_no_bill_to_others(till: Till, client: Client, suffix: str) -> None:
    dossier = till.owing()
    people.sign_in(client, till.db, *people.CHI)
    assert client.get(pay_page(dossier) + suffix).status_code == 404
    assert client.get(f"/api{pay_page(dossier)}").status_code == 404


def test_it_shows_no_bill_where_there_is_none(till: Till, an: Client) -> None:
    assert an.get(pay_page(till.owing(copies=0, state=State.NEW))).status_code == 404


def test_it_sends_a_stranger_to_sign_in(till: Till, relative: Client) -> None:
    assert "/dang-nhap" in relative.get(pay_page(till.owing())).headers["Location"]


def test_it_tells_a_program_the_state(till: Till, an: Client) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), 5_000)
    address = f"/api{pay_page(dossier)}"
    assert an.get(address).json == {"state": "open", "total": FEE, "remaining": FEE - 5_000}
    till.pay(till.bill(dossier), 15_000)
    assert an.get(address).json == {"state": "paid", "total": FEE, "remaining": 0}


def test_it_shows_a_relative_initials_only(till: Till, relative: Client) -> None:
    bill = till.bill(till.owing())
    page = relative.get(f"/tra-giup/{bill.share_token}").text
    assert "N.T.A." in page
    assert "Nộp" not in page.partition("<h1>")[2].partition("</h1>")[0]
    for private in (people.AN[1], "Nguyễn", people.AN[0], str(bill.dossier_id)):
        assert private not in page
    assert str(bill.shared_reference) in page
    assert relative.get(f"/tra-giup/{bill.share_token}/ma.png").mimetype == "image/png"


def test_it_tells_a_relative_too_that_nothing_comes_back(till: Till, relative: Client) -> None:
    publish(till.db, refundable_if_refused=False)
    assert NOT_BACK in relative.get(f"/tra-giup/{till.bill(till.owing()).share_token}").text


def test_it_thanks_a_relative_and_shows_no_qr_any_more(till: Till, relative: Client) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    page = relative.get(f"/tra-giup/{till.bill(dossier).share_token}").text
    assert "Khoản này đã được trả" in page
    assert 'class="qr"' not in page


@pytest.mark.parametrize("become", [Event.WITHDRAWN, Event.REOPENED])
def test_it_tells_a_relative_to_wait(till: Till, relative: Client, become: Event) -> None:
    dossier = till.owing()
    till.apply(dossier, become)
    page = relative.get(f"/tra-giup/{till.bill(dossier).share_token}").text
    assert "Lúc này chưa cần trả" in page
    assert 'class="qr"' not in page


def test_it_leads_an_old_link_to_the_bill_that_counts(till: Till, relative: Client) -> None:
    dossier = till.owing()
    token = till.bill(dossier).share_token
    till.correct(dossier, copies=3)
    page = relative.get(f"/tra-giup/{token}").text
    assert "Trả giúp 60.000 đồng" in page
    assert str(till.bill(dossier).shared_reference) in page


@pytest.mark.parametrize("token", ["x", "x" * 400, "%00", "../", "' or 1=1"])
def test_it_knows_no_other_links(till: Till, relative: Client, token: str) -> None:
    assert relative.get(f"/tra-giup/{token}").status_code in (400, 404)
