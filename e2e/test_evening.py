"""An evening without a signal in three homes: a phone of one's own, a number that the house shares, a grandmother without any."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.evening import Evening
from e2e.flight import settle_in, take_along
from e2e.in_the_hamlet import link_on_the_phone
from e2e.phone import through
from e2e.signed_in import AN, sign_in
from e2e.thumb import Thumb
from e2e.wire import Wire

DUNG, YEN = "0912000004", "0912000005"
SHARED = "0987000055"  # nobody else's in the demonstration: who joins a household is asked who they are from then on
WEAK, DROPPED = 400, 0.05  # kbit/s; of all connections


@pytest.fixture
def wire(demo: Demo) -> Iterator[Wire]:
    with Wire(int(demo.url.rsplit(":", 1)[1])) as made:
        yield made


def messages(demo: Demo, phone: str) -> list[dict[str, str]]:
    return [one for one in demo.json("/demo/messages.json") if one["to"] == phone]  # type: ignore[attr-defined]


def link_in(message: dict[str, str]) -> str:
    found = re.search(r"/nho-giup/\S+", message["body"])
    assert found, message
    return found[0]


def own_phone(demo: Demo, context_of: Callable[..., BrowserContext], path: str, phone: str = "") -> Thumb:
    """The page that a message leads to, on the phone it came to."""
    thumb = Thumb(context_of(**PHONE).new_page(), demo)
    if phone:
        sign_in(thumb, phone)
    thumb.open(path)
    return thumb


def allowed_by_message(
    demo: Demo, helper: Thumb, context_of: Callable[..., BrowserContext], called: str, phone: str
) -> str:
    """The helper asks by message, the citizen says yes on their own phone; the path of their page."""
    helper.open("/giup/moi")
    helper.page.locator("#called").fill(called)
    helper.page.locator("#phone").fill(phone)
    helper.tap("Tiếp tục")
    helper.page.wait_for_url(re.compile("/giup/[0-9a-f-]{36}"))
    path = link_in(next(one for one in messages(demo, phone) if "/nho-giup/" in one["body"]))
    theirs = own_phone(demo, context_of, path)
    theirs.tap("Đồng ý cho giúp")
    expect(theirs.page.locator("h1")).to_contain_text("đang giúp")
    return path


@pytest.fixture
def evening(demo: Demo, wire: Wire, context_of: Callable[..., BrowserContext]) -> Evening:
    """Dũng's phone at the far end of the wire, with what an evening needs."""
    thumb = Thumb(context_of(**PHONE).new_page(), through(demo, wire))
    sign_in(thumb, DUNG)
    settle_in(thumb)
    take_along(thumb)
    return Evening(thumb, thumb.demo)


def three_homes(evening: Evening) -> None:
    evening.visit("ông An")
    evening.work("Nguyễn Văn An")
    evening.meet("Lê Văn Tám", "022079000555", "1/5/1979", SHARED, "home")
    evening.photograph_paper()
    evening.work("Lê Văn Tám")
    evening.meet("Đỗ Thị Na", "022145000321", "3/2/1945")
    evening.photograph_paper()
    evening.work("Đỗ Thị Na")


def all_is_sent(evening: Evening, wire: Wire) -> None:
    """Over a poor line; a browser calls a cut connection an error, and the answer that hands nothing in."""
    wire.kbit_per_s, wire.dropped, wire.down = WEAK, DROPPED, False
    evening.page.context.set_offline(False)
    expect(evening.part("open").locator("[data-left]")).to_have_text("Mọi thứ đã gửi xong.", timeout=240_000)
    evening.thumb.problems.clear()
    evening.thumb.look("after the signal is back")


def kept_and_not_handed_in(evening: Evening, of_the_citizen: Thumb) -> None:
    """Taken back while the helper was away: on the list of both."""
    wrong = evening.part("open").locator("[data-wrong] a")
    expect(wrong).to_have_count(1)
    evening.thumb.tap(wrong)
    expect(evening.part("home")).to_contain_text("Không nộp: người này đã thôi nhờ")
    evening.thumb.look("kept and not handed in")
    expect(of_the_citizen.page.locator("main")).to_contain_text("Người giúp gửi về, chưa nộp")


def frozen_by(citizen: Thumb, manager: Thumb) -> None:
    """«Không phải tôi» in the citizen's hand; then the manager's case list."""
    citizen.tap("Không phải tôi nhờ")
    expect(citizen.page.locator("h1")).to_contain_text("Đã dừng ngay")
    manager.page.reload()
    expect(manager.page.locator("main")).to_contain_text("Phạm Văn Dũng")
    manager.look("the manager's cases")


def test_three_homes(demo: Demo, wire: Wire, evening: Evening, context_of: Callable[..., BrowserContext]) -> None:
    of_an = allowed_by_message(demo, evening.thumb, context_of, "ông An", AN)
    evening.begin()
    evening.page.context.set_offline(True)
    wire.lose_signal()
    three_homes(evening)
    own_phone(demo, context_of, of_an).tap("Thôi nhờ giúp")
    all_is_sent(evening, wire)
    kept_and_not_handed_in(evening, own_phone(demo, context_of, "/ho-so", AN))
    assert {one["template"] for one in messages(demo, SHARED)} >= {"help_given", "help_act"}
    told = link_on_the_phone(own_phone(demo, context_of, "/"), SHARED, "/nho-giup/")
    frozen_by(own_phone(demo, context_of, told), own_phone(demo, context_of, "/giup/vu-viec", YEN))
