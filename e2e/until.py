"""Waiting for what a page can only say later: Playwright's own wait takes a promise for an answer."""

import time
from typing import Any

from playwright.sync_api import Error, Page, expect

EVERY_MS = 150


def until(page: Page, script: str, arg: Any = None, seconds: float = 30) -> None:
    """Asks until the (async) function says something true, of whichever page is open then."""
    end = time.monotonic() + seconds
    while not (said := _asked(page, script, arg)):
        assert time.monotonic() < end, f"after {seconds} s still {said!r}: {script[:200]}"
        page.wait_for_timeout(EVERY_MS)


def keys_heard(page: Page) -> None:
    """The script that listens for letters and F keys is awake: what is pressed before is lost."""
    expect(page.locator("html")).to_have_attribute("data-keys", "on")


def _asked(page: Page, script: str, arg: Any) -> Any:
    try:
        return page.evaluate(script, arg)
    except Error as error:
        if "Execution context was destroyed" not in error.message:
            raise
        return None  # it was just leaving
