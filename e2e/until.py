"""Waiting for what a page can only say later: Playwright's own wait takes a promise for an answer."""

import time
from typing import Any

from playwright.sync_api import Page

EVERY_MS = 150


def until(page: Page, script: str, arg: Any = None, seconds: float = 30) -> None:
    """Asks until the (async) function says something true."""
    end = time.monotonic() + seconds
    while not (said := page.evaluate(script, arg)):
        assert time.monotonic() < end, f"after {seconds} s still {said!r}: {script[:200]}"
        page.wait_for_timeout(EVERY_MS)
