"""The session's cookie travels with pages, never with what a proxy may keep; and it lasts as long as a sign-in."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from flask import Flask

from tests.people import Browser
from tests.visitors import fresh, settle
from webapp.accounts import service as accounts


@pytest.fixture
def binh(app: Flask) -> Browser:
    return settle(fresh(app))


def asset(app: Flask) -> str:
    return f"/static/{app.config['ASSET_VERSION']}/css/app.css"


def lasts(answer: Any) -> float:
    """Days until the browser forgets the cookie of this answer."""
    (expires,) = [part for part in answer.headers["Set-Cookie"].split("; ") if part.startswith("Expires=")]
    return (parsedate_to_datetime(expires.removeprefix("Expires=")) - datetime.now(UTC)).total_seconds() / 86400


def test_it_does_not_travel_with_what_a_proxy_may_keep(app: Flask, binh: Browser) -> None:
    for path in (asset(app), "/don-vi/22.json"):
        answer = binh.get(path)
        assert "public" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("path", ["/api/toi", "/manifest.webmanifest", "/sw.js", "/healthz", "/thu-tuc/1.004194/lam"])
def test_it_does_not_travel_with_what_pages_fetch(binh: Browser, path: str) -> None:
    assert "Set-Cookie" not in binh.get(path).headers


def test_it_lasts_anew_with_every_page(binh: Browser) -> None:
    for path in ("/", "/tai-khoan", "/ho-so"):
        assert accounts.LASTS.days - 1 < lasts(binh.get(path)) <= accounts.LASTS.days


def test_it_is_not_given_to_who_has_none(app: Flask) -> None:
    client = fresh(app)
    assert not [path for path in ("/", "/tro-giup", "/thu-tuc/1.004194") if "Set-Cookie" in client.get(path).headers]


def test_it_goes_out_when_something_changed_whatever_the_answer(app: Flask) -> None:
    assert "Set-Cookie" in fresh(app).post("/api/van-tay/vao", json={}).headers
