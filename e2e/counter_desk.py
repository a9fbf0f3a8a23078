"""Desks of the post office of Hà Tu: who sits down there, with their cards, and a desk's browser with a folder of its own."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from e2e.clerk import Clerk, spelt
from e2e.conftest import ONE_WORKER, Demo
from e2e.phone import KilledPhone
from e2e.signed_in import sign_in
from e2e.thumb import Thumb

HA = "0912000006"
# Nobody else's in the tests of this demonstration: what was handed in for them before would be asked about.
PEOPLE = {
    "Vi Thị Nụ": ("022145000421", "03/02/1945"), "Lê Văn Thọ": ("022079000755", "01/05/1979"), "Hoàng Văn Sáu": ("022060000606", "06/06/1960"),
    "Trịnh Thị Bảy": ("022188000707", "07/07/1988"), "Phan Thị Chín": ("022140000909", "09/09/1940"), "Mạc Thị Hến": ("022145000521", "03/02/1945"),
    "Lương Văn Độ": ("022079000855", "01/05/1979"), "Khổng Văn Cả": ("022060000906", "06/06/1960"), "Vương Thị Út": ("022188000807", "07/07/1988"),
    "Đinh Thị Mơ": ("022190000611", "06/11/1990"),
}  # fmt: skip
NU, THO, SAU, BAY, CHIN, HEN, DO, CA, UT, MO = PEOPLE
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


class Desk(KilledPhone):
    """A desk's browser with its folder on the disk; started again it has the same one."""

    OPTIONS = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}

    def start(self) -> BrowserContext:
        made = super().start()
        made.add_init_script(ONE_WORKER)
        return made


def at_work(
    page: Page,
    demo: Demo,
    phone: str = HA,
    expected: str = "Khách tiếp theo",
    signs_in: Callable[[Thumb, str], None] = sign_in,
) -> Clerk:
    """Signed in, at the page of the next customer, or of whoever sits there still."""
    signs_in(Thumb(page, demo), phone)
    clerk = Clerk(page, demo)
    page.goto(f"{demo.url}/khach")
    expect(page.locator("h1:visible")).to_have_text(expected)
    return clerk
