"""Paying as people do: on the same phone, by card after two tries that come to nothing, by a relative's phone, in cash, and with the tab
closed before anything was said.
"""

import io
import json
import re
import urllib.request
from typing import Any
from uuid import UUID

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.conftest import PHONE, Demo
from e2e.owing import Owing
from e2e.signed_in import OFFICER, sign_in
from e2e.thumb import Thumb

GOOD, POOR = "9704198526191432198", "9704198526191432199"  # VNPAY's public test cards


@pytest.fixture(scope="module")
def owing(demo: Demo) -> Owing:
    made = Owing(demo)
    made.only_rounds_of_ours()
    return made


def phone_of(browser: Browser, demo: Demo, number: str, name: str, owing: Owing) -> tuple[Thumb, str]:
    """Somebody's phone, signed in, on the page of what they owe; and that page's address."""
    dossier = owing.dossier(number, name)
    thumb = Thumb(browser.new_context(**PHONE, accept_downloads=True).new_page(), demo)
    sign_in(thumb, number)
    thumb.open(f"/ho-so/{dossier}/thanh-toan")
    expect(thumb.page.locator("h1")).to_contain_text("7.000 đồng")
    return thumb, f"/ho-so/{dossier}"


def tell(address: str, **said: Any) -> Any:
    """A sandbox, by its API."""
    asked = urllib.request.Request(address, json.dumps(said).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.load(answer)


def card(page: Page, number: str) -> None:
    """On VNPAY's pages: a test card, filled in by a tap."""
    page.get_by_role("link", name="Thẻ nội địa").click()
    page.get_by_role("link", name=number).click()
    page.get_by_role("button", name="Tiếp tục").click()


def receipts(page: Page) -> int:
    return page.locator("a[href*='/bien-nhan/'], a[href*='/bien-lai/']").count()


def test_by_qr_on_the_same_phone_the_page_notices_by_itself(browser: Browser, demo: Demo, owing: Owing) -> None:
    thumb, at = phone_of(browser, demo, "0987000101", "Nguyễn Thị Sáu", owing)
    thumb.look("payment")
    with thumb.page.expect_download() as saved:
        thumb.tap(thumb.page.locator("a[download]"))
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(saved.value.path().read_bytes())))
    bank = thumb.page.context.new_page()
    bank.goto(demo.bank)
    bank.locator("textarea[name=qr]").fill(found[0].text)
    bank.locator("button[value=text]").click()
    bank.locator("input[name=alter][value=prefix]").check(force=True)
    bank.locator(".pay-bar button").click()
    expect(bank.locator("main")).to_contain_text(re.compile(r"FT\d+"))
    bank.close()
    thumb.page.wait_for_url(f"**{at}")
    assert receipts(thumb.page) == 1
    thumb.look("paid")


def test_by_card_cancelled_then_without_money_then_paid(browser: Browser, demo: Demo, owing: Owing) -> None:
    thumb, at = phone_of(browser, demo, "0987000102", "Nguyễn Văn Bảy", owing)
    page = thumb.page
    thumb.tap("Trả bằng thẻ (VNPAY)")
    page.wait_for_url(f"{demo.vnpay}/**")
    page.get_by_role("button", name="Huỷ").or_(page.get_by_role("link", name="Huỷ")).first.click()
    page.get_by_role("link", name="Quay lại ứng dụng").click()
    expect(page.locator("main")).to_contain_text("Đã dừng, không trả nữa")
    thumb.look("cancelled")
    thumb.tap("Thử lại hoặc đổi cách trả", "link")
    thumb.tap("Trả bằng thẻ (VNPAY)")
    card(page, POOR)
    page.locator("input[name=otp]").fill("123456")
    page.get_by_role("button", name=re.compile("^Trả")).click()
    page.get_by_role("link", name="Quay lại ứng dụng").click()
    expect(page.locator("main")).to_contain_text("Tài khoản không đủ tiền")
    thumb.tap("Thử lại hoặc đổi cách trả", "link")
    expect(page.locator("main")).to_contain_text("Tài khoản không đủ tiền")  # said beside the button too
    thumb.tap("Trả bằng thẻ (VNPAY)")
    card(page, GOOD)
    page.locator("input[name=otp]").fill("123456")
    page.get_by_role("button", name=re.compile("^Trả")).click()
    page.get_by_role("link", name="Quay lại ứng dụng").click()
    page.wait_for_url(re.compile(r"/thanh-toan/vnpay/tra-ve|/ho-so/"))
    if "/tra-ve" in page.url:
        thumb.look("back from the gateway")
        thumb.tap("Về hồ sơ", "link")
    page.wait_for_url(f"**{at}")
    assert receipts(page) == 1


def test_by_a_relative_s_phone_without_an_account(browser: Browser, demo: Demo, owing: Owing) -> None:
    thumb, at = phone_of(browser, demo, "0987000103", "Trần Thị Tám", owing)
    thumb.tap("Nhờ người nhà trả giúp", "link")
    thumb.look("asking a relative")
    link = thumb.page.locator("a[data-module=share]").get_attribute("href")
    thumb.open(f"{at}/thanh-toan")
    other: BrowserContext = browser.new_context(**PHONE)
    relative = Thumb(other.new_page(), demo)
    relative.open(str(link))
    expect(relative.page.locator("main")).to_contain_text("T.T.T.")
    assert "Trần" not in relative.page.content()
    relative.look("a relative's page")
    relative.type(relative.page.locator("input[name=name]"), "Lê Văn Chín")
    relative.tap("Ghi tên")
    expect(relative.page.locator("main")).to_contain_text("Biên lai sẽ ghi: Lê Văn Chín")
    relative.tap("Trả bằng thẻ (VNPAY)")
    card(relative.page, GOOD)
    relative.page.locator("input[name=otp]").fill("123456")
    relative.page.get_by_role("button", name=re.compile("^Trả")).click()
    relative.page.get_by_role("link", name="Quay lại ứng dụng").click()
    expect(relative.page.locator("main")).to_contain_text(re.compile("Cảm ơn đã giúp người nhà"))
    thumb.page.wait_for_url(f"**{at}")
    assert receipts(thumb.page) == 1
    other.close()


def test_the_tab_closed_right_after_paying_and_no_notice_ever_comes(browser: Browser, demo: Demo, owing: Owing) -> None:
    thumb, at = phone_of(browser, demo, "0987000104", "Phạm Văn Mười", owing)
    tell(f"{demo.vnpay}/api/notices/mode", mode="lose")
    try:
        thumb.tap("Trả bằng thẻ (VNPAY)")
        card(thumb.page, GOOD)
        thumb.page.locator("input[name=otp]").fill("123456")
        thumb.page.get_by_role("button", name=re.compile("^Trả")).click()
        expect(thumb.page.get_by_role("link", name="Quay lại ứng dụng")).to_be_visible()
        context = thumb.page.context
        thumb.page.close()
    finally:
        tell(f"{demo.vnpay}/api/notices/mode", mode="send")
    page = context.new_page()
    page.goto(f"{demo.url}{at}/thanh-toan")
    expect(page.locator("main")).to_contain_text("đang chờ VNPAY trả lời")
    owing.round()
    page.wait_for_url(f"**{at}")  # by itself, after one run of the job
    assert receipts(page) == 1


def test_a_transfer_whose_notice_is_lost_is_found_by_asking_the_bank(
    browser: Browser, demo: Demo, owing: Owing
) -> None:
    thumb, at = phone_of(browser, demo, "0987000105", "Hoàng Thị Một", owing)
    bill = owing.bill(UUID(at.removeprefix("/ho-so/")))
    tell(f"{demo.bank}/api/notices/hold", on=True)
    try:
        given = {"account": bill.bank_account, "bin": bill.bank_bin, "amount": bill.total, "content": bill.reference}
        tell(f"{demo.bank}/api/pay", **given)
        owing.round()
        thumb.page.wait_for_url(f"**{at}")
        assert receipts(thumb.page) == 1
    finally:
        tell(f"{demo.bank}/api/notices/hold", on=False)


def test_cash_at_the_counter_and_the_shift_closes_to_the_dong(browser: Browser, demo: Demo, owing: Owing) -> None:
    dossier = owing.dossier("0987000106", "Đỗ Văn Hai")
    desk = Thumb(browser.new_context(viewport={"width": 1280, "height": 800}).new_page(), demo)
    sign_in(desk, OFFICER)
    desk.open("/quay")
    desk.page.locator("input[name=opening]").fill("200.000")
    desk.tap("Mở ca")
    desk.page.locator("input[name=ma]").fill(owing.bill(dossier).reference)
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("main")).to_contain_text("Đ.V.H.")
    desk.look("a bill at the counter")
    desk.page.locator("input[name=given]").fill("10.000")
    expect(desk.page.locator("[data-change]")).to_contain_text("3.000")
    desk.tap("Đã thu tiền mặt")
    expect(desk.page.locator("h1")).to_contain_text("Đã thu 7.000 đồng")
    desk.look("taken")
    desk.page.goto(f"{demo.url}/quay")
    desk.tap("Đếm tiền và đóng ca", "link")
    assert "207.000" not in desk.page.content()  # counted before anybody says what it should be
    desk.page.locator("input[name=counted]").fill("207.000")
    desk.tap("Ghi số đã đếm")
    expect(desk.page.locator("main")).to_contain_text("Ngăn tiền khớp với sổ đến từng đồng")
    desk.look("closing")
    desk.tap("Đóng ca")
    expect(desk.page.locator("main")).to_contain_text(owing.bill(dossier).reference)
    desk.look("the sheet")
    citizen = Thumb(browser.new_context(**PHONE).new_page(), demo)
    sign_in(citizen, "0987000106")
    citizen.open(f"/ho-so/{dossier}")
    assert receipts(citizen.page) == 1
