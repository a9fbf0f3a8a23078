"""What lies on a phone can be read by its owner alone: not by who looks into the browser's folders, nor by the next person at it."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import PHONE, Demo
from e2e.flight import Flight, settle_in, take_along
from e2e.signed_in import AN, CHI, sign_in_by_code
from e2e.thumb import Thumb

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


def sign_out(page: Page, demo: Demo) -> None:
    page.goto(demo.url + "/tai-khoan")
    page.locator("form[action='/dang-xuat'] button").first.click()
    page.wait_for_url(demo.url + "/")


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
    for word in ("Mận", "022085000123", "cho-o.jpg", "%PDF", "\ufffd\ufffd\ufffdJFIF", "Exif"):
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
    thumb.open("/thu-tuc/1.004194/lam")
    thumb.page.wait_for_selector("[data-steps]:not([hidden])")
    draft = thumb.page.url.split("#")[1].split("/")[0]
    context.set_offline(True)
    thumb.page.locator("input[name=name]").fill("Nguyễn Thị Mận")
    expect(thumb.page.locator(".saved")).to_contain_text("Đã lưu trên máy")
    context.set_offline(False)
    thumb.page.route("**/api/ho-so/*", lambda route: route.abort())
    sign_out(thumb.page, demo)
    thumb.page.unroute("**/api/ho-so/*")
    sign_in_by_code(thumb, CHI)
    thumb.open(f"/thu-tuc/1.004194/lam#{draft}")
    thumb.page.reload()
    thumb.page.wait_for_selector("[data-steps]:not([hidden])")
    expect(thumb.page.locator("input[name=name]")).not_to_have_value(re.compile("Mận"))
