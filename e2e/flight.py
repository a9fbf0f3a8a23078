"""A whole application filled in on a phone without a signal: form, photographs, reading over, the last word."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from e2e.conftest import Demo, photograph
from e2e.phone import DATES
from e2e.thumb import Thumb
from e2e.until import until
from tests.dossiers.conftest import complete, rented

TENANCY = "1.004194"
PAPERS = ("cho-o", "cho-o", "y-kien-chu-nha")
READY = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
# No worker is about to take another's place: Playwright stops each that starts, and a page asked for just then may wait for good.
TAKEN_OVER = """async () => {
  const { installing, waiting, active } = await navigator.serviceWorker.ready;
  const { controller } = navigator.serviceWorker;
  return !installing && !waiting && active.state === "activated" && controller?.scriptURL === active.scriptURL; }"""


def settle_in(thumb: Thumb) -> None:
    """The service worker is there and in charge."""
    thumb.open("/")
    thumb.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    thumb.page.reload()
    until(thumb.page, READY)


def take_along(thumb: Thumb) -> None:
    """The procedure is on the phone, with all that its journey needs."""
    thumb.open(f"/mang-theo?ma={TENANCY}")
    button = thumb.page.locator("button[form=mang-theo]")
    expect(button).to_be_enabled()
    button.click()
    expect(thumb.page.locator("[data-along-words]")).to_contain_text("Xong", timeout=60_000)
    until(thumb.page, TAKEN_OVER)


def answers(name: str) -> dict[str, str]:
    return complete() | rented() | DATES | {"name": name, "declarant": name}


class Flight:
    """One dossier, begun and finished on the phone."""

    def __init__(self, page: Page, demo: Demo, name: str) -> None:
        self.page, self.demo, self.name = page, demo, name
        self.id = ""

    def begin(self) -> None:
        self.page.goto(f"{self.demo.url}/thu-tuc/{TENANCY}/lam")
        self.page.wait_for_url(re.compile("#"))
        self.page.wait_for_selector("[data-steps]:not([hidden])")
        self.id = self.page.url.split("#")[1].split("/")[0]

    def fill(self, fields: dict[str, str] | None = None) -> None:
        """Every question that comes up, group by group, and on to the papers."""
        fields, page = fields or answers(self.name), self.page
        group = page.locator("[data-group]:visible")
        for _group in range(20):
            step(page, fields)
            here = group.get_attribute("data-group")
            page.locator("[data-go]").click()
            left = page.locator(f"[data-group]:visible:not([data-group='{here}'])").or_(
                page.locator("[data-module=papers_here], #gui")
            )
            expect(left.first).to_be_attached()
            if not page.locator("#don").count():
                return
        raise AssertionError("the form has no end")

    def photographs(self, slots: tuple[str, ...] = PAPERS) -> None:
        for number, slot in enumerate(slots, 1):
            self.shoot(slot, photograph(f"{self.name} {number}"), slots[:number].count(slot))

    def shoot(self, slot: str, picture: bytes, rows: int = 1) -> None:
        """One photograph through the workshop; then the card of its paper has so many rows."""
        card = self.page.locator(f"#giay-{slot}")
        card.locator(f"#chup-{slot}").set_input_files(
            {"name": f"{slot}.jpg", "mimeType": "image/jpeg", "buffer": picture}
        )
        send, keep = card.locator("[data-do=send]"), card.locator("[data-do=keep]")
        expect(send.or_(keep).locator("visible=true").first).to_be_visible(timeout=60_000)
        if keep.is_visible():
            keep.click()
        send.click()
        expect(card.locator(".on-its-way")).to_have_count(rows, timeout=60_000)

    def sign(self) -> None:
        page = self.page
        page.locator("a[data-next]").click()
        expect(page).to_have_url(re.compile("/doc-lai"), timeout=30_000)
        expect(page.locator("[data-part=read] section").first).to_be_visible()
        for box in page.locator("form[data-part=sign] label.choice:visible").all():
            box.click()
        page.locator("form[data-part=sign] button.btn:not(.ghost)").click()
        page.wait_for_url(re.compile("/dang-cho"))


def step(page: Page, fields: dict[str, Any]) -> None:
    """Fills what is visible, until nothing new comes up."""
    for _round in range(4):
        done = page.evaluate(
            """(fields) => {
              let changed = 0;
              for (const control of document.querySelectorAll("[data-group]:not([hidden]) :is(input,select,textarea)[name]")) {
                const value = fields[control.name];
                if (value === undefined || control.disabled || control.closest("[hidden]")) continue;
                const tick = control.type === "radio" || control.type === "checkbox";
                if (tick ? control.checked || control.value !== value : control.value === value) continue;
                if (tick) control.checked = true; else control.value = value;
                for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
                changed += 1;
              }
              return changed;
            }""",
            fields,
        )
        if not done:
            return
