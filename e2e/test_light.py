"""How much a first visit costs: every byte and every request on the wire, the service worker's installation among them.

The wire sees what a browser's own tools may leave out (its worker, icons). Nothing here depends on how fast anything is.
"""

import os
import socket
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Request

from e2e.conftest import PHONE, Demo
from e2e.phone import SETTLED, through
from e2e.signed_in import AN, sign_in
from e2e.thumb import Thumb
from e2e.until import until
from e2e.wire import Wire
from webapp.config import ROOT


@dataclass(frozen=True)
class Budget:
    """Bytes (headers included) and requests of a first visit, and the packed bytes of its scripts."""

    total: int
    requests: int
    scripts: int


PAGE, FORM = Budget(30_000, 5, 10_000), Budget(50_000, 8, 25_000)


@dataclass
class Visit:
    asked: list[str]
    total: int
    scripts: int
    elsewhere: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)

    def beyond(self, budget: Budget) -> list[str]:
        """In words, what this visit costs too much."""
        said = {
            f"{self.total} bytes": self.total > budget.total,
            f"{len(self.asked)} requests: {self.asked}": len(self.asked) > budget.requests,
            f"{self.scripts} bytes of scripts": self.scripts > budget.scripts,
            f"other sites: {self.elsewhere}": bool(self.elsewhere),
            f"fonts: {self.fonts}": bool(self.fonts),
        }
        return [words for words, too_much in said.items() if too_much]


class Fattened(Wire):
    """Adds 10 kB that nothing makes smaller to the first answer of a kind."""

    def __init__(self, port: int, kind: bytes) -> None:
        super().__init__(port)
        self.kind = kind

    def _hand_on(self, block: bytes, target: socket.socket, way: str) -> bool:
        if way == "down" and block.startswith(b"HTTP/1.1 200") and self.kind in block:
            self.kind = b"nothing more"
            block = block.replace(b"\r\n", b"\r\nX-Fat: " + os.urandom(5_000).hex().encode() + b"\r\n", 1)
        return super()._hand_on(block, target, way)


def packed(demo: Demo, path: str) -> int:
    """How many bytes the body of this path has on its way."""
    request = urllib.request.Request(demo.url + path, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return len(answer.read()) if answer.url == demo.url + path else 0


def heaviest(demo: Demo, tail: str = "") -> str:
    """The page of the procedure with the most bytes, of all that there are."""
    codes = [path.stem for path in Path(ROOT, "webapp/procedures/data").glob("*.yaml")]
    assert len(codes) >= 49
    return max((f"/thu-tuc/{code}{tail}" for code in codes), key=lambda path: packed(demo, path))


Visitor = Callable[..., Visit]


@pytest.fixture
def visit(demo: Demo, context_of: Callable[..., BrowserContext]) -> Visitor:
    """Opens a page in a browser that was never here, through a wire, and says what it cost."""

    def open_page(path: str, person: str = "", wire: Wire | None = None) -> Visit:
        with wire or Wire(int(demo.url.rsplit(":", 1)[1])) as line:
            context = context_of(**PHONE)
            if person:
                elsewhere = Thumb(context_of(**PHONE).new_page(), demo)
                sign_in(elsewhere, person)
                context.add_cookies(elsewhere.page.context.cookies())
            thumb, seen = Thumb(context.new_page(), through(demo, line)), []
            thumb.page.on("request", lambda request: seen.append(request))  # no built-in method: Playwright marks it
            thumb.open(path)
            thumb.page.wait_for_load_state("networkidle")
            until(thumb.page, SETTLED)
            scripts = sum(packed(demo, asked) for asked in line.asked if asked.endswith(".js"))
            return Visit(line.asked[:], line.sent_down, scripts, *_unwanted(seen, line.url))

    return open_page


def _unwanted(seen: list[Request], home: str) -> tuple[list[str], list[str]]:
    others = [one.url for one in seen if not one.url.startswith((home, "data:"))]
    return others, [one.url for one in seen if one.resource_type == "font"]


def tracked(demo: Demo, context_of: Callable[..., BrowserContext]) -> str:
    """The path of a dossier of An's that is on its way."""
    thumb = Thumb(context_of(**PHONE).new_page(), demo)
    sign_in(thumb, AN)
    thumb.open("/ho-so")
    links = thumb.page.locator("main a[href^='/ho-so/']").evaluate_all("all => all.map(one => one.pathname)")
    for link in links:
        thumb.open(link)
        if thumb.page.locator("ol.line").count():
            return str(urlsplit(thumb.page.url).path)
    raise AssertionError("An follows no dossier")


@pytest.mark.parametrize("path", ["/", "/tra-cuu"])
def test_a_first_view_of(path: str, visit: Visitor, tell: Callable[[str], None]) -> None:
    seen = visit(path)
    tell(f"{path}: {seen.total} bytes, {len(seen.asked)} requests, {seen.scripts} bytes of scripts")
    assert seen.beyond(PAGE) == []


def test_a_first_view_of_the_heaviest_procedure(demo: Demo, visit: Visitor, tell: Callable[[str], None]) -> None:
    path = heaviest(demo)
    seen = visit(path)
    tell(f"{path}: {seen.total} bytes, {len(seen.asked)} requests, {seen.scripts} bytes of scripts")
    assert seen.beyond(PAGE) == []


def test_a_first_view_of_a_dossier_on_its_way(
    demo: Demo, context_of: Callable[..., BrowserContext], visit: Visitor, tell: Callable[[str], None]
) -> None:
    seen = visit(tracked(demo, context_of), AN)
    tell(f"status page: {seen.total} bytes, {len(seen.asked)} requests, {seen.scripts} bytes of scripts")
    assert seen.beyond(PAGE) == []


def test_the_heaviest_application_form(demo: Demo, visit: Visitor, tell: Callable[[str], None]) -> None:
    path = heaviest(demo, "/lam")
    seen = visit(path)
    tell(f"{path}: {seen.total} bytes, {len(seen.asked)} requests, {seen.scripts} bytes of scripts")
    assert seen.beyond(FORM) == []


@pytest.mark.parametrize("kind", [b"text/html", b"text/css", b"image/svg"])
def test_ten_kilobytes_more_are_noticed(kind: bytes, demo: Demo, visit: Visitor) -> None:
    seen = visit("/", wire=Fattened(int(demo.url.rsplit(":", 1)[1]), kind))
    assert seen.beyond(PAGE) == [f"{seen.total} bytes"]
