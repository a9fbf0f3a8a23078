"""The browser's part of `make bench`: first visits on a slow line with a slow phone, visits from what the phone kept, Lighthouse.

Each page is visited five times by browsers that were never here, in turns, so that whatever else the machine does meets all
alike; the table holds the medians.
"""

import os
import sys
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tools.bench import lighthouse, visits
from tools.bench.report import DOCS, between
from tools.browser import STILL, find
from tools.shots import demonstration, first_that_opens, sign_in

ROUNDS = int(os.environ.get("ROUNDS", "5"))
PUBLIC = {
    "Home": "/",
    "Procedure": "/thu-tuc/1.004194",
    "Look-up": "/tra-cuu",
    "Application form": "/thu-tuc/1.004194/lam",
}
STATUS = "Dossier, signed in"
BUDGET = {"cold": 2000, "kept": 500, "blocked": 150}
PROMISED = ("Home", "Procedure", "Look-up", STATUS)


@dataclass(frozen=True)
class Row:
    """Medians of one page; milliseconds, bytes, points of 100. `kept` None: a personal page is never kept."""

    page: str
    requests: int
    total: int
    cold: float
    blocked: float
    kept: float | None
    scores: tuple[int, ...]


def main() -> None:
    rows = run()
    said = table(rows)
    path = DOCS / "speed.md"
    path.write_text(between(path.read_text(encoding="utf-8"), "browser", said), encoding="utf-8")
    print(said)
    if over := beyond(rows):
        sys.exit("Beyond what is promised: " + "; ".join(over))


def run(rounds: int = ROUNDS) -> list[Row]:
    """Measure all pages of a demonstration of its own."""
    program = find()
    os.environ["E2E_BROWSER"] = program
    with demonstration() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=STILL)
        cookies, status = _somebody(browser, url)
        pages = {name: visits.Place(url, path) for name, path in PUBLIC.items()}
        pages[STATUS] = visits.Place(url, status, cookies)
        found: dict[str, list[visits.Visit]] = defaultdict(list)
        for number in range(rounds):
            for name, place in pages.items():
                print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr, flush=True)
                found[name].append(visits.visit(browser, place))
        browser.close()
        scores = {name: lighthouse.scores(program, place, rounds) for name, place in pages.items()}
    return [_row(name, found[name], scores[name]) for name in pages]


def _somebody(browser: Browser, url: str) -> tuple[list[dict[str, object]], str]:
    """The cookies of a citizen who signed in, and the path of a dossier on its way."""
    page = browser.new_context(**visits.PHONE).new_page()
    sign_in(page, url)
    first_that_opens(page, url, "", "ol.line")
    cookies = [dict(one) for one in page.context.cookies(url)]
    path = page.url.removeprefix(url)
    page.context.close()
    return cookies, path


def _row(name: str, seen: list[visits.Visit], scores: tuple[int, ...]) -> Row:
    kept = [one.kept for one in seen if one.kept is not None]
    return Row(
        name,
        max(one.requests for one in seen),
        max(one.total for one in seen),
        median(one.cold for one in seen),
        median(one.blocked for one in seen),
        median(kept) if kept else None,
        scores,
    )


def beyond(rows: list[Row]) -> list[str]:
    """What is slower than promised, in words."""
    promised = [row for row in rows if row.page in PROMISED]
    slow = [
        f"{row.page}: {name} {value:.0f} ms, promised {most}"
        for row in promised for name, most in BUDGET.items()
        if (value := getattr(row, name)) is not None and value > most
    ]  # fmt: skip
    return slow + [f"{row.page}: Lighthouse {row.scores}" for row in promised if min(row.scores) < 100]


def table(rows: list[Row]) -> str:
    head = [
        "Page",
        "Requests",
        "kB",
        "LCP cold, s",
        "Blocked, ms",
        "LCP from the phone, s",
        *lighthouse.CATEGORIES.values(),
    ]
    lines = [
        [row.page, str(row.requests), f"{row.total / 1000:.1f}", f"{row.cold / 1000:.2f}", f"{row.blocked:.0f}",
         "never kept" if row.kept is None else f"{row.kept / 1000:.2f}", *map(str, row.scores)]
        for row in rows
    ]  # fmt: skip
    rule = ["---", *("--:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))


if __name__ == "__main__":
    main()
