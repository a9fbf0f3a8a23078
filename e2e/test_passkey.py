"""Fingerprint sign-in, with the browser's own virtual authenticator."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.signed_in import CHI, sign_in_by_code
from e2e.thumb import Thumb

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_a_fingerprint_signs_in_the_next_time(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    page = thumb.page
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in_by_code(thumb, CHI)
    thumb.open("/tai-khoan")
    page.locator("[data-module=passkey] button").click()
    expect(page.locator("form[action*='/van-tay/']")).to_have_count(1)
    thumb.look("account with a passkey")
    page.locator("form[action='/dang-xuat'] button").click()
    page.wait_for_url(f"{demo.url}/")
    thumb.open("/dang-nhap")
    page.locator("[data-module=passkey] button").click()
    page.wait_for_url(f"{demo.url}/")
    expect(page.locator("header a[href='/tin-nhan']")).to_be_visible()
