"""Pages kept on the phone: shown at once, never in a wrong state, and honest about what may have changed since."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import Demo
from e2e.phone import IS_KEPT, WAY_IS_HERE
from e2e.signed_in import CHI, sign_in_by_code
from e2e.test_offline import at_home
from e2e.thumb import Thumb
from e2e.until import until

# The copy of a page becomes one of yesterday; what the page says now is put in its place when the server is asked.
AGE = """async (path) => {
  const cache = await caches.open("pages");
  const kept = await cache.match(path, { ignoreVary: true });
  const text = (await kept.text()).replace("</h1>", " (hôm qua)</h1>");
  await cache.put(path, new Response(text, { headers: kept.headers }));
}"""
KEEP = """([urls, language]) => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  const said = [];
  port1.onmessage = ({ data }) => { said.push(data); if (data.ended) resolve(said); };
  navigator.serviceWorker.controller.postMessage({ do: "keep", urls, language }, [port2]);
})"""
REMEMBER = """addEventListener("DOMContentLoaded", () => {
  sessionStorage.shown = `${sessionStorage.shown ?? ""} ${document.querySelector("h1").textContent}`;
})"""
# In the worker itself: a page arrives while kept pages are forgotten; the language changes while one is fetched.
WHILE_FORGETTING = """async () => {
  let end;
  const body = new ReadableStream({ start(stream) { end = () => stream.close(); } });
  const keeping = keep("/tro-giup", new Response(body, { headers: { "Cache-Control": "no-cache" } }), era);
  await forget(true);
  end();
  await keeping;
}"""
WHILE_THE_LANGUAGE_CHANGES = """async () => {
  const real = fetch;
  self.fetch = async () => {
    await keep("/tro-giup", new Response("", { headers: { "Cache-Control": "no-cache" } }), era);
    return new Response();
  };
  await leave(new Request("/ngon-ngu/en"));
  self.fetch = real;
}"""
FIRST_PAGE_HEARD_LATE = (
    """async () => { await forget(true); await keepUsed({ urls: ["/tro-giup"], language: "vi" }); }"""
)
LEFT_WITHOUT_A_SIGNAL = """async () => {
  const real = fetch;
  self.fetch = async () => { throw new TypeError("no signal"); };
  await leave(new Request("/ngon-ngu/en"));
  self.fetch = real;
}"""
TAP_AND_HEAR = """() => {
  document.querySelector("a[href^='/dang-nhap']").click();
  navigator.serviceWorker.dispatchEvent(new MessageEvent("message", { data: { page: "newer" } }));
}"""


@pytest.fixture
def thumb(demo: Demo, context_of: Callable[..., BrowserContext]) -> Thumb:
    return at_home(demo, context_of)[1]


def open_and_keep(thumb: Thumb, path: str) -> Page:
    thumb.open(path)
    until(thumb.page, IS_KEPT, path)
    return thumb.page


def test_a_newer_page_takes_the_place_of_the_kept_one_by_itself(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/tro-giup")
    page.evaluate(AGE, "/tro-giup")
    page.add_init_script(REMEMBER)
    page.add_init_script("performance.now = () => 100")  # however slow this machine is
    thumb.open("/tro-giup")
    expect(page.locator("h1")).not_to_contain_text("hôm qua")
    assert "hôm qua" in page.evaluate("sessionStorage.shown"), "the kept page was shown first"


def test_who_already_reads_is_told_and_taps(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/tro-giup")
    page.evaluate(AGE, "/tro-giup")
    page.add_init_script("performance.now = () => 60000")  # as if a minute had passed
    thumb.open("/tro-giup")
    expect(page.locator("h1")).to_contain_text("hôm qua")
    thumb.look("a newer page")
    page.get_by_role("link", name="Trang này có bản mới hơn").click()
    expect(page.locator("h1")).not_to_contain_text("hôm qua")
    expect(page.get_by_role("link", name="Trang này có bản mới hơn")).to_be_hidden()


def test_a_page_that_still_holds_says_nothing(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/tro-giup")
    thumb.open("/tro-giup")
    expect(page.locator("html.same[data-kept]")).to_have_count(1)
    expect(page.locator(".old, .newer").locator("visible=true")).to_have_count(0)


def test_without_a_signal_a_kept_page_says_since_when_it_is_there(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/thu-tuc/1.004194")
    page.context.set_offline(True)
    thumb.open("/thu-tuc/1.004194")
    expect(page.locator(".old")).to_contain_text("Trang lưu lúc")
    assert page.locator(".old time").inner_text() == page.locator("html").get_attribute("data-kept")


def test_whether_an_office_is_open_is_not_said_from_memory(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/noi-nop/hong-gai")
    expect(page.locator(".right-now")).to_be_visible()
    page.context.set_offline(True)
    thumb.open("/noi-nop/hong-gai")
    expect(page.locator("html.unsure")).to_have_count(1)
    expect(page.locator(".right-now")).to_be_hidden()
    page.context.set_offline(False)
    thumb.open("/noi-nop/hong-gai")
    expect(page.locator(".right-now")).to_be_visible()


def test_whether_an_office_is_open_is_said_anew_without_another_page(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/noi-nop/hong-gai")
    said = page.locator(".right-now").inner_text()
    page.evaluate(
        AGE.replace('"</h1>", " (hôm qua)</h1>"', '/(<span class="right-now">)[^]*?(<.span>)/, "$1Đang nghỉ$2"'),
        page.url,
    )
    page.evaluate("sessionStorage.clear()")
    page.add_init_script(REMEMBER)
    thumb.open("/noi-nop/hong-gai")
    expect(page.locator(".right-now")).to_have_text(said)
    expect(page.locator(".right-now")).to_be_visible()
    assert page.evaluate("sessionStorage.shown").count("Hồng Gai") == 1, "it was not loaded again"


def test_signing_in_is_seen_at_once(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/thu-tuc/1.004194")
    sign_in_by_code(thumb, CHI)
    for path in ("/", "/thu-tuc/1.004194"):
        thumb.open(path)
        assert page.locator("html[data-kept]").count() == 0
        expect(page.locator("a[href^='/dang-nhap']")).to_have_count(0)


def test_another_language_is_seen_at_once(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/tro-giup")
    page.locator("a[href^='/ngon-ngu/en']").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    thumb.open("/tro-giup")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    until(page, "() => caches.match('/', { cacheName: 'spoken' }).then(Boolean)")
    page.context.set_offline(True)
    thumb.open("/tim?q=x")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_page_kept_while_the_language_was_changing_gives_way_to_the_one_chosen(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/tro-giup")
    page.context.add_cookies([{"name": "lang", "value": "en", "url": thumb.demo.url}])  # past the worker
    page.add_init_script("performance.now = () => 60000")  # a slow phone
    thumb.open("/tro-giup")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("status").locator("visible=true")).to_have_count(0)


def test_a_tap_is_not_lost_when_the_page_learns_at_that_moment_that_it_is_old(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/tro-giup")
    page.context.add_cookies([{"name": "lang", "value": "en", "url": thumb.demo.url}])
    page.evaluate(TAP_AND_HEAR)
    page.wait_for_url("**/dang-nhap**")


@pytest.mark.parametrize(
    "moment",
    [WHILE_FORGETTING, WHILE_THE_LANGUAGE_CHANGES, FIRST_PAGE_HEARD_LATE],
    ids=["while forgetting", "while the language changes", "first page heard late"],
)
def test_a_page_of_before_does_not_come_back_once_pages_are_forgotten(thumb: Thumb, moment: str) -> None:
    page = open_and_keep(thumb, "/tro-giup")
    page.context.service_workers[0].evaluate(moment)
    assert not page.evaluate(IS_KEPT, "/tro-giup")


def test_who_asks_for_another_language_without_a_signal_keeps_the_pages(thumb: Thumb) -> None:
    page = open_and_keep(thumb, "/tro-giup")
    page.context.service_workers[0].evaluate(LEFT_WITHOUT_A_SIGNAL)
    assert page.evaluate(IS_KEPT, "/tro-giup")


def test_a_page_taken_along_is_everybodys_and_outlives_signing_out(thumb: Thumb) -> None:
    page, path = thumb.page, "/thu-tuc/1.001193"
    sign_in_by_code(thumb, CHI)
    said = page.evaluate(KEEP, [[path, f"{path}/lam", "/khong-co"], "vi"])
    assert [one["done"] for one in said] == [1, 2, 2]
    assert said[0]["bytes"] > 1000
    assert said[-1] == {"ended": True, "done": 2, "bytes": said[1]["bytes"], "failed": ["/khong-co"]}
    thumb.open("/tai-khoan")
    page.locator("form[action='/dang-xuat'] button").click()
    page.wait_for_url(f"{thumb.demo.url}/")
    page.context.set_offline(True)
    thumb.open(path)
    expect(page.locator("h1")).to_contain_text("khai sinh")
    expect(page.locator("a[href^='/dang-nhap'], a[href='/tin-nhan']")).to_have_count(0)


def test_the_rest_of_a_forms_way_comes_in_peace(thumb: Thumb) -> None:
    thumb.open("/thu-tuc/1.004194/lam")
    until(thumb.page, WAY_IS_HERE)
    for part in ("lam", "giay-to", "doc-lai"):
        assert thumb.page.evaluate(IS_KEPT, f"/thu-tuc/1.004194/{part}")
