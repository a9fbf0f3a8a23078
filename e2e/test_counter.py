"""Five walk-ins in a row by keyboard and scanner gun; two clerks on one computer; a cut line; a power cut; nothing left of anybody."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from e2e.clerk import Clerk, left_in, renting, spelt, stores_of, tenancy
from e2e.conftest import PHONE, Demo, photograph
from e2e.signed_in import sign_in
from e2e.thumb import Thumb
from tools.browser import STILL

HA = "0912000006"
PEOPLE = {
    "Đỗ Thị Na": ("022145000321", "03/02/1945"), "Lê Văn Tám": ("022079000555", "01/05/1979"), "Hoàng Văn Sáu": ("022060000606", "06/06/1960"),
    "Trịnh Thị Bảy": ("022188000707", "07/07/1988"), "Phan Thị Chín": ("022140000909", "09/09/1940"),
}  # fmt: skip
NA, TAM, SAU, BAY, CHIN = PEOPLE
FLOAT = 500_000


def card(name: str) -> str:
    """As a gun types it."""
    number, born = PEOPLE[name]
    sex = "Nữ" if number[3] in "13" else "Nam"
    return f"{number}||{name}|{born.replace('/', '')}|{sex}|Khu 2, phường Hà Tu, Quảng Ninh|01012022||"


def secrets_of(name: str) -> list[bytes]:
    """Name, number and the name of a file of theirs."""
    return spelt(name, PEOPLE[name][0], file_of(name))


def file_of(name: str) -> str:
    return f"giay-{PEOPLE[name][0][-4:]}-cua-khach.jpg"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "folder"


@pytest.fixture
def open_desk(playwright: Playwright, folder: Path) -> Iterator[Callable[[], BrowserContext]]:
    """A desk's browser with a folder of its own on the disk; opened again it has the same one."""
    made: list[BrowserContext] = []

    def start() -> BrowserContext:
        made.append(playwright.chromium.launch_persistent_context(
            str(folder), executable_path=os.environ.get("E2E_BROWSER") or None, args=STILL, viewport={"width": 1280, "height": 800},
            reduced_motion="reduce",
        ))  # fmt: skip
        made[-1].add_init_script("delete globalThis.SyncManager")
        return made[-1]

    yield start
    for one in made:
        one.close()


@pytest.fixture
def ha(open_desk: Callable[[], BrowserContext], demo: Demo) -> Clerk:
    return at_work(open_desk().pages[0], demo)


def at_work(page: Page, demo: Demo, phone: str = HA) -> Clerk:
    sign_in(Thumb(page, demo), phone)
    clerk = Clerk(page, demo)
    page.goto(f"{demo.url}/khach")
    expect(page.locator("h1")).to_have_text("Khách tiếp theo")
    clerk.settle_in()
    return clerk


def nothing_left(ha: Clerk, folder: Path, name: str) -> None:
    """Of this customer: in the folder on the disk, in what a script finds, in cookies."""
    held = stores_of(ha.page)
    assert held["things"] == [], held
    assert not [url for url in held["caches"] if re.search(r"/(ho-so|khach/[0-9a-f]|quay|tra-giup)", url)], held[
        "caches"
    ]
    said = str(held) + str(ha.page.context.cookies())
    for secret in (name, PEOPLE[name][0], file_of(name)):
        assert secret not in said
    assert left_in(folder, secrets_of(name)) == []


def test_five_walk_ins_by_keyboard_and_gun(
    ha: Clerk, folder: Path, context_of: Callable[..., BrowserContext], tell: Callable[[str], None]
) -> None:
    phone = context_of(**PHONE).new_page()
    ha.begin_shift(FLOAT)

    def served(name: str, how: str) -> None:
        keys, scans, seconds = ha.next()
        tell(f"{name}, {how}: {keys} keys, {scans} scan, {seconds:.0f} s of app time")
        nothing_left(ha, folder, name)

    ha.sit(card(NA), NA)
    ha.open("Đăng ký tạm trú")
    ha.fill(renting(NA, *PEOPLE[NA]))
    ha.scan_paper(file_of(NA), photograph("Hop dong thue nha"))
    ha.scan_paper(file_of(NA), photograph("Chu nha dong y"))
    ha.read_over()
    ha.send()
    ha.cash("10000")
    served(NA, "two papers, cash")

    for name, pay, how in (
        (TAM, lambda: ha.cash("7000"), "cash"),
        (SAU, lambda: ha.card("482913"), "card"),
        (BAY, lambda: ha.by_code(phone), "VietQR"),
    ):
        ha.sit(card(name), name)
        ha.open("Đăng ký tạm trú")
        ha.fill(tenancy(name, *PEOPLE[name]))
        ha.read_over()
        ha.send()
        pay()
        served(name, how)

    ha.sit(card(CHIN), CHIN)
    ha.open("Đăng ký tạm trú")
    ha.fill(tenancy(CHIN, *PEOPLE[CHIN]) | {"nop-declared": "elderly"})
    ha.read_over()
    ha.send()
    expect(ha.page.locator("main article")).to_contain_text("Đã nộp, chờ tiếp nhận", timeout=60_000)
    expect(ha.page.locator("[data-key=f8]")).to_have_count(0)
    served(CHIN, "old enough to pay nothing")

    ha.end_shift(FLOAT + 2 * 7000)
    assert not ha.problems
