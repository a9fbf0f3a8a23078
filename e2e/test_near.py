"""How far a place is: asked for by a tap, reckoned on the phone, sent nowhere; without leave it says so."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.thumb import Thumb

NEAR = re.compile("/near.js$")
AT_HA_TU = {"geolocation": {"latitude": 20.955, "longitude": 107.142}, "permissions": ["geolocation"]}


def somebody(demo: Demo, context_of: Callable[..., BrowserContext], **known: Any) -> Thumb:
    return Thumb(context_of(**PHONE, **known).new_page(), demo)


def tap(thumb: Thumb) -> None:
    """Once the module is there, which comes when the link is near."""
    asks = thumb.page.locator("[data-how-far]")
    asks.scroll_into_view_if_needed()
    thumb.page.wait_for_load_state("networkidle")
    thumb.tap(asks)


def test_the_list_of_places_begins_with_the_nearest_that_is_open(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    thumb = somebody(demo, context_of, **AT_HA_TU)
    asked: list[str] = []
    thumb.open("/noi-nop")
    thumb.page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    tap(thumb)
    first = thumb.page.locator("[data-order] > li").first
    expect(first).to_contain_text("Bưu điện Hà Tu")
    expect(first).to_contain_text("Cách khoảng 1 km")
    expect(thumb.page.locator("[data-how-far]")).to_contain_text("gần nhất ở trên cùng")
    thumb.look("near places")
    assert not [one for one in asked if "20.9" in one or "107.1" in one]


def test_a_dead_end_says_how_far_its_place_is(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    thumb = somebody(demo, context_of, **AT_HA_TU)
    thumb.open("/tim?q=con+chó")
    tap(thumb)
    expect(thumb.page.locator(".human [data-how-far]")).to_have_text("Cách khoảng 4 km")
    thumb.look("a dead end, with how far it is")


def test_tapped_before_the_module_was_there_the_list_answers(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    thumb = somebody(demo, context_of, service_workers="block", **AT_HA_TU)
    thumb.page.route(NEAR, lambda route: route.abort(), times=1)
    thumb.open("/tim?q=con+chó")
    tap(thumb)
    expect(thumb.page).to_have_url(f"{demo.url}/noi-nop#gan")
    expect(thumb.page.locator("[data-order] > li").first).to_contain_text("Cách khoảng 1 km")


@pytest.mark.parametrize("path", ["/khong-co", "/noi-nop/hong-gai", "/noi-nop"])
def test_a_phone_that_does_not_say_where_it_is(
    path: str, demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    thumb = somebody(demo, context_of)
    thumb.open(path)
    tap(thumb)
    expect(thumb.page.locator("[data-how-far]")).to_have_text("Máy chưa cho biết đang ở đâu")
