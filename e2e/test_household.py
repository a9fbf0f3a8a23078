"""One phone for a household: a mother for her child, said once; then somebody leaves with what is theirs for a number of their own."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.in_the_hamlet import newcomer
from e2e.thumb import Thumb

FAMILY, OWN = "0987000441", "0987000442"
MOTHER, CHILD, AUNT = "Trần Thị Na", "Trần Minh Đức", "Trần Thị Sen"


def says(thumb: Thumb, words: str) -> None:
    expect(thumb.page.locator("main")).to_contain_text(words)


def joins(thumb: Thumb, name: str, born: str) -> None:
    """Typed by hand, from the page of the household."""
    thumb.open("/can-cuoc/go-tay?tiep=/tai-khoan/nha")
    for field, words in (("full_name", name), ("birth_date", born)):
        thumb.type(thumb.page.locator(f"input[name={field}]"), words)
    thumb.tap(thumb.page.locator("main form button.btn").first)
    thumb.page.wait_for_url(f"{thumb.demo.url}/tai-khoan/nha")  # in whole: the address of the form ends alike


def says_who_acts(thumb: Thumb) -> None:
    page = thumb.page
    thumb.tap(page.get_by_role("link", name=CHILD).last)
    if "Ai đang cầm máy này?" in page.locator("h1").inner_text():
        thumb.look("who holds the phone")
        thumb.tap(page.get_by_role("button", name=MOTHER))
    thumb.look("what they are to each other")
    thumb.choose("Bố hoặc mẹ")
    thumb.tap("Lưu lại")
    says(thumb, f"làm cho {CHILD}")
    thumb.look("household")


def test_who_acts_for_whom_and_leaving_with_what_is_ones_own(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    family, own = (Thumb(context_of(**PHONE).new_page(), demo) for _ in range(2))
    newcomer(family, FAMILY)
    joins(family, MOTHER, "12/03/1985")
    joins(family, CHILD, "20/05/2018")
    joins(family, AUNT, "02/01/1979")
    says_who_acts(family)
    newcomer(own, OWN)
    own.open("/gia-dinh/nhan")
    own.look("receiving")
    own.tap("Lấy mã")
    own.look("a code")
    family.open("/gia-dinh/chuyen")
    family.choose(AUNT)
    family.type(family.page.locator("input[name=code]"), own.page.locator(".big.num").inner_text())
    family.look("leaving")
    family.tap("Xem lại trước khi chuyển")
    says(family, f"Chuyển {AUNT} sang số")
    family.look("to be looked over")
    family.tap("Đồng ý chuyển")
    says(family, "Đã chuyển sang số riêng")
    family.look("left")
    own.tap("Bên kia bấm xong rồi", "link")
    says(own, AUNT)
    own.look("arrived")
    family.open("/tai-khoan/nha")
    assert AUNT not in family.page.locator("main").inner_text()
