"""A team is asked to come without an account: the code from the text message, who goes, the helper opens it, it is called off."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from e2e.in_the_hamlet import DUNG, PHONE, YEN, Demo, link_on_the_phone, press, sign_in
from e2e.signed_in import forget_earlier_codes
from e2e.thumb import Thumb, code_sent_to

NUMBER, NAME, HOUSE = "0987000421", "bà Lành", "Số 8, ngõ 5, Lê Thánh Tông"
ASK = "/den-nha?xa=06685&to=to-so-hong-gai-1"


def says(thumb: Thumb, words: str) -> None:
    expect(thumb.page.locator("main")).to_contain_text(words)


def asked(citizen: Thumb) -> None:
    """The form, then the code; only then the team hears of it."""
    page = citizen.page
    forget_earlier_codes(citizen)
    citizen.open(ASK)
    citizen.look("asking")
    page.locator("select[name=slot]").select_option(index=1)
    citizen.tap(page.locator("label.choice:has(input[name=whom])").nth(1))
    for name, words in (("name", NAME), ("address", HOUSE), ("phone", NUMBER)):
        citizen.type(page.locator(f"input[name={name}]"), words)
    citizen.tap(page.locator("label.choice:has(input[name=agree])"))
    citizen.tap(page.locator(".foot button.btn"))
    page.wait_for_url(re.compile(r"/ma$"))
    citizen.look("code")
    citizen.type(page.locator("input[name=code]"), code_sent_to(citizen.demo, NUMBER))
    citizen.tap("Tiếp tục")
    says(citizen, "Đã ghi, tổ sẽ báo ai đến")
    citizen.look("asked")


def assigned(yen: Thumb) -> str:
    """The manager finds it among those that wait, and sends Dũng; returns its page."""
    sign_in(yen, YEN)
    yen.open("/to-cua-toi")
    says(yen, "lần chờ phân công")
    yen.look("team")
    yen.tap(yen.page.locator("a[href='/to-cua-toi/den-nha']"))
    assert NAME not in yen.page.locator("main").inner_text()
    yen.look("visits")
    places = yen.page.locator("td.main a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    for place in places:  # the demonstration has one of its own
        yen.open(place)
        if NAME in yen.page.locator("main").inner_text():
            break
    says(yen, HOUSE)
    yen.look("visit")
    yen.choose("Phạm Văn Dũng")
    press(yen, "/phan-cong")
    says(yen, "Đã phân công")
    return str(place)


def test_asked_without_an_account_assigned_opened_and_called_off(
    demo: Demo, context_of: Callable[..., BrowserContext]
) -> None:
    citizen, yen, dung = (Thumb(context_of(**PHONE).new_page(), demo) for _ in range(3))
    asked(citizen)
    place = assigned(yen)
    sign_in(dung, DUNG)
    dung.open("/giup/den-nha")
    assert NAME not in dung.page.locator("main").inner_text()
    dung.look("round")
    dung.open(place.replace("/to-cua-toi", "/giup"))
    says(dung, HOUSE)
    dung.look("house")
    citizen.open(link_on_the_phone(citizen, NUMBER, "/den-nha/"))
    says(citizen, "Phạm Văn Dũng sẽ đến")
    citizen.tap(citizen.page.locator("summary", has_text="Từ lúc nhờ đến nay"))
    says(citizen, "Ai đã mở xem tên và địa chỉ")
    citizen.tap(citizen.page.locator("summary", has_text="Không cần nữa?"))
    citizen.look("who comes")
    citizen.tap("Thôi, không cần đến nữa")
    says(citizen, "Đã thôi nhờ")
    citizen.look("called off")
    dung.page.reload()
    assert HOUSE not in dung.page.locator("main").inner_text()
    dung.look("nobody's house any more")
