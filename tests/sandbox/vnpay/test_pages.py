"""Every page: loud, in both languages, well formed, strict; and hostile input ends in a clear page."""

import re
from pathlib import Path

import pytest

from tests.sandbox.pages_of import texts_of_pages
from webapp.sandbox import vnpay as package
from webapp.sandbox.ground.asking import RequestUnreadable
from webapp.sandbox.ground.refusing import Refused
from webapp.sandbox.vnpay import cards, notices, paying, questions, refusals
from webapp.sandbox.vnpay.texts import ENGLISH

FOLDER = Path(package.__file__).parent
PAGES = [
    "{open}",
    "{open}/the",
    "{open}/otp",
    "{ended}/ket-qua",
    "/merchant",
    "/merchant/1",
    "/merchant/2",
    "/api",
    "/none",
]


@pytest.fixture
def pages(gateway):
    """Addresses of an open payment that has its card, and of one that ended; with a false notice and a refund."""
    walk = gateway.arrive()
    walk.card()
    paid = gateway.pay()
    gateway.api("notices/1/resend", {"kind": "wrong"})
    gateway.refund(paid, "R1", 5_000)
    return {"open": walk.path, "ended": paid["page"]}


def texts_of_code():
    for kind in (*vars(refusals).values(), RequestUnreadable):
        if isinstance(kind, type) and issubclass(kind, Refused):
            yield from (kind.message, kind.advice)
    for table in (paying.STATES, paying.OUTCOMES, notices.STATES, notices.KINDS, questions.KINDS):
        yield from table.values()
    yield from (card.says for card in cards.CARDS)


@pytest.mark.parametrize("path", PAGES)
def test_it_is_loud_and_well_formed_in_both_languages(gateway, pages, path):
    for lang, words in (("vi", "CỔNG TRẢ TIỀN THỬ NGHIỆM"), ("en", "SANDBOX PAYMENT GATEWAY")):
        text = gateway.get(f"{path.format(**pages)}?lang={lang}").text
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert words in text
        assert text.count("<h1>") == 1
        assert f'<html lang="{lang}"' in text
        assert len(ids) == len(set(ids))
        assert re.search(r"<title>[^·<]{2,} · ", text)
        assert not re.search(r"<script>|\sstyle=|\son\w+=", text)


def test_every_text_has_its_english_and_none_is_left_over():
    used = texts_of_pages(FOLDER)
    assert set(ENGLISH) == used | set(texts_of_code())
    assert all(ENGLISH.values())


def test_the_places_of_each_text_are_kept():
    for text, english in ENGLISH.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", english)), text


def test_no_page_is_cached_framed_or_loads_from_elsewhere(gateway):
    headers = gateway.get("/merchant").headers
    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy
    for path in ("/static/vnpay.css", "/static/countdown.js", "/ground/ground.css"):
        assert gateway.get(path).headers["Cache-Control"] == "public, max-age=3600"


def test_it_shows_hostile_text_as_text(gateway):
    page = gateway.open(gateway.url(vnp_OrderInfo="<script>alert(1)</script>"))
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_a_foreign_page_presses_no_button(gateway, origin):
    walk = gateway.arrive()
    for path in (f"{walk.path}/huy", "/merchant/mode/lose", "/merchant/1/doubtful"):
        assert gateway.post(path, {}, origin=origin).status == 403
    assert gateway.ended()["status"] == "01"


def test_a_page_elsewhere_under_another_name_is_turned_away(gateway):
    assert gateway.get("/merchant", Host="evil.example").status == 403
    assert gateway.get("/merchant", Host="localhost").status == 200
    assert gateway.get("/merchant", Host="[").status == 403


@pytest.mark.parametrize(
    "path",
    ["/paymentv2/none", "/paymentv2/none/the", "/paymentv2/none/ket-qua", "/merchant/9", "/merchant/" + "9" * 30],
)
def test_what_is_not_there_is_a_page(gateway, path):
    page = gateway.get(path)
    assert (page.status, page.text.count("<h1>")) == (404, 1)


@pytest.mark.parametrize(
    "path", ["/merchant/ipn/9/again", "/merchant/ipn/1/first", "/merchant/mode/eat", "/merchant/9/doubtful"]
)
def test_buttons_for_what_is_not_there_do_nothing(gateway, path):
    assert gateway.post(path, {}).status == 404


def test_too_much_at_once_is_refused(gateway):
    walk = gateway.arrive()
    assert gateway.post(f"{walk.path}/the", {"number": "9" * 300_000}).status == 413
    assert gateway.post(f"{walk.path}/the", {"number": "9" * 100_000, "holder": "\x00é\u202e"}).status == 422
