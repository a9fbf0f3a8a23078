"""Helping and being helped, on two phones: given by a scan, by a link, by a code read aloud; taken back; «không phải tôi»."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.in_the_hamlet import DUNG, PHONE, YEN, Demo, link_on_the_phone, press, scanned, sign_in
from e2e.signed_in import AN
from e2e.thumb import Thumb

HOA, TU = "0987000411", "0987000412"
Phones = Callable[[], Thumb]


@pytest.fixture
def phone(demo: Demo, context_of: Callable[..., BrowserContext]) -> Phones:
    """One more phone in somebody's hand."""
    return lambda: Thumb(context_of(**PHONE).new_page(), demo)


@pytest.fixture
def dung(phone: Phones) -> Thumb:
    thumb = phone()
    sign_in(thumb, DUNG)
    return thumb


def ask(dung: Thumb, called: str, number: str = "") -> None:
    dung.open("/giup/moi")
    dung.look("asking")
    dung.type(dung.page.locator("input[name=called]"), called)
    if number:
        dung.type(dung.page.locator("input[name=phone]"), number)
    dung.tap(dung.page.locator(".foot button.btn"))
    dung.page.wait_for_url(re.compile(r"/giup/[0-9a-f-]{36}$"))
    dung.look("asked")


def says(thumb: Thumb, words: str) -> None:
    expect(thumb.page.locator("main")).to_contain_text(words)


def test_given_by_a_scan_and_taken_back(dung: Thumb, phone: Phones) -> None:
    an = phone()
    sign_in(an, AN)
    ask(dung, "bà An")
    an.open(scanned(dung))
    an.look("to be agreed to")
    an.tap(an.page.locator(".foot button.btn"))
    says(an, "Phạm Văn Dũng đang giúp ông/bà")
    an.look("agreed")
    dung.tap("Xem đã đồng ý chưa", "link")
    says(dung, "Đã đồng ý lúc")
    dung.look("may help")
    press(an, "/thoi")
    says(an, "Đã thôi nhờ giúp")
    an.look("taken back")
    dung.page.reload()
    says(dung, "Không còn được nhờ giúp nữa")
    dung.look("helps no more")


def test_given_by_a_link_then_not_me_and_the_manager_sees_the_case(dung: Thumb, phone: Phones) -> None:
    ask(dung, "bà Hoa", HOA)
    hoa = phone()
    hoa.open(link_on_the_phone(hoa, HOA, "/nho-giup/"))
    hoa.tap(hoa.page.locator("#dong-y summary"))
    hoa.look("a link, with the words of consent")
    hoa.choose("Tôi đồng ý")
    hoa.tap(hoa.page.locator(".foot button.btn"))
    says(hoa, "Phạm Văn Dũng đang giúp ông/bà")
    press(hoa, "/khong-phai-toi")
    says(hoa, "Đã dừng ngay")
    hoa.look("frozen")
    yen = phone()
    sign_in(yen, YEN)
    yen.open("/giup/vu-viec")
    says(yen, "Phạm Văn Dũng")
    yen.look("cases")
    yen.type(yen.page.locator("textarea[name=note]").first, "Đã gọi hỏi, bà Hoa nhầm tên.")
    yen.tap("Đã xem xong")
    says(yen, "Đã xem lúc")


def test_a_code_read_aloud_is_the_last_resort(dung: Thumb, demo: Demo) -> None:
    ask(dung, "ông Tư", TU)
    dung.tap(dung.page.locator("summary", has_text="Không mở được đường dẫn?"))
    dung.look("the last resort")
    press(dung, "/doc-ma/gui")
    dung.look("to be read aloud")
    sent = next(one for one in demo.json("/demo/messages.json") if one["template"] == "help_code")  # type: ignore[attr-defined]
    assert (sent["to"], "Phạm Văn Dũng" in sent["body"]) == (TU, True)
    dung.type(dung.page.locator("input[name=code]"), re.findall(r"\d{6}", sent["title"])[0])
    dung.tap(dung.page.locator(".foot button.btn"))
    says(dung, "Đã đồng ý lúc")
    assert "/nho-giup/" in link_on_the_phone(dung, TU, "/nho-giup/")
