"""The paper slip: begun on one phone, gone on with on another without an account, and at a counter; a new slip ends the old one."""

import io
import re
from collections.abc import Callable

import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.flight import TENANCY
from e2e.on_the_phone import MODULES
from e2e.signed_in import AN, sign_in
from e2e.test_two_phones import arrives, type_in
from e2e.thumb import Thumb

CLERK, BORN = "0912000006", "2/9/1960"
KEPT = f"""async (id) => {{ {MODULES} return Boolean(await (await from("drafts")).load(id)); }}"""
DESK = {"viewport": {"width": 1280, "height": 800}, "locale": "vi-VN"}


def begun(thumb: Thumb) -> str:
    """A draft of An's for somebody of her family, known to the server."""
    sign_in(thumb, AN)
    thumb.open(f"/thu-tuc/{TENANCY}/lam")
    thumb.page.wait_for_selector("[data-steps]:not([hidden])")
    expect(thumb.page.locator("input[name=personal_id]")).to_have_value("022185000011")  # what is known of her came
    type_in(thumb.page, "birth_date", BORN)
    type_in(thumb.page, "name", "Đỗ Thị Na")
    draft = thumb.page.url.split("#")[1].split("/")[0]
    arrives(thumb.page, draft, "name", "Đỗ Thị Na")
    thumb.problems.clear()  # the draft was asked about before it was there
    return draft


def read_back(thumb: Thumb) -> str:
    """What a camera reads off the slip."""
    picture = Image.open(io.BytesIO(thumb.page.locator("svg.qr").screenshot()))
    return zxingcpp.read_barcodes(picture)[0].text


def goes_on(phone: Thumb, link: str, code: str) -> None:
    """By what the camera read, in a browser that nobody signed in to."""
    phone.open(link)
    expect(phone.page.locator("input[name=code]")).to_have_value(code)
    assert "#" not in phone.page.url
    phone.look("opening")
    phone.type("Ngày sinh", "3/9/1960")
    phone.tap("Mở hồ sơ")
    expect(phone.page.locator("main")).to_contain_text("Không mở được. Xem lại mã và ngày sinh.")
    phone.problems.clear()  # the browser tells of the 404 that this answer is
    phone.look("not opened")
    phone.type("Ngày sinh", BORN)
    phone.tap("Mở hồ sơ")
    expect(phone.page.locator("input[name=name]")).to_have_value("Đỗ Thị Na")
    phone.look("going on with it")
    type_in(phone.page, "name", "Đỗ Thị Nga")


def test_a_slip_goes_on_elsewhere_until_a_new_one_is_made(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    first, second = (Thumb(context_of(**PHONE).new_page(), demo) for _ in range(2))
    draft = begun(first)
    first.open(f"/ho-so/{draft}/don")
    first.look("the offer on a draft")
    first.tap("In phiếu để làm tiếp ở nơi khác", "link")
    first.look("before there is one")
    first.tap("Làm phiếu")
    expect(first.page.locator("[data-code]")).to_have_text(re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}"))
    first.look("my slip")
    link, code = read_back(first), first.page.locator("[data-code]").inner_text()
    assert link.split("#") == [f"{demo.url}/phieu", code]

    goes_on(second, link, code)
    arrives(second.page, draft, "name", "Đỗ Thị Nga")

    first.open(f"/ho-so/{draft}/phieu")
    first.tap("Mất phiếu? Làm phiếu mới")
    expect(first.page.locator("main")).to_contain_text("Phiếu cũ không dùng được nữa.")
    expect(first.page.locator("[data-code]")).not_to_have_text(code)
    second.open(f"/ho-so/{draft}/don")
    expect(second.page).to_have_url(f"{demo.url}/phieu")
    second.type("Mã trên phiếu", code.lower())
    second.type("Ngày sinh", BORN)
    second.tap("Mở hồ sơ")
    expect(second.page.locator("main")).to_contain_text("Đã có phiếu mới thay phiếu này.")


def test_a_clerk_opens_it_by_keyboard_and_closes_it_again(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    phone, desk = Thumb(context_of(**PHONE).new_page(), demo), Thumb(context_of(**DESK).new_page(), demo)
    draft = begun(phone)
    phone.open(f"/ho-so/{draft}/phieu")
    phone.tap("Làm phiếu")
    code = phone.page.locator("[data-code]").inner_text()
    sign_in(desk, CLERK)
    desk.open("/phieu")
    desk.type("Mã trên phiếu", code)
    desk.type("Ngày sinh", "02091960")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("input[name=name]")).to_have_value("Đỗ Thị Na")
    desk.look("at the counter")
    type_in(desk.page, "name", "Đỗ Thị Nga")
    arrives(desk.page, draft, "name", "Đỗ Thị Nga")
    assert desk.page.evaluate(KEPT, draft)
    desk.tap("Đóng hồ sơ")
    expect(desk.page.locator("main")).to_contain_text("Đã đóng hồ sơ trên máy này.")
    assert not desk.page.evaluate(KEPT, draft)
    desk.open(f"/ho-so/{draft}/giay-to")
    expect(desk.page.locator("h1")).to_have_text("Không tìm thấy")
