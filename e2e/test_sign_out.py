"""Signing out: what the server has leaves the phone, what was not sent yet stays."""

import re
from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import BrowserContext, Route, expect

from e2e.conftest import PHONE, Demo
from e2e.on_the_phone import REFUSED, TYPE
from e2e.signed_in import CHI, sign_in_by_code
from e2e.test_sealed import KEYS
from e2e.thumb import Thumb
from e2e.until import until


def test_a_draft_not_yet_sent_survives_signing_out(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    page = thumb.page
    thumb.open("/thu-tuc/1.004194/lam")
    page.wait_for_url(re.compile("#"))
    page.locator("input[name=name]").fill("Lê Thị Út")
    expect(page.locator(".saved")).to_contain_text("Đã lưu trên máy")
    draft = page.url
    sign_in_by_code(thumb, CHI)
    thumb.open("/tai-khoan")
    page.locator("form[action='/dang-xuat'] button").click()
    page.wait_for_url(f"{demo.url}/")
    thumb.open(draft)
    expect(page.locator("input[name=name]")).to_have_value("")  # it became hers with the sign-in
    sign_in_by_code(thumb, CHI)
    thumb.open(draft)
    expect(page.locator("input[name=name]")).to_have_value("Lê Thị Út")


def test_a_tap_before_the_page_is_awake_signs_out_in_good_order_too(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    page, held = thumb.page, list[Route]()
    sign_in_by_code(thumb, CHI)
    context.route("**/modules/sign_out.js", lambda route: held.append(route))
    thumb.open("/tai-khoan")
    page.locator("form[action='/dang-xuat'] button").click()
    expect(page.locator("form[data-early=asked]")).to_have_count(1)
    held[0].continue_()
    page.wait_for_url(f"{demo.url}/")
    assert set(page.evaluate(KEYS)) <= {"guest"}


def test_a_form_that_was_sent_and_refused_survives_signing_out(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    thumb = Thumb(context_of(**PHONE).new_page(), demo)
    page = thumb.page
    sign_in_by_code(thumb, CHI)
    draft = str(uuid4())
    page.evaluate(TYPE, [draft, {"name": ["Lê Thị Út"]}, True])  # filled in to the end, as the phone believes
    until(page, REFUSED, [draft])
    thumb.open("/tai-khoan")
    page.locator("form[action='/dang-xuat'] button").click()
    page.wait_for_url(f"{demo.url}/")
    sign_in_by_code(thumb, CHI)
    until(page, REFUSED, [draft])
    thumb.open("/ngoai-mang")
    expect(page.locator("main")).to_contain_text("Tạm trú")
