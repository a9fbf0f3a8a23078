"""A test client whose pages are looked at on every answer: title, one h1, no double id, no untranslated text, nothing personal in a shared cache."""

import re
from html.parser import HTMLParser
from typing import Any

import brotli
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Page(HTMLParser):
    """The few facts of an HTML page that tests ask for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings = 0
        self.title = ""
        self.lang = ""
        self.inputs: dict[str, str] = {}
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "html":
            self.lang = values.get("lang", "")
        if tag == "input" and values.get("name"):
            self.inputs.setdefault(values["name"], values.get("value", ""))
        self.headings += tag == "h1"
        self._in_title = self._in_title or tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def check(response: TestResponse) -> None:
    """What must hold for every page of the app."""
    html = brotli.decompress(response.data).decode() if response.content_encoding == "br" else response.text
    page = Page(html)
    assert page.title.strip(), "a page needs a title"
    assert page.headings == 1, f"a page has one h1, not {page.headings}"
    assert page.lang in ("vi", "en")
    assert len(page.ids) == len(set(page.ids)), f"double id: {sorted(i for i in page.ids if page.ids.count(i) > 1)}"
    assert "Traceback" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=\"|\son\w+=\"", html), "inline script or style"
    assert (
        not re.search(r"(?<!no-)store|public", response.headers["Cache-Control"])
        or "Set-Cookie" not in response.headers
    )


class Client(FlaskClient):
    """Sends Origin as browsers do and looks at every page that comes back, unless told that somebody else does."""

    looks = True

    def open(self, *args: Any, origin: str | None = "http://localhost", **kwargs: Any) -> TestResponse:
        headers = dict(kwargs.pop("headers", None) or {})
        method = kwargs.get("method") or getattr(args[0] if args else None, "method", "GET")
        if origin and method not in ("GET", "HEAD"):
            headers.setdefault("Origin", origin)
        with (
            self.application.app_context()
        ):  # a request's own `g`, also while a test's session holds another context open
            response = super().open(*args, headers=headers, **kwargs)
        if self.looks and response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 307, 308):
            check(response)
        return response
