"""A tax notice on paper: from the front page to the register that says «đã nộp», with and without JavaScript; axe on every page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.thumb import Thumb

LAND, REGISTRATION = "TB26-2026-0001", "TB26-2026-0002"


@pytest.mark.parametrize("scripted", [True, False])
def test_a_notice_is_found_paid_and_told(scripted: bool, demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    code, amount = (REGISTRATION, "4.250.000") if scripted else (LAND, "186.000")
    thumb = Thumb(context_of(**PHONE, java_script_enabled=scripted).new_page(), demo)
    look, page = thumb.look if scripted else lambda _name: None, thumb.page
    thumb.open("/")
    thumb.tap(page.locator("a[href='/nop-thong-bao']"))
    look("code of a notice")
    thumb.type(page.locator("input[name=code]"), code.replace("6-2", "6 2").lower())
    thumb.tap(page.locator("main form button.btn"))
    page.wait_for_url(re.compile(r"/nop-thong-bao/[0-9a-f-]{36}$"))
    expect(page.locator("h1")).to_contain_text(amount)
    look("notice found")
    there = page.url
    thumb.tap(page.locator("button[form=nop]"))
    page.wait_for_url(re.compile(r"/tra-giup/"))
    look("notice to pay")
    pay(page.context, page.locator("a[href*='/pay?qr=']").get_attribute("href") or "")
    if not scripted:
        page.reload()
    expect(page.locator("h1")).to_contain_text("Đã nộp")
    look("notice paid")
    thumb.open(there)
    expect(page.locator("h1")).to_contain_text("Đã nộp")
    look("notice found, paid")
    told(page.context, demo, code)


def test_a_wrong_code_says_so_and_names_a_human(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    thumb = Thumb(context_of(viewport={"width": 1280, "height": 800}).new_page(), demo)
    thumb.open("/nop-thong-bao")
    thumb.type(thumb.page.locator("input[name=code]"), "TB26-0000-0000")
    thumb.tap(thumb.page.locator("main form button.btn"))
    expect(thumb.page.locator(".human")).to_be_visible()
    thumb.problems.clear()  # the browser tells of the 404 that was asked for
    thumb.look("no such notice")


def pay(context: BrowserContext, address: str) -> None:
    """In a tab of its own, as in a bank's app."""
    bank = context.new_page()
    bank.goto(address)
    bank.locator(".pay-bar button").click()
    expect(bank.locator("main")).to_contain_text(re.compile(r"FT\d+"))
    bank.close()


def told(context: BrowserContext, demo: Demo, code: str) -> None:
    """The register knows it once the worker has told it."""
    register = context.new_page()
    row = register.locator("main a, main li").filter(has_text=code).first
    for _ in range(240):
        register.goto(demo.treasury)
        if "Đã nộp" in row.inner_text():
            return
        register.wait_for_timeout(250)
    raise AssertionError(f"the register does not know that {code} was paid")
