"""How far a place is: asked for by a tap, reckoned on the phone, sent nowhere; without leave it says so."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.thumb import Thumb

AT_HA_TU = {"geolocation": {"latitude": 20.955, "longitude": 107.142}, "permissions": ["geolocation"]}


def somebody(demo: Demo, context_of: Callable[..., BrowserContext], **known: Any) -> Thumb:
    return Thumb(context_of(**PHONE, **known).new_page(), demo)


def test_the_list_of_places_begins_with_the_nearest_that_is_open(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    thumb = somebody(demo, context_of, **AT_HA_TU)
    asked: list[str] = []
    thumb.open("/noi-nop")
    thumb.page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    thumb.tap("Nơi nào gần đây?")
    first = thumb.page.locator("[data-order] > li").first
    expect(first).to_contain_text("Bưu điện Hà Tu")
    expect(first).to_contain_text("Cách khoảng 1 km")
    expect(thumb.page.locator("[data-how-far]")).to_contain_text("gần nhất ở trên cùng")
    thumb.look("near places")
    assert not [one for one in asked if "20.9" in one or "107.1" in one]


def test_a_dead_end_says_how_far_its_place_is(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    thumb = somebody(demo, context_of, **AT_HA_TU)
    thumb.open("/khong-co")
    thumb.tap("Cách bao xa?")
    expect(thumb.page.locator(".human [data-how-far]")).to_have_text("Cách khoảng 4 km")
    thumb.look("a dead end, with how far it is")


@pytest.mark.parametrize("path", ["/khong-co", "/noi-nop/hong-gai", "/noi-nop"])
def test_a_phone_that_does_not_say_where_it_is(
    path: str, demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    thumb = somebody(demo, context_of)
    thumb.open(path)
    thumb.tap(thumb.page.locator("[data-how-far]"))
    expect(thumb.page.locator("[data-how-far]")).to_have_text("Máy chưa cho biết đang ở đâu")
