"""One visit to a page as a cheap phone on a slow line makes it: first in its life, then from what the phone kept."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from e2e.wire import Wire

KBIT, LATENCY, SLOWER = 400, 0.4, 6  # slow 3G, and a processor so many times slower than this one
PHONE = {
    "viewport": {"width": 360, "height": 640}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True,
    "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh",
}  # fmt: skip
WATCH = """
  window.seen = { lcp: 0, blocked: 0 };
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.lcp = one.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.blocked += Math.max(0, one.duration - 50); })
    .observe({ type: "longtask", buffered: true });
"""
KEPT = """async (path) => {
  await navigator.serviceWorker.ready;
  const used = performance.getEntriesByType("resource").map((one) => one.name).filter((one) => one.includes("/static/"));
  const kept = await Promise.all([path, ...used].map((one) => caches.match(one, { ignoreVary: true })));
  return kept.every(Boolean) && navigator.serviceWorker.controller !== null;
}"""
QUIET = 2.0  # seconds after loading in which a later, larger picture would come, or the phone be busy


@dataclass(frozen=True)
class Place:
    url: str
    path: str
    cookies: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True)
class Visit:
    """Milliseconds to the largest paint (first visit, and from the phone), milliseconds beyond 50 in long tasks; requests
    and bytes of a first visit with the worker's installation."""

    cold: float
    blocked: float
    kept: float | None
    requests: int
    total: int


def visit(browser: Browser, place: Place) -> Visit:
    cold, blocked = _cold(browser, place)
    kept, requests, total = _again(browser, place)
    return Visit(cold, blocked, kept, requests, total)


def _cold(browser: Browser, place: Place) -> tuple[float, float]:
    """The browser's own throttling, without a worker: its requests would escape it."""
    context = _context(browser, place, service_workers="block")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    speed = KBIT * 1000 / 8
    line.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": LATENCY * 1000, "downloadThroughput": speed, "uploadThroughput": speed,
    })  # fmt: skip
    seen = _look(page, place.url + place.path)
    context.close()
    return seen["lcp"], seen["blocked"]


def _again(browser: Browser, place: Place) -> tuple[float | None, int, int]:
    """Everything through a wire: a first visit at full speed, then one as slow as the first one was."""
    with Wire(urlsplit(place.url).port or 80) as wire:
        context = _context(browser, place)
        page = context.new_page()
        page.goto(wire.url + place.path, wait_until="networkidle")
        personal = bool(place.cookies)
        if not _until(page, KEPT, "/ngoai-mang" if personal else place.path, 2 if personal else 20):
            assert personal, f"{place.path} was not kept"
        requests, total = len(wire.asked), wire.sent_down
        if personal:
            context.close()
            return None, requests, total
        wire.kbit_per_s, wire.latency = KBIT, LATENCY
        page.goto("about:blank")
        seen = _look(context.new_page(), wire.url + place.path)
        context.close()
        return seen["lcp"], requests, total


def _context(browser: Browser, place: Place, **options: object) -> BrowserContext:
    context = browser.new_context(**PHONE, **options)  # type: ignore[arg-type]
    context.add_init_script(WATCH)
    if place.cookies:
        context.add_cookies(place.cookies)  # type: ignore[arg-type]  # of a name, whatever the port
    return context


def _look(page: Page, address: str) -> dict[str, float]:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load", timeout=60_000)
    page.wait_for_timeout(QUIET * 1000)
    return dict(page.evaluate("seen"))


def _until(page: Page, question: str, asked: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not page.evaluate(question, asked):
        if time.monotonic() > end:
            return False
        page.wait_for_timeout(50)
    return True
