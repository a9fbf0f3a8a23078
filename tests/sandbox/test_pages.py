"""Every page: loud, in both languages, well formed, with strict headers."""

import re
from pathlib import Path

import pytest

from tests.sandbox.conftest import QR
from tests.sandbox.pages_of import texts_of_pages
from webapp.sandbox import bank as package
from webapp.sandbox.bank import alter, notices, refusals, store
from webapp.sandbox.bank.texts import ENGLISH
from webapp.sandbox.ground.asking import RequestUnreadable
from webapp.sandbox.ground.refusing import Refused

FOLDER = Path(package.__file__).parent
PAGES = [
    "/",
    "/transfer?bin=970436&account=1&amount=7.000&content=A",
    "/transactions",
    "/transactions/1",
    "/api",
    "/none",
]


def texts_of_code():
    for kind in vars(refusals).values():
        if isinstance(kind, type) and issubclass(kind, Refused):
            yield from (kind.message, kind.advice)
    yield from (RequestUnreadable.message, RequestUnreadable.advice)
    yield from (*notices.STATES.values(), *notices.KINDS.values(), *alter.ALTERATIONS.values())
    yield from (account[2] for account in store.ACCOUNTS)


@pytest.mark.parametrize("path", PAGES)
def test_it_says_loudly_that_no_money_is_real(bank, path):
    bank.api("pay", {"qr": QR})
    page = bank.get(path)
    assert "NGÂN HÀNG THỬ NGHIỆM" in page.text
    assert "không phải tiền thật" in page.text


@pytest.mark.parametrize("path", PAGES)
def test_it_gives_each_page_a_title_one_heading_and_no_double_id(bank, path):
    bank.api("pay", {"qr": QR})
    text = bank.get(path).text
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert text.count("<h1>") == 1
    assert len(ids) == len(set(ids))
    assert re.search(r"<title>[^·<]{2,} · ", text)
    assert not re.search(r"<script|\sstyle=|\son\w+=", text)


@pytest.mark.parametrize("path", PAGES)
def test_it_speaks_english_when_asked_and_goes_on_doing_so(bank, path):
    bank.api("pay", {"qr": QR})
    bank.get("/?lang=en")
    text = bank.get(path).text
    assert '<html lang="en">' in text
    assert "not real money" in text
    assert "Trả tiền" not in text


def test_it_keeps_the_transfer_when_the_language_changes(bank):
    text = bank.get("/transfer?bin=970436&account=12345&amount=7.000&lang=en").text
    assert 'value="7.000"' in text
    assert "/transfer?bin=970436&amp;account=12345&amp;amount=7.000&amp;lang=vi" in text


def test_it_has_an_english_text_for_each_vietnamese_one_and_none_too_many():
    assert set(ENGLISH) == {*texts_of_pages(FOLDER), *texts_of_code()}
    assert all(ENGLISH.values())


def test_it_keeps_the_places_of_each_text_in_english():
    for text, english in ENGLISH.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", english)), text


def test_it_lets_no_page_be_cached_or_framed(bank):
    headers = bank.get("/").headers
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert bank.get("/static/bank.css").status == 200
