"""A new version of the app costs a phone only what changed, and nothing that was kept is lost by it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.serving import make_server

from e2e.conftest import PHONE, Demo
from e2e.flight import READY
from e2e.phone import IS_KEPT, WAY_IS_HERE
from e2e.test_kept_pages import KEEP
from e2e.thumb import Thumb
from e2e.tus_server import Server
from e2e.until import until
from e2e.wire import Wire
from webapp import assets, create_app

CHANGED = "js/paper/pdf.js"
WAY = "/thu-tuc/1.004194"


class Releases:
    """One address at which first one version of the app answers, then another; a wire in front of it."""

    def __init__(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        server = Server(data)
        self.now: Flask = server.app
        self.config = server.app.config["CONFIG"]
        self.monkeypatch = monkeypatch
        self.server = make_server("127.0.0.1", 0, lambda *call: self.now(*call), threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.wire = Wire(self.server.port)

    @property
    def version(self) -> str:
        return str(self.now.config["ASSET_VERSION"])

    def next(self) -> None:
        """The same app with another script."""
        before = assets.contents()
        newer = assets.grow(before | {CHANGED: before[CHANGED] + b"\n// newer\n"})
        self.monkeypatch.setattr(assets, "tree", lambda: newer)
        self.now = create_app(self.config)

    def close(self) -> None:
        self.wire.close()
        self.server.shutdown()


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Releases]:
    made = Releases(tmp_path, monkeypatch)
    yield made
    made.close()


@pytest.fixture
def page(releases: Releases, context_of: Callable[..., BrowserContext]) -> Page:
    """A phone that opened a form, has all of its way, and took a procedure along; then the new version came."""
    thumb = Thumb(context_of(**PHONE).new_page(), Demo(releases.wire.url, "", Path()))
    page = thumb.page
    thumb.open("/")
    until(page, READY)
    thumb.open(f"{WAY}/lam")
    until(page, WAY_IS_HERE)
    page.wait_for_load_state("networkidle")
    thumb.open(WAY)
    until(page, IS_KEPT, WAY)
    page.evaluate(KEEP, [["/thu-tuc/1.001193"], "vi"])
    releases.next()
    releases.wire.asked.clear()
    page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
    until(
        page,
        "async (version) => (await caches.keys()).filter((one) => one.startsWith('files-')).join() === `files-${version}`",
        releases.version,
    )
    until(page, WAY_IS_HERE)
    return page


def test_only_what_changed_is_fetched(page: Page, releases: Releases) -> None:
    files = {path.split("/", 3)[3] for path in releases.wire.asked if path.startswith("/static/")}
    assert files == {"files.json", CHANGED}


def test_what_was_kept_opens_without_a_signal(page: Page, releases: Releases) -> None:
    page.context.set_offline(True)
    for path in (WAY, "/thu-tuc/1.001193"):
        page.goto(releases.wire.url + path)
        expect(page.locator("html[data-kept]")).to_have_count(1)
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 100
    page.goto(f"{releases.wire.url}{WAY}/lam")
    page.locator("input[name=name]").fill("Nguyễn Thị Ổi")
    expect(page.locator(".saved")).to_contain_text("Đã lưu trên máy")
