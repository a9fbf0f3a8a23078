"""What lies on a phone can be read by its owner alone: not by who looks into the browser's folders, nor by the next person at it."""

import re
from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import PHONE, Demo
from e2e.flight import Flight, settle_in, take_along
from e2e.on_the_phone import NO_KEY_IS_KEPT, PHOTO, WRITTEN_AFTER_THE_KEY_LEFT
from e2e.signed_in import AN, CHI, sign_in, sign_in_by_code
from e2e.thumb import Thumb
from e2e.until import until

DUMP = """async () => {
  const db = await new Promise((done) => { const r = indexedDB.open("mot-cham"); r.onsuccess = () => done(r.result); });
  const texts = [JSON.stringify(localStorage)];
  for (const shelf of db.objectStoreNames) {
    const things = await new Promise((done) => { const r = db.transaction(shelf).objectStore(shelf).getAll(); r.onsuccess = () => done(r.result); });
    for (const thing of things) for (const [name, value] of Object.entries(thing)) {
      const bytes = value instanceof Blob ? await value.arrayBuffer() : value;
      texts.push(bytes instanceof ArrayBuffer ? new TextDecoder("utf-8").decode(bytes) : `${name}=${String(value)}`);
    }
  }
  return texts.join("\\n"); }"""
KEYS = """async () => {
  const db = await new Promise((done) => { const r = indexedDB.open("mot-cham"); r.onsuccess = () => done(r.result); });
  return new Promise((done) => { const r = db.transaction("keys").objectStore("keys").getAllKeys(); r.onsuccess = () => done(r.result); }); }"""


KEYS_THAT_COME_LATE = """async () => {
  const { hold, leave } = await import(document.querySelector("script[src*='js/app.js']").src.replace("app.js", "offline/seal.js"));
  const come = () => hold("somebody", "ab".repeat(32), {});
  await Promise.all([come(), leave()]);
  await come();
}"""


def sign_out(page: Page, demo: Demo) -> None:
    page.goto(demo.url + "/tai-khoan")
    page.locator("form[action='/dang-xuat'] button").first.click()
    page.wait_for_url(demo.url + "/")


def open_form(thumb: Thumb, draft: str = "") -> None:
    thumb.open("/thu-tuc/1.004194/lam" + (f"#{draft}" if draft else ""))
    thumb.page.wait_for_selector("[data-steps]:not([hidden])")


def typed_and_not_sent(thumb: Thumb) -> str:
    """A draft that only this phone has."""
    context = thumb.page.context
    context.route("**/api/ho-so/*", lambda route: route.abort())
    open_form(thumb)
    name = thumb.page.locator("input[name=name]")
    expect(name).to_have_value("Nguyễn Thị An")  # filled in from what is known of her
    name.fill("Nguyễn Thị Mận")
    expect(thumb.page.locator(".saved")).to_contain_text("Đã lưu trên máy")
    return thumb.page.url.split("#")[1].split("/")[0]


def only_its_owner_finds_it(thumb: Thumb, draft: str) -> None:
    name = thumb.page.locator("input[name=name]")
    thumb.page.context.unroute("**/api/ho-so/*")
    sign_in_by_code(thumb, CHI)
    open_form(thumb, draft)
    expect(name).to_have_value(re.compile("^(?!.*Mận)(?!.*Thị An).+"))  # her own
    assert draft not in thumb.page.url
    name.fill("Lê Thị Chín")
    expect(thumb.page.locator(".saved")).to_contain_text("Đã lưu")
    sign_out(thumb.page, thumb.demo)
    sign_in_by_code(thumb, AN)
    open_form(thumb, draft)
    expect(name).to_have_value("Nguyễn Thị Mận")


def test_what_waits_is_sealed_and_goes_on_when_its_owner_is_back(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    sign_in_by_code(thumb, AN)
    settle_in(thumb)
    take_along(thumb)
    context.set_offline(True)
    flight = Flight(thumb.page, demo, "Nguyễn Thị Mận")
    flight.begin()
    flight.fill()
    flight.photographs(("cho-o",))
    flight.sign()
    dump = thumb.page.evaluate(DUMP)
    for word in ("Thị Mận", "022085000123", "cho-o.jpg", "%PDF-1.", "JFIF\0\x01", "Exif\0\0"):
        assert word not in dump

    context.clear_cookies()  # the server forgets; the phone hears of it when there is a signal
    context.set_offline(False)
    thumb.open("/dang-cho")
    expect(thumb.page.locator("[data-part=lead]")).to_contain_text("đăng nhập")
    thumb.page.reload()
    expect(thumb.page.locator("[data-part=lead]")).to_contain_text("Người đó đăng nhập lại thì gửi tiếp")
    assert set(thumb.page.evaluate(KEYS)) <= {"guest"}  # no account's key is left
    expect(thumb.page.locator("main")).not_to_contain_text("tạm trú")
    thumb.problems.clear()
    thumb.look("something of somebody else waits")

    sign_in_by_code(thumb, AN)
    thumb.open("/dang-cho")
    expect(thumb.page.locator("[data-part=done] a.row")).to_be_visible(timeout=60_000)


def test_the_next_person_at_the_phone_can_open_nothing(demo: Demo, context_of: Callable[..., BrowserContext]) -> None:
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    sign_in_by_code(thumb, AN)
    settle_in(thumb)
    draft = typed_and_not_sent(thumb)
    sign_out(thumb.page, demo)
    only_its_owner_finds_it(thumb, draft)


def test_the_key_is_there_with_the_first_page_after_signing_in(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    thumb = Thumb(context_of(**PHONE).new_page(), demo)
    sign_in_by_code(thumb, AN)
    until(thumb.page, "() => !document.cookie.includes('keyless')")
    (owner,) = thumb.page.evaluate(KEYS)
    assert owner != "guest"
    thumb.page.reload()  # asked for once
    thumb.page.wait_for_load_state("networkidle")
    assert "who.js" not in thumb.page.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => name).join()"
    )


def test_what_was_typed_before_the_key_came_is_its_owners_too(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    context.route("**/api/khoa", lambda route: route.abort())
    sign_in_by_code(thumb, AN)
    draft = typed_and_not_sent(thumb)
    assert thumb.page.evaluate(KEYS) == ["guest"]
    context.unroute("**/api/khoa")
    sign_out(thumb.page, demo)
    only_its_owner_finds_it(thumb, draft)


def test_what_is_written_after_the_key_left_stays_its_owners(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    """A page that was sending when it heard that nobody is signed in any more."""
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    sign_in(thumb, AN)
    open_form(thumb)
    expect(thumb.page.locator("input[name=name]")).to_have_value("Nguyễn Thị An")
    context.route("**/api/**", lambda route: route.abort())
    photo, _sha256, _kept = thumb.page.evaluate(PHOTO, [str(uuid4()), "cho-o", "giấy"])
    thumb.open("/tro-giup")
    file, contents = thumb.page.evaluate(WRITTEN_AFTER_THE_KEY_LEFT, [photo])
    assert file == contents != "guest"


def test_a_key_that_comes_while_somebody_signs_out_does_not_stay(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    """Another part of the page had asked for it a moment before."""
    thumb = Thumb(context_of(**PHONE).new_page(), demo)
    thumb.open("/tro-giup")
    thumb.page.evaluate(KEYS_THAT_COME_LATE)
    assert set(thumb.page.evaluate(KEYS)) <= {"guest"}


def test_a_phone_without_room_for_a_key_shows_the_list_all_the_same(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    """Once, not over and over: a key that never was kept has not left."""
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    sign_in(thumb, AN)
    context.add_init_script(NO_KEY_IS_KEPT)
    loads: list[str] = []
    thumb.page.on("load", lambda page: loads.append(page.url))
    with thumb.page.expect_response("**/api/khoa"):
        thumb.page.goto(demo.url + "/dang-cho")
    thumb.page.wait_for_load_state("networkidle")
    assert loads == [demo.url + "/dang-cho"]
    expect(thumb.page.locator("[data-part=lead]")).not_to_be_empty()
