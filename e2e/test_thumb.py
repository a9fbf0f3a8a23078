"""What stands under the thumb stays there: a button that moves between touching and letting go swallows the tap."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.thumb import Thumb

# Where the button is while the page above it is as it is, grows, and is gone; scrolled to the top and to the end.
PLACES = """async (selector) => {
  const button = document.querySelector(selector);
  const more = document.createElement("div");
  more.innerHTML = "<p>mới</p>".repeat(60);
  const main = document.querySelector("main");
  const changes = [() => {}, () => main.append(more), () => scrollTo(0, 99999), () => more.remove(), () => main.replaceChildren()];
  const places = [];
  for (const change of changes) {
    change();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    places.push(Math.round(button.getBoundingClientRect().top));
  }
  return [...new Set(places)];
}"""


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("/thu-tuc/1.004194", ".foot .btn"),
        ("/thu-tuc/1.004194/lam", "[data-go]"),
        ("/thu-tuc/1.004194/giay-to", "[data-next]"),
        ("/goi-lai", ".foot .btn"),
    ],
)
@pytest.mark.parametrize("size", [(360, 740), (1280, 800)], ids=["phone", "desk"])
def test_the_button_at_the_lower_edge_never_moves(
    demo: Demo, context_of: Callable[..., BrowserContext], path: str, button: str, size: tuple[int, int]
) -> None:
    page = context_of(viewport={"width": size[0], "height": size[1]}).new_page()
    page.goto(demo.url + path)
    expect(page.locator(button)).to_be_visible()
    assert len(page.evaluate(PLACES, button)) == 1


def test_what_is_said_about_saving_moves_no_button(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    """On a screen that is longer than the form, where nothing but the page itself holds the bar down."""
    tall = PHONE | {"viewport": {"width": 360, "height": 3000}}
    thumb = Thumb(context_of(**tall).new_page(), demo)
    thumb.open("/thu-tuc/1.004194/lam")
    thumb.page.wait_for_url(re.compile("#"))
    before = thumb.page.locator("[data-go]").bounding_box()
    thumb.page.locator("input[name=name]").fill("Nguyễn Thị Ổi")
    expect(thumb.page.locator(".saved")).to_contain_text("Đã lưu trên máy")
    thumb.page.context.set_offline(True)
    expect(thumb.page.locator(".saved")).to_contain_text("chưa có mạng")
    assert thumb.page.locator("[data-go]").bounding_box() == before
