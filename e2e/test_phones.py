"""Messages on the sandbox phones: a code arrives while somebody looks, and a person chooses how messages come."""

import re

from playwright.sync_api import Browser, expect

from e2e.conftest import PHONE, Demo

NUMBER = "0987000321"


def test_a_code_arrives_on_the_phone_without_a_reload(demo: Demo, browser: Browser) -> None:
    context = browser.new_context(**PHONE)
    phone, page = context.new_page(), context.new_page()
    phone.goto(f"{demo.phones}/may/{NUMBER}")
    expect(phone.locator(".bubble")).to_have_count(0)
    page.goto(f"{demo.url}/dang-nhap")
    page.locator("input[name=phone]").fill(NUMBER)
    page.locator("main form button.btn").first.click()
    phone.bring_to_front()
    expect(phone.locator(".bubble")).to_have_text(re.compile(r"Ma Mot Cham: \d{6}"))
    context.close()
