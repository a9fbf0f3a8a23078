"""Without a signal: what was seen opens again, the form goes on and keeps every letter, personal pages are not on the phone."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Route, expect

from e2e.conftest import PHONE, Demo
from e2e.phone import IS_KEPT, SETTLED, through
from e2e.signed_in import AN, sign_in
from e2e.thumb import Thumb
from e2e.until import until
from e2e.wire import Wire

SHELF_OPENS_LATE = """{
  const open = indexedDB.open.bind(indexedDB);
  const now = new Promise((resolve) => { globalThis.openShelf = resolve; });
  indexedDB.open = (...words) => {
    const late = {};
    now.then(() => {
      const request = open(...words);
      for (const kind of ["success", "error", "upgradeneeded", "blocked"])
        request[`on${kind}`] = (event) => late[`on${kind}`]?.(event);
      Object.defineProperties(late, { result: { get: () => request.result }, transaction: { get: () => request.transaction } });
    });
    return late;
  };
}"""
DRAFTS = """async () => {
  const { all } = await import(document.querySelector("script[src*='js/app.js']").src.replace("app.js", "offline/drafts.js"));
  return JSON.stringify(await all());
}"""
READY = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


def at_home(demo: Demo, context_of: Callable[..., BrowserContext]) -> tuple[BrowserContext, Thumb]:
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    thumb.open("/")
    thumb.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    thumb.page.reload()
    until(thumb.page, READY)
    return context, thumb


def test_the_form_opens_and_keeps_every_letter_without_a_signal(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context, thumb = at_home(demo, context_of)
    page = thumb.page
    thumb.open("/thu-tuc/1.004194/lam")
    page.wait_for_url(re.compile("#"))
    page.evaluate(DRAFTS)  # the worker keeps what looks for drafts
    until(page, SETTLED)
    until(page, IS_KEPT, "/thu-tuc/1.004194/lam")
    context.set_offline(True)
    page.reload()
    page.locator("input[name=name]").fill("Nguyễn Thị Ổi")
    page.locator("input[name=personal_id]").fill("022185000199")
    expect(page.locator(".saved")).to_contain_text("Đã lưu trên máy")
    until(
        page, f"async () => (await ({DRAFTS})()).includes('022185000199')"
    )  # nobody reloads as fast as this test does
    page.reload()
    expect(page.locator("input[name=name]")).to_have_value("Nguyễn Thị Ổi")
    expect(page.locator("input[name=personal_id]")).to_have_value("022185000199")


def test_a_page_that_could_not_be_fetched_comes_by_itself_when_the_line_is_back(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    """The phone says all along that it is on line, as on a Wi-Fi that leads nowhere."""
    with Wire(int(demo.url.rsplit(":", 1)[1])) as wire:
        _context, thumb = at_home(through(demo, wire), context_of)
        wire.lose_signal()
        thumb.page.goto(f"{thumb.demo.url}/tai-khoan")
        heading = thumb.page.locator("h1")
        expect(heading).to_have_text("Đang không có mạng")
        wire.down = False
        expect(heading).not_to_have_text("Đang không có mạng", timeout=30_000)


def test_what_is_typed_before_the_scripts_are_there_is_kept_too(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    page = context_of(**PHONE).new_page()
    held: list[Route] = []
    page.route("**/js/bundle/form.*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright looks into the function
    with page.expect_request("**/js/bundle/form.*"):
        page.goto(f"{demo.url}/thu-tuc/1.004194/lam", wait_until="commit")
    page.locator("input[name=name]").fill("Nguyễn Thị Ổi")
    for one in held:
        one.continue_()
    page.unroute(
        "**/js/bundle/form.*"
    )  # where no worker is there yet, they are asked for again when the page is loaded anew
    expect(page.locator(".saved")).to_contain_text("Đã lưu trên máy")
    page.reload()
    expect(page.locator("input[name=name]")).to_have_value("Nguyễn Thị Ổi")


def test_what_is_typed_while_the_scripts_wake_is_kept_too(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    """A slow phone: its own shelf takes a while to open."""
    page = context_of(**PHONE).new_page()
    page.add_init_script(SHELF_OPENS_LATE)
    page.goto(f"{demo.url}/thu-tuc/1.004194/lam")
    page.wait_for_url(re.compile("#"))  # the scripts are there
    page.locator("input[name=name]").fill("Nguyễn Thị Ổi")
    page.evaluate("openShelf()")
    expect(page.locator(".saved")).to_contain_text("Đã lưu trên máy")


def test_an_unknown_page_without_a_signal_says_what_still_works(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context, thumb = at_home(demo, context_of)
    context.set_offline(True)
    thumb.open("/tim?q=khai sinh")
    expect(thumb.page.locator("h1")).to_be_visible()
    assert "ERR_" not in thumb.page.content()


def test_personal_pages_are_never_kept_on_the_phone(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    context, thumb = at_home(demo, context_of)
    sign_in(thumb, AN)
    thumb.open("/ho-so/")
    thumb.open("/tai-khoan")
    kept = thumb.page.evaluate("""async () => {
      const texts = [];
      for (const name of await caches.keys()) for (const request of await (await caches.open(name)).keys())
        texts.push(request.url, await (await (await caches.open(name)).match(request)).text());
      return texts.join("\\n") }""")
    assert "Nguyễn Thị An" not in kept
    assert f"{demo.url}/ho-so/" not in kept
    assert f"{demo.url}/tai-khoan" not in kept
    context.set_offline(True)
    thumb.open("/tai-khoan")
    expect(thumb.page.locator("main")).not_to_contain_text("Nguyễn Thị An")


def test_the_app_can_be_installed(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    context, thumb = at_home(demo, context_of)
    errors = context.new_cdp_session(thumb.page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [e["errorId"] for e in errors] in ([], ["in-incognito"])
