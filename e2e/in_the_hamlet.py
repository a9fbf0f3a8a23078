"""People of a hamlet for browser tests: a helper, a manager, neighbours with a phone of their own, and what their phones were sent."""

import io
import re

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from e2e.conftest import PHONE, Demo
from e2e.signed_in import forget_earlier_codes, sign_in
from e2e.thumb import Thumb, code_sent_to

DUNG, YEN = "0912000004", "0912000005"
__all__ = ["DUNG", "PHONE", "YEN", "Demo", "link_on_the_phone", "newcomer", "press", "scanned", "sign_in"]


def newcomer(thumb: Thumb, phone: str) -> None:
    """A number nobody knows yet signs in and agrees; who they are is not said."""
    page = thumb.page
    forget_earlier_codes(thumb)
    thumb.open("/dang-nhap")
    page.locator("input[name=phone]").fill(phone)
    page.locator("main form button.btn").first.click()
    page.wait_for_url("**/dang-nhap/ma**")
    page.locator("input[name=code]").fill(code_sent_to(thumb.demo, phone))
    page.locator("main form button.btn").first.click()
    page.wait_for_url(re.compile(r"/dong-y"))
    page.locator("label.choice").click()
    page.locator("main form button.btn").click()
    page.wait_for_url(re.compile(r"/can-cuoc"))


def link_on_the_phone(thumb: Thumb, number: str, part: str) -> str:
    """The newest link with `part` in it among the text messages on the sandbox phone of that number; waits for it to arrive."""
    phone = thumb.page.context.new_page()
    phone.goto(f"{thumb.demo.phones}/may/{number}")
    bubble = phone.locator(".bubble", has_text=part)
    expect(bubble.first).to_be_visible()
    links = [found for text in bubble.all_inner_texts() for found in re.findall(rf"https?://\S*{part}[\w/-]+", text)]
    phone.close()
    return str(links[-1])


def scanned(thumb: Thumb) -> str:
    """What an independent decoder reads of the code that stands on this page."""
    code = thumb.page.locator("svg.qr")
    code.evaluate("code => code.scrollIntoView({ block: 'center' })")
    found = zxingcpp.read_barcodes(
        Image.open(io.BytesIO(thumb.page.screenshot())), formats=zxingcpp.BarcodeFormat.QRCode
    )
    assert len(found) == 1, "one QR on the page"
    return str(found[0].text)


def press(thumb: Thumb, action: str) -> None:
    """The button of the form that leads there."""
    thumb.tap(thumb.page.locator(f"form[action$='{action}'] button").first)
