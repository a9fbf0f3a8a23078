"""A rule across two questions is told on the phone, at the question it is about, before anything is sent."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.phone import draft_of_an
from e2e.thumb import Thumb


def test_an_end_before_its_beginning_is_told_where_it_stands(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    thumb = Thumb(context_of(**PHONE).new_page(), demo)
    page = thumb.page
    thumb.open(draft_of_an(thumb).replace("giay-to", "don"))
    expect(page.locator("[data-steps]")).to_be_visible()  # one group at a time, from now on
    end = page.locator("input[name=temp_to]")
    for _group in range(2):  # who, where
        thumb.tap(page.locator("[data-go]"))
    expect(end).to_be_visible()
    for wrong, words in (
        ("30/11/2026", "Ngày hết hạn phải sau ngày bắt đầu ở."),
        ("02/12/2028", "nhiều nhất là 2 năm"),
    ):
        end.fill(wrong)
        thumb.tap(page.locator("[data-go]"))
        expect(page.locator("main")).to_contain_text(words)
        expect(end).to_have_attribute("aria-invalid", "true")
        thumb.look(f"told: {words}")
    end.fill("30/11/2028")
    thumb.tap(page.locator("[data-go]"))
    expect(end).not_to_be_visible()
