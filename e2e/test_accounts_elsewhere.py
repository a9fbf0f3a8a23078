"""The way to a VNeID account: one step at a time without any script, and all of it where there is no signal."""

from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.phone import IS_KEPT
from e2e.test_offline import at_home
from e2e.thumb import Thumb
from e2e.until import until

GUIDE = "/mo-tai-khoan/android/chua-co"


def test_without_javascript_one_step_is_shown_at_a_time_or_all_of_them(demo: Demo, browser: Browser) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=False)
    thumb = Thumb(context.new_page(), demo)
    thumb.open("/mo-tai-khoan")
    thumb.page.get_by_role("link", name="Điện thoại Android").click()
    thumb.page.get_by_role("link", name="Chưa có gì").click()
    shown = thumb.page.locator(".step:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Chuẩn bị")
    thumb.page.get_by_role("link", name="Tiếp: Đến công an phường, xã").click()
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Công an phường, xã nào cũng nhận")
    thumb.page.get_by_role("link", name="Xem tất cả").click()
    expect(shown).to_have_count(9)
    thumb.page.get_by_role("link", name="Xem từng bước một").click()
    expect(shown).to_have_count(1)
    context.close()


def test_a_way_that_was_opened_once_is_there_without_a_signal(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context, thumb = at_home(demo, context_of)
    thumb.open(GUIDE)
    until(thumb.page, IS_KEPT, GUIDE)
    context.set_offline(True)
    thumb.page.goto(f"{demo.url}{GUIDE}#buoc-3")
    expect(thumb.page.locator(".step:visible")).to_contain_text("phiếu TK01")
    thumb.problems.clear()  # the browser itself reports what it could not fetch
