"""The line at an office: a phone takes a number, the board shows who is called, a clerk calls by keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.conftest import PHONE, Demo
from e2e.signed_in import OFFICER, sign_in
from e2e.thumb import Thumb
from e2e.until import keys_heard

WALL = {"viewport": {"width": 1280, "height": 800}, "locale": "vi-VN"}


def press(page: Page, key: str) -> None:
    keys_heard(page)
    page.keyboard.press(key)


def test_a_number_is_taken_called_and_seen_on_the_wall(
    browser: Browser, demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    phone = Thumb(context_of(**PHONE).new_page(), demo)
    phone.open("/noi-nop/hong-gai")
    phone.tap("Lấy số từ xa", "link")
    phone.look("taking a number")
    phone.tap("Lấy số")
    expect(phone.page.locator("main")).to_contain_text("Sắp đến lượt")
    phone.look("my number")
    wall = Thumb(context_of(**WALL).new_page(), demo)
    wall.open("/bang-so/hong-gai")
    desk = Thumb(context_of(**WALL).new_page(), demo)
    sign_in(desk, OFFICER)
    desk.open("/goi-so")
    desk.type(desk.page.locator("input[name=label]"), "3")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("main")).to_contain_text("Quầy đang trống")
    press(desk.page, "n")
    expect(desk.page.locator("main")).to_contain_text("Đang mời số 1")
    desk.look("calling")
    expect(phone.page.locator("main")).to_contain_text("Mời đến quầy 3")
    phone.look("called")
    expect(wall.page.locator("li.now")).to_contain_text("Quầy 3")
    wall.look("the board")
    press(desk.page, "n")
    expect(phone.page.locator("main")).to_contain_text("Số này đã xong")
