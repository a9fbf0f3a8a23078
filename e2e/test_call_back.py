"""A human at a dead end: from a search that finds nothing to a call asked for, and the officer's list; axe on every page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.signed_in import OFFICER, sign_in
from e2e.thumb import Thumb


@pytest.mark.parametrize("scripted", [True, False])
def test_whoever_finds_nothing_is_called_back(
    scripted: bool, demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    thumb = Thumb(context_of(**PHONE, java_script_enabled=scripted).new_page(), demo)
    look, page = thumb.look if scripted else lambda _name: None, thumb.page
    thumb.open("/tim?q=con+chó")
    expect(page.locator(".human")).to_contain_text("Trung tâm")
    look("nothing found")
    thumb.tap(page.locator(".human a[href^='/goi-lai']"))
    look("ask for a call")
    thumb.type(page.locator("input[name=phone]"), "0987 000 031" if scripted else "0987 000 032")
    thumb.tap(page.locator("label.choice"))
    thumb.tap(page.locator(".foot button"))
    page.wait_for_url(re.compile(r"/goi-lai/[0-9a-f-]{36}$"))
    expect(page.locator("main")).to_contain_text("0987")
    look("call asked for")


@pytest.mark.parametrize("size", [(360, 740), (1280, 800)])
def test_the_officer_sees_who_waits_and_marks_them_called(
    size: tuple[int, int], demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    thumb = Thumb(context_of(viewport={"width": size[0], "height": size[1]}).new_page(), demo)
    page = thumb.page
    sign_in(thumb, OFFICER)
    thumb.open("/ban-lam-viec/goi-lai")
    waiting = page.locator("form[action$='/da-goi']").count()
    assert waiting
    thumb.look("calls to make")
    thumb.tap(page.locator("form[action$='/da-goi'] button").first)
    expect(page.locator("form[action$='/da-goi']")).to_have_count(waiting - 1)
    thumb.tap(page.locator("summary"))
    thumb.look("called")
