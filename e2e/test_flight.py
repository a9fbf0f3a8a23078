"""In flight mode everything up to the payment is done; the browser dies twice; then a weak line that drops connections brings it
all to the server, once, byte for byte, and asks nothing again."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from sqlalchemy import create_engine, text

from e2e.conftest import PHONE, Demo
from e2e.flight import PAPERS, Flight, settle_in, take_along
from e2e.phone import KilledPhone, through
from e2e.signed_in import AN, sign_in
from e2e.thumb import Thumb
from e2e.until import until
from e2e.wire import Wire

DOSSIERS = 10 if os.environ.get("SOAK") else 3
WEAK = 400  # kbit/s
DROPPED = 0.05  # of all connections
KEPT = """async () => {
  const { all } = await import(document.querySelector("script[src*='js/app.js']").src.replace("app.js", "offline/files.js"));
  return (await all()).map(({ id, dossier, slot, size, sha256 }) => [id, dossier, slot, size, sha256]); }"""
SENT = """async () => {
  const { waiting } = await import(document.querySelector("script[src*='js/app.js']").src.replace("app.js", "offline/outbox.js"));
  const now = await waiting();
  return now.drafts.length + now.files.length + now.acts.length === 0; }"""
ASKED_TO_WAKE = "async () => (await (await navigator.serviceWorker.ready).sync.getTags()).includes('outbox')"
"""The browser knows that something waits: it wakes the worker without a page."""


@pytest.fixture
def wire(demo: Demo) -> Iterator[Wire]:
    with Wire(int(demo.url.rsplit(":", 1)[1])) as made:
        yield made


def rows(demo: Demo, sql: str, **values: object) -> list[tuple[object, ...]]:
    engine = create_engine(f"sqlite:///{demo.data / 'motcham.sqlite3'}")
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(sql), values)]
    engine.dispose()
    return found


def offline_again(phone: KilledPhone, context: BrowserContext, demo: Demo) -> tuple[BrowserContext, Page]:
    """The browser dies and is started again where there is still no signal."""
    phone.kill(context)
    context = phone.start()
    context.set_offline(True)
    page = context.new_page()
    page.goto(demo.url + "/dang-cho")
    return context, page


def test_dossiers_made_without_a_signal_arrive_whole_and_once(
    demo: Demo, wire: Wire, playwright: Playwright, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    far, phone = through(demo, wire), KilledPhone(playwright, tmp_path / "profile")
    context = phone.start()
    thumb = Thumb(context.new_page(), far)
    sign_in(thumb, AN)
    settle_in(thumb)
    take_along(thumb)
    context.set_offline(True)
    wire.lose_signal()  # a browser's own offline mode leaves its service worker out
    page, flights = thumb.page, []
    for number in range(DOSSIERS):
        flights.append(flight := Flight(page, far, f"Nguyễn Thị An {'ABCDEFGHIJ'[number]}"))
        flight.begin()
        flight.fill()
        flight.photographs()
        flight.sign()
        if number < 2:
            context, page = offline_again(phone, context, far)
    kept = page.evaluate(KEPT)
    assert len(kept) == DOSSIERS * len(PAPERS)
    expect(page.locator("[data-part=list] section")).to_have_count(DOSSIERS)

    wire.kbit_per_s, wire.dropped, wire.down, before = WEAK, DROPPED, False, wire.sent_up
    thumb = Thumb(page, far)
    sign_in(thumb, AN)  # a browser writes cookies to its disk only twice a minute
    context.set_offline(False)
    until(page, SENT, seconds=300 * DOSSIERS / 3)
    wire.kbit_per_s, wire.dropped = None, 0.0
    assert wire.cuts > 1
    tell(
        f"{DOSSIERS} dossiers, {len(kept)} photographs: {wire.sent_up - before} bytes went up for {sum(one[3] for one in kept)}, {wire.cuts} connections cut"
    )
    arrived_once(demo, page, [flight.id for flight in flights], kept)
    context.close()


def arrived_once(demo: Demo, page: Page, dossiers: list[str], kept: list[tuple[str, str, str, int, str]]) -> None:
    for one in dossiers:
        ((state, reference),) = rows(demo, "select state, reference from dossiers where id = :id", id=UUID(one).hex)
        assert state != "draft"
        assert reference
        (submitted,) = rows(
            demo, "select count(*) from dossier_events where dossier_id = :id and event = 'submitted'", id=UUID(one).hex
        )
        assert submitted == (1,)
        assert rows(demo, "select count(*) from approvals where dossier_id = :id", id=UUID(one).hex) == [(1,)]
    for file_id, dossier, slot, size, sha256 in kept:
        assert taken(demo, page, file_id) == [(UUID(dossier).hex, sha256, size, slot)]


def taken(demo: Demo, page: Page, file_id: str) -> list[tuple[object, ...]]:
    """The document of this file, once the worker has looked at it."""
    sql = "select dossier_id, sha256, size, slot from documents where id = :id"
    for _look in range(400):
        if found := rows(demo, sql, id=UUID(file_id).hex):
            return found
        page.wait_for_timeout(150)
    return []


def test_nothing_is_asked_again_when_the_signal_is_back(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    sign_in(thumb, AN)
    settle_in(thumb)
    take_along(thumb)
    thumb.look("taken along")
    context.set_offline(True)
    thumb.open("/tim?q=tam tru")
    thumb.tap(thumb.page.locator("[data-module=search_here] a.row").first)
    expect(thumb.page.locator("h1")).to_contain_text("tạm trú")
    flight = Flight(thumb.page, demo, "Nguyễn Thị An")
    flight.begin()
    flight.fill()
    flight.photographs()
    thumb.look("papers without a signal")
    flight.sign()
    expect(thumb.page.locator("main")).to_contain_text("Chờ có mạng")
    thumb.look("waits for a signal")
    context.set_offline(False)
    done = thumb.page.locator("[data-part=done] a.row")
    expect(done.first).to_be_visible(timeout=60_000)
    thumb.look("sent")
    thumb.tap(done.first)
    thumb.page.wait_for_url(re.compile("/ho-so/"))


def test_the_browser_sends_what_waits_after_the_page_was_closed(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of(background=True, **PHONE)
    thumb = Thumb(context.new_page(), demo)
    sign_in(thumb, AN)
    settle_in(thumb)
    take_along(thumb)
    flight = Flight(thumb.page, demo, "Nguyễn Thị An")
    thumb.open("/thu-tuc/1.004194/lam")
    context.set_offline(True)
    flight.begin()
    flight.fill()
    flight.photographs(("cho-o",))
    flight.sign()
    until(thumb.page, ASKED_TO_WAKE)
    thumb.page.goto("about:blank")
    context.set_offline(False)
    for _look in range(600):
        state = rows(demo, "select state from dossiers where id = :id", id=UUID(flight.id).hex)
        if state not in ([], [("draft",)]):
            return
        thumb.page.wait_for_timeout(150)
    raise AssertionError(f"nobody sent it: {state}")
