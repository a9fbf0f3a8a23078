"""A helper's phone: a PIN before what lies on it, a page that the citizen holds, and nothing left after midnight."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import PHONE, Demo
from e2e.evening import PIN, ROUND, Evening, draw
from e2e.flight import settle_in, take_along
from e2e.signed_in import sign_in_by_code
from e2e.thumb import Thumb
from e2e.until import until

DUNG = "0912000004"
NA = ("Đỗ Thị Na", "022145000321", "3/2/1945")
LYING = """async () => {
  const db = await new Promise((resolve) => { const asked = indexedDB.open("mot-cham"); asked.onsuccess = () => resolve(asked.result); });
  const all = (shelf) => new Promise((resolve) => { const asked = db.transaction(shelf).objectStore(shelf).getAll(); asked.onsuccess = () => resolve(asked.result); });
  const found = {};
  for (const shelf of ["drafts", "uploads", "acts", "bodies", "households", "rounds"]) {
    const kept = await all(shelf);
    const text = await Promise.all(kept.map(async (one) => JSON.stringify(one) + new TextDecoder().decode(await new Blob([one.sealed]).arrayBuffer())));
    found[shelf] = text.join("\\n");
  }
  db.close();
  return found; }"""
EMPTY = f"async () => !Object.values(await ({LYING})()).some(Boolean)"


@pytest.fixture
def evening(demo: Demo, context_of: Callable[..., BrowserContext]) -> Evening:
    """Begun, and bà Na has signed: nothing of it has been sent."""
    context = context_of(**PHONE)
    thumb = Thumb(context.new_page(), demo)
    sign_in_by_code(thumb, DUNG)  # a forgotten PIN opens for ten minutes after that
    settle_in(thumb)
    take_along(thumb)
    made = Evening(thumb, demo)
    made.begin()
    context.set_offline(True)
    made.meet(*NA)
    made.page.locator("[data-skip]").click()
    expect(made.part("home")).to_be_visible()
    return made


def lying(page: Page) -> dict[str, str]:
    return page.evaluate(LYING)  # type: ignore[no-any-return]


def type_pin(evening: Evening, part: str, pin: str) -> None:
    place = evening.part(part)
    place.locator("input[type=password]").fill(pin)
    place.locator("button.btn:not([type=button])").click()


def test_only_the_pin_opens_it_again(evening: Evening) -> None:
    page = evening.page
    evening.home()
    page.locator("[data-do=lock]").click()
    expect(evening.part("locked")).to_be_visible()
    evening.thumb.look("locked")
    assert not any(word in text for text in lying(page).values() for word in ("Thị Na", "022145000321"))
    page.goto(evening.demo.url + ROUND + "#moi")
    expect(evening.part("locked")).to_be_visible()
    for _try in range(5):
        type_pin(evening, "locked", "111112")
        expect(evening.part("locked").locator("[data-error]")).to_be_visible()
    expect(evening.part("locked").locator("[data-error]")).to_contain_text("Chờ 1 phút")
    type_pin(evening, "locked", PIN)
    expect(evening.part("locked").locator("[data-error]")).to_contain_text("Chờ 1 phút")  # the right one, too
    page.evaluate(REST_OVER)
    type_pin(evening, "locked", PIN)
    expect(evening.part("new")).to_be_visible()  # where the address leads
    page.locator("[data-part=new] a[href='#']").click()
    expect(evening.part("open")).to_be_visible()
    evening.visit("Đỗ Thị Na")


REST_OVER = """async () => {
  const db = await new Promise((resolve) => { const asked = indexedDB.open("mot-cham"); asked.onsuccess = () => resolve(asked.result); });
  await new Promise((resolve) => {
    const things = db.transaction("rounds", "readwrite").objectStore("rounds");
    things.getAll().onsuccess = ({ target }) => { for (const one of target.result) things.put({ ...one, rest: 0 }).onsuccess = resolve; };
  });
  db.close(); }"""


def test_a_forgotten_pin_opens_after_signing_in_anew(evening: Evening) -> None:
    page = evening.page
    evening.home()
    page.locator("[data-do=lock]").click()
    page.context.set_offline(False)
    page.locator("[data-part=locked] [data-forgotten]").click()
    expect(evening.part("open")).to_be_visible()  # signed in a moment ago
    evening.visit("Đỗ Thị Na")


def test_another_tab_asks_for_the_pin(evening: Evening) -> None:
    other = evening.page.context.new_page()
    other.goto(evening.demo.url + ROUND)
    expect(other.locator("[data-part=locked]")).to_be_visible()
    expect(other.locator("aside.helping")).to_have_count(0)


def test_what_the_citizen_holds_is_left_with_the_pin_only(evening: Evening) -> None:
    page, held = evening.page, re.compile(r"/doc-lai#")
    evening.fill_in(NA[0])
    expect(evening.part("sign")).to_be_hidden()
    evening.hand_over()
    evening.thumb.look("in the citizen's hands")
    page.reload()
    expect(evening.part("sign")).to_be_visible()
    page.goto(evening.demo.url + "/dang-cho")
    expect(page).to_have_url(held)
    page.evaluate("history.back()")
    expect(page).to_have_url(held)
    expect(evening.part("sign")).to_be_visible()
    other = page.context.new_page()
    other.goto(evening.demo.url + "/dang-cho")
    expect(other.locator("[data-part=locked]")).to_be_visible()
    other.close()
    for box in page.locator("form[data-part=sign] label.choice:visible").all():
        box.click()
    page.locator("form[data-part=sign] button.btn:not(.ghost)").click()
    expect(evening.part("error")).to_contain_text("Cần ký tên")
    draw(page, page.locator("form[data-part=sign]"))
    page.locator("form[data-part=sign] button.btn:not(.ghost)").click()
    expect(evening.part("thanks")).to_be_visible()
    type_pin(evening, "give-back", "999999")
    expect(evening.part("give-back").locator("[data-error]")).to_be_visible()
    evening.take_back()
    expect(evening.part("home")).to_contain_text("Đã ký, chờ gửi")


def test_at_midnight_nothing_can_be_read_and_what_waits_is_sent(evening: Evening) -> None:
    page = evening.page
    evening.home()
    page.evaluate(MIDNIGHT)
    page.reload()
    expect(evening.part("over")).to_be_visible()
    evening.thumb.look("the day is over")
    kept = lying(page)
    assert not kept["households"]
    assert kept["acts"], "what could not be sent stays, sealed"
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(evening.part("over").locator("[data-left]")).to_contain_text("Còn 1 việc")
    page.context.set_offline(False)
    type_pin(evening, "over", PIN)
    until(page, EMPTY)
    page.reload()
    expect(evening.part("none")).to_be_visible()
    assert not any(lying(page).values())


MIDNIGHT = """async () => {
  const db = await new Promise((resolve) => { const asked = indexedDB.open("mot-cham"); asked.onsuccess = () => resolve(asked.result); });
  await new Promise((resolve) => {
    const things = db.transaction("rounds", "readwrite").objectStore("rounds");
    things.getAll().onsuccess = ({ target }) => { for (const one of target.result) things.put({ ...one, until: 1 }).onsuccess = resolve; };
  });
  localStorage.setItem("evening", "1");
  db.close(); }"""
