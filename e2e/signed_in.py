"""Signing in for tests that are not about signing in."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import create_engine, text

from e2e.thumb import Thumb, code_sent_to
from e2e.until import until

AN, CHI, OFFICER = "0912000001", "0912000003", "0912000007"
_kept: dict[tuple[Path, str], list[Any]] = {}


def sign_in(thumb: Thumb, phone: str) -> None:
    """Once by code; later browsers get the same cookies, because codes to one phone are few an hour.

    A demonstration is known by its data, not by its address: a test that looks at it through a wire of its own finds it
    at another port, and cookies belong to a name, whatever the port.
    """
    key = (thumb.demo.data, phone)
    known = _kept.get(key)
    if known is None:
        sign_in_by_code(thumb, phone)
        until(thumb.page, "() => !document.cookie.includes('keyless')")  # the key to what is kept on the phone came
        _kept[key] = thumb.page.context.cookies()
    else:
        thumb.page.context.add_cookies(known)


def sign_in_by_code(thumb: Thumb, phone: str) -> None:
    page: Page = thumb.page
    forget_earlier_codes(thumb)
    thumb.open("/dang-nhap")
    page.locator("input[name=phone]").fill(phone)
    page.locator("main form button.btn").first.click()
    page.wait_for_url("**/dang-nhap/ma**")
    page.locator("input[name=code]").fill(code_sent_to(thumb.demo, phone))
    page.locator("main form button.btn").first.click()
    page.wait_for_url(re.compile(re.escape(thumb.demo.url) + "/(ban-lam-viec|khach|to-cua-toi|the-nguoi-giup)?$"))


def forget_earlier_codes(thumb: Thumb) -> None:
    """Many browsers of one person in one hour: which tests run in one process is chance, how many codes are left must not be."""
    engine = create_engine(f"sqlite:///{thumb.demo.data / 'motcham.sqlite3'}", connect_args={"timeout": 60})
    with engine.begin() as db:
        db.execute(text("delete from throttle"))
    engine.dispose()
