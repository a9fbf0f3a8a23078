"""The workshop as it is seen: on every screen nothing scrolls sideways, targets are large enough, axe finds nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.thumb import Thumb
from e2e.workbench import LEANING, SAYS_BLUR, Workbench, blurred, jpeg, photographed, sheet

SCREENS = {
    "phone": PHONE,
    "320 px": {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True},
    "200 % text": {"viewport": {"width": 360, "height": 740}},
    "dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "wide": {"viewport": {"width": 1280, "height": 800}},
}


def shot(word: str) -> bytes:
    return jpeg(sheet((600, 800), word))


@pytest.mark.parametrize("screen", list(SCREENS))
def test_it_fits_every_screen(screen: str, demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    page = context_of(**SCREENS[screen], service_workers="block").new_page()
    thumb = Thumb(page, demo)
    page.route("**/paper/quality.js", lambda route: route.fulfill(body=SAYS_BLUR, content_type="text/javascript"))
    bench = Workbench(page, demo)
    if screen == "200 % text":
        page.evaluate("document.documentElement.style.fontSize = '36px'")
    bench.take(jpeg(photographed(sheet(), LEANING)))
    bench.ready()
    thumb.look(f"one good photograph {screen}")
    bench.corners()
    thumb.look(f"corners {screen}")
    page.locator("[data-corners=leave]").click()
    bench.press("Thôi, không gửi ảnh này")
    bench.take(shot("one"), blurred((600, 800)), shot("three"), rules={})
    bench.ready()
    expect(page.locator(".film li")).to_have_count(3)
    thumb.look(f"a blurred page among three {screen}")
    bench.press("Vẫn dùng ảnh này")
    thumb.look(f"three pages {screen}")
