"""A person's thumb: taps and types like one, counts both, and looks at every page with axe."""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from e2e.conftest import OPEN_PAGES, Demo

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}

# Whatever lies half under the bar at the thumb is one scroll away from being whole: axe looks with the bars let go.
RUN = f"""async () => {{
  const bars = [...document.querySelectorAll(".foot, .tabs")];
  bars.forEach((bar) => bar.style.setProperty("position", "static"));
  const found = await axe.run(document, {json.dumps(RULES)});
  bars.forEach((bar) => bar.style.removeProperty("position"));
  return found;
}}"""
SMALL = """[...document.querySelectorAll("button, .btn, .tile, a.row, select, summary, label.choice, nav a, .top a, .foot a, \
input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea")]
  .filter((e) => e.checkVisibility() && !e.closest(".staff"))
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.height > 1 && (box.height < 47.5 || box.width < 47.5))
  .map(([e, box]) => `${e.outerHTML.slice(0, 80)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@cache
def _axe() -> str:
    return AXE.read_text()


# A signal that is gone, or is just going, is none of the page's.
NO_ERRORS = ("favicon", "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_RESET")


class Thumb:
    """Drives one page. `taps` and `typed` (characters) are the effort; `seen` the pages that were looked at."""

    def __init__(self, page: Page, demo: Demo) -> None:
        self.page, self.demo = page, demo
        OPEN_PAGES.append(page)
        self.taps = self.typed = 0
        self.seen: list[str] = []
        self.problems: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def _listen(self, message: Any) -> None:
        if message.type == "error" and not any(said in message.text for said in NO_ERRORS):
            self.problems.append(f"{self.page.url}: {message.text}")

    def open(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.demo.url + path)

    def tap(self, what: str | Locator, role: str = "button") -> None:
        self._one(what, role).click()
        self.taps += 1

    def choose(self, label: str, within: str | None = None) -> None:
        """Tap the row of a radio or checkbox."""
        place = self.page.locator(within) if within else self.page
        place.locator("label.choice:visible", has_text=label).first.click()
        self.taps += 1

    def pick(self, label: str, option: str) -> None:
        """Choose from a list: a tap to open it and one on the option."""
        self.page.get_by_label(label, exact=False).locator("visible=true").first.select_option(label=option)
        self.taps += 2

    def type(self, label: str | Locator, text: str) -> None:
        field = (
            self.page.get_by_label(label, exact=False).locator("visible=true").first
            if isinstance(label, str)
            else label
        )
        field.fill(text)
        self.taps += 1
        self.typed += len(text)

    def _one(self, what: str | Locator, role: str) -> Locator:
        return self.page.get_by_role(role, name=what).locator("visible=true").first if isinstance(what, str) else what  # type: ignore[arg-type]

    def look(self, name: str) -> None:
        """The page is right: a heading, no sideways scrolling, targets large enough, no axe violation, no error.

        E2E_SHOTS=folder keeps a picture of every page looked at.
        """
        page = self.page
        if folder := os.environ.get("E2E_SHOTS"):
            page.screenshot(path=f"{folder}/{len(self.seen):02}-{re.sub('[^a-z]+', '-', name)}.png", full_page=True)
        expect(page.locator("h1:visible")).to_have_count(1)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name}: scrolls sideways by {wide} px"
        small = page.evaluate(SMALL)
        assert not small, f"{name}: targets below 48 px: {small}"
        page.evaluate(_axe())
        found = page.evaluate(RUN)["violations"]
        said = [f"{v['id']}: {v['help']}: {[n['target'] for n in v['nodes']][:3]}" for v in found]
        assert not said, f"{name}: " + "\n".join(said)
        assert not self.problems, f"{name}: {self.problems}"
        self.seen.append(name)

    def code_sent_to(self, phone: str) -> str:
        """The newest one-time code for a phone, read as a newcomer would: from the demonstration's messages."""
        return code_sent_to(self.demo, phone)


def code_sent_to(demo: Demo, phone: str) -> str:
    for message in demo.json("/demo/messages.json"):  # type: ignore[attr-defined]
        if message["to"] == phone and message["template"] == "one_time_code":
            found = re.search(r"\d{6}", f"{message['title']} {message['body']}")
            assert found
            return found[0]
    raise AssertionError(f"no code for {phone}")
