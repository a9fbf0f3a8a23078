"""The glossary: what is typed leaves the words that hold it, with or without accents."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.thumb import Thumb


def test_the_words_that_are_looked_for_remain(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    thumb = Thumb(context_of(**PHONE).new_page(), demo)
    thumb.open("/tu-ngu")
    page, shown = thumb.page, thumb.page.locator("[data-word]").locator("visible=true")
    expect(shown).not_to_have_count(0)
    all_words = shown.count()
    for typed in ("trich luc", "trích lục"):
        page.locator("[data-module=word_filter] input").fill(typed)
        expect(shown.first).to_contain_text("rích lục")
        assert 0 < shown.count() < all_words
    page.locator("[data-module=word_filter] input").fill("xyz")
    expect(shown).to_have_count(0)
    expect(page.locator("[data-module=word_filter] [role=status]")).not_to_be_empty()
    assert not thumb.problems
