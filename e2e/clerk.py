"""A clerk at a post office counter who has a keyboard and a scanner gun, and no mouse. Counts keys, scans and seconds."""

import io
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from e2e.conftest import OPEN_PAGES, Demo
from e2e.flight import READY
from e2e.phone import DATES
from e2e.until import keys_heard, until
from tests.dossiers.conftest import complete, rented

HA = "0912000006"
CUSTOMER = re.compile(r"/khach$")
# The fields of the step in sight, in the order Tab goes: [name, kind, place among its options]
OPEN = """(answers) => [...document.querySelectorAll("[data-group]:not([hidden]) :is(input,select,textarea)[name]")]
  .filter((one) => one.name in answers && one.checkVisibility() && !one.disabled)
  .filter((one) => (["radio", "checkbox"].includes(one.type) ? one.value === answers[one.name] && !one.checked : one.value !== answers[one.name]))
  .map((one) => [one.name, one.type.startsWith("select") ? "select" : one.type,
    one.type === "radio" ? [...document.getElementsByName(one.name)].filter((other) => other.checkVisibility()).indexOf(one)
      : one.options ? [...one.options].findIndex(({ value }) => value === answers[one.name]) - one.selectedIndex : 0])"""
AT = """(answer) => { const { name, type, value } = document.activeElement ?? {}; return type === "checkbox" && value !== answer ? "" : name ?? ""; }"""
TABS = 60  # more than any step has


def tenancy(name: str, number: str, born: str, **more: str) -> dict[str, str]:
    """Where somebody rents or owns; what their card says is filled in already."""
    own = {
        "name": name,
        "personal_id": number,
        "birth_date": born,
        "declarant": name,
        "phone": "0912000077",
        "agency": "06652",
    }
    return {field: answer for field, answer in (complete() | DATES | own | more).items() if field != "gender"}


def renting(name: str, number: str, born: str) -> dict[str, str]:
    return tenancy(name, number, born, **(rented() | DATES))


class Clerk:
    def __init__(self, page: Page, demo: Demo) -> None:
        self.page, self.demo = page, demo
        OPEN_PAGES.append(page)
        self.keys = self.scans = 0
        self.since = time.monotonic()
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))

    def press(self, key: str, times: int = 1) -> None:
        if key.startswith("F") or len(key) == 1:
            keys_heard(self.page)
        for _time in range(times):
            self.page.keyboard.press(key)
        self.keys += times

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def gun(self, text: str) -> None:
        """The scanner types the code, as fast as it can, and Enter."""
        expect(self.page.locator("#text")).to_be_focused()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.scans += 1

    def sit(self, card: str, name: str) -> None:
        """Card, compared, «yes»."""
        self.gun(card)
        expect(self.page.locator("[name=full_name]")).to_have_value(name)
        self.press("F2")
        self.page.wait_for_url(CUSTOMER)
        expect(self.page.locator("h1")).to_have_text(name)
        expect(self.page.locator("aside.helping")).to_be_visible()

    def open(self, procedure: str) -> None:
        """A number of the list, or some letters."""
        expect(self.page.locator("#what")).to_be_focused()
        self.type(procedure)
        self.press("Enter")
        self.page.wait_for_url(re.compile("/lam#"))
        self.page.wait_for_selector("[data-steps]:not([hidden])")
        expect(self.page.locator("[data-go] kbd")).to_have_text("F2")

    def fill(self, answers: dict[str, str]) -> None:
        """Step by step, by Tab, letters, arrows and F2."""
        group = self.page.locator("[data-group]:visible")
        for _step in range(20):
            self._step(answers)
            here = group.first.get_attribute("data-group")
            self.press("F2")
            onward = self.page.locator(f"[data-group]:visible:not([data-group='{here}'])")
            expect(onward.or_(self.page.locator("[data-module=papers_here]")).first).to_be_attached()
            if not self.page.locator("#don").count():
                return
        raise AssertionError("the form has no end")

    def _step(self, answers: dict[str, str]) -> None:
        self.page.wait_for_function("() => !document.querySelector('[aria-busy]')")
        for _round in range(30):
            left = self.page.evaluate(OPEN, answers)
            if not left:
                return
            name, kind, place = left[0]
            self._go_to(name, answers[name])
            if kind == "radio":
                self.press("ArrowDown", place) if place else self.press("Space")
            elif kind == "checkbox":
                self.press("Space")
            elif kind == "select":
                self.press("ArrowDown" if place > 0 else "ArrowUp", abs(place))
            else:
                self.press("Control+a")
                self.type(answers[name])
        raise AssertionError(f"{left} can't be answered by keyboard")

    def _go_to(self, name: str, answer: str = "") -> None:
        for _tab in range(TABS):
            if self.page.evaluate(AT, answer) == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab")

    def scan_paper(self, name: str, picture: bytes) -> None:
        """F4 opens the chooser: the desk's scanner has put the picture there."""
        expect(self.page.locator("section[id^=giay-] label kbd")).to_have_text("F4")
        rows = self.page.locator(".on-its-way").count()
        with self.page.expect_file_chooser() as chooser:
            self.press("F4")
        chooser.value.set_files({"name": name, "mimeType": "image/jpeg", "buffer": picture})
        send = self.page.locator("[data-do=send]:visible, [data-do=keep]:visible").first
        expect(send.locator("kbd")).to_have_text("F2", timeout=60_000)
        self.press("F2")
        expect(self.page.locator(".on-its-way")).to_have_count(rows + 1, timeout=60_000)

    def read_over(self) -> None:
        """On to the page that is read out; they sign on paper; it is sent."""
        expect(self.page.locator("a[data-next] kbd")).to_have_text("F2")
        self.press("F2")
        self.page.wait_for_url(re.compile("/doc-lai"))
        expect(self.page.locator("[data-part=read] section").first).to_be_visible()
        expect(self.page.locator("[data-part=sign] button kbd")).to_have_text("F2")

    def send(self) -> None:
        self.press("F2")
        self.page.wait_for_url(CUSTOMER, timeout=60_000)

    def to_pay(self) -> None:
        """The page looks again by itself until the files were looked at."""
        expect(self.page.locator("main article.work")).to_have_count(1)
        expect(self.page.locator("[data-key=f8]")).to_be_visible(timeout=60_000)

    def cash(self, given: str) -> None:
        self.to_pay()
        self.press("F8")
        self.page.wait_for_url("**/quay/thu**")
        expect(self.page.locator("[name=given]")).to_be_focused()
        self.type(given)
        self.press("Enter")
        self._taken()

    def card(self, reference: str) -> None:
        self.to_pay()
        self.press("F8")
        self.page.wait_for_url("**/quay/thu**")
        self._go_to("reference")
        self.type(reference)
        self.press("F3")
        self._taken()

    def _taken(self) -> None:
        self.page.wait_for_url("**/quay/da-thu/**")
        self.back()

    def show_code(self) -> None:
        self.to_pay()
        self.press("F3")
        self.page.wait_for_url("**/tra-giup/**")

    def by_code(self, phone: Page) -> None:
        """The code is turned to the customer, whose bank's app reads it; the page hears of it by itself."""
        self.show_code()
        picture = self.page.context.request.get(self.page.url + "/ma.png").body()
        found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
        phone.goto(self.demo.bank)
        phone.locator("textarea[name=qr]").fill(found[0].text)
        phone.locator("button[value=text]").click()
        phone.locator(".pay-bar button").click()
        expect(phone.locator("main")).to_contain_text(re.compile(r"FT\d+"))
        expect(self.page.locator("main")).to_contain_text("Khoản này đã được trả", timeout=60_000)
        self.back()

    def begin_shift(self, opening: int) -> None:
        """F8, the float, Enter; and back."""
        self.press("F8")
        self.page.wait_for_url("**/quay")
        self._go_to("opening")
        self.type(str(opening))
        self.press("Enter")
        expect(self.page.locator("#ma")).to_be_visible()
        self.page.goto(f"{self.demo.url}/khach")
        self.keys = self.scans = 0

    def end_shift(self, counted: int) -> None:
        """Counted to the đồng, closed."""
        self.press("F8")
        self.page.wait_for_url("**/quay")
        expect(self.page.locator("#ma")).to_be_focused()  # the browser does that a moment after the page is there
        self.page.evaluate("document.activeElement.blur()")
        self.press("d")
        self.page.wait_for_url("**/dem")
        self._go_to("counted")
        self.type(str(counted))
        self.press("Enter")
        self.page.wait_for_url("**/dong")
        expect(self.page.locator("main")).not_to_contain_text("Lệch")
        self.page.locator("main form button.btn").first.press("Enter")
        expect(self.page.locator("main")).to_contain_text("Đã đóng")

    def back(self) -> None:
        expect(self.page.locator(".helping [data-back]")).to_be_visible()
        self.press("F9")
        self.page.wait_for_url(CUSTOMER)

    def next(self) -> tuple[int, int, float]:
        """The next customer → keys, scans and seconds that this one took."""
        expect(self.page.locator("aside.helping")).to_be_visible()
        self.press("F10")
        expect(self.page.locator("h1")).to_have_text("Khách tiếp theo", timeout=60_000)
        expect(self.page.locator("#text")).to_be_focused()
        took = self.keys, self.scans, time.monotonic() - self.since
        self.keys = self.scans = 0
        self.since = time.monotonic()
        return took

    def settle_in(self) -> None:
        until(self.page, READY)


def left_in(folder: Path, needles: Iterable[bytes]) -> list[str]:
    """Files of a browser's folder that hold one of these."""
    found = []
    for path in (Path(where, name) for where, _folders, names in os.walk(folder) for name in names):
        try:
            held = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        except OSError:  # gone meanwhile, as a whole folder may be, which `rglob` does not forgive
            continue
        found += [f"{path.relative_to(folder)}: {one!r}" for one in needles if one in held]
    return found


def spelt(*words: str) -> list[bytes]:
    """As programs write text: UTF-8 and UTF-16."""
    return [one.encode(code) for one in words for code in ("utf-8", "utf-16-le")]


def stores_of(page: Page) -> dict[str, Any]:
    """What the browser itself still shows to a script of this site."""
    return page.evaluate("""async () => ({
      local: {...localStorage}, session: {...sessionStorage}, cookie: document.cookie,
      caches: (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat(),
      things: await (async () => {
        const found = [];
        for (const { name } of await indexedDB.databases()) {
          const db = await new Promise((resolve) => { const asked = indexedDB.open(name); asked.onsuccess = () => resolve(asked.result); });
          for (const shelf of db.objectStoreNames) {
            const all = await new Promise((resolve) => { const asked = db.transaction(shelf).objectStore(shelf).getAllKeys(); asked.onsuccess = () => resolve(asked.result); });
            if (shelf !== "keys") found.push(...all.map((id) => `${shelf} ${id}`));
          }
          db.close();
        }
        return found;
      })(),
    })""")  # type: ignore[no-any-return]
