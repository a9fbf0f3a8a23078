"""Papers that go by post: a clerk writes and signs them in by keyboard, hands them over, the agency confirms and receives with the right day,
resolves, and the result comes back and is given out by the card that is shown."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from e2e.conftest import PHONE, Demo
from e2e.owing import Owing
from e2e.signed_in import sign_in
from e2e.thumb import Thumb
from e2e.until import keys_heard
from tests import things
from tests.people import ANSWERS, QUANG, account_of, make_dossier
from webapp.accounts import service as accounts
from webapp.consignments.models import Consignment
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.i18n import say_day

COUNTER = {"viewport": {"width": 1280, "height": 800}, "locale": "vi-VN", "reduced_motion": "reduce"}
HA, MO, CARD = "0912000006", ("0987000301", "Đinh Thị Mơ"), "022150000777"


class Town:
    """Mơ handed in a dossier at the centre of Hà Tu, where Quang works."""

    def __init__(self, demo: Demo) -> None:
        self.owing = Owing(demo)
        with self.owing.database() as db:
            for phone, name in (MO, QUANG):
                accounts.agree(db, account_of(db, phone, name).id, accounts.consent.current(), "demo")
            accounts.grant(db, account_of(db, *QUANG), "officer", "ha-tu", by="demo")
            mo = account_of(db, *MO)
            person = mo.persons[0]
            person.facts = dict(person.facts) | {"id_number": CARD}
            answers = ANSWERS | {"name": MO[1], "phone": MO[0], "personal_id": CARD, "agency": "06652"}
            found = make_dossier(db, mo, unit="ha-tu", state=State.NEW, answers=answers)
            self.id, self.reference = found.id, found.reference or ""

    def dossier(self) -> tuple[Dossier, Any]:
        """As it is now, and how its promised day comes about."""
        with self.owing.database() as db:
            found = db.get_one(Dossier, self.id)
            return found, dossiers.promise(db, found)

    def one(self) -> Consignment:
        with self.owing.database() as db:
            return db.query(Consignment).filter_by(dossier_id=self.id).one()


@pytest.fixture(scope="module")
def town(demo: Demo) -> Town:
    return Town(demo)


def keys(thumb: Thumb, *pressed: str) -> None:
    for one in pressed:
        if len(one) == 1:
            keys_heard(thumb.page)
        thumb.page.keyboard.press(one)


def at(thumb: Thumb, words: str) -> None:
    expect(thumb.page.locator("main")).to_contain_text(words)


def forget(thumb: Thumb, status: str) -> None:
    """A browser notes every refusal; this one was meant to be."""
    assert len(thumb.problems) == 1
    assert status in thumb.problems.pop()


def write_and_sign(clerk: Thumb, town: Town) -> str:
    """By keyboard alone, but for the field that a hand would click first."""
    clerk.open("/gui-ho-so")
    clerk.look("finding a dossier")
    clerk.page.keyboard.type(town.reference)
    keys(clerk, "Enter")
    at(clerk, "Giấy tờ nhận trên bàn")
    clerk.look("writing the slip")
    clerk.page.locator("[name=name-0]").focus()
    keys(clerk, "ControlOrMeta+a")
    clerk.page.keyboard.type("Hợp đồng thuê nhà")
    keys(clerk, "Tab", "Tab", "Space", "Tab", "Space", "Enter")
    at(clerk, "Chờ ký")
    at(clerk, "trả lại")
    clerk.look("the slip before signing")
    number = town.one().number
    keys(clerk, "k")
    at(clerk, "Đã ghi nhận hai bên ký")
    return number


def hand_over(clerk: Thumb) -> None:
    keys(clerk, "2")
    at(clerk, "Giao hồ sơ cho cơ quan")
    clerk.look("what lies there")
    keys(clerk, "l")
    at(clerk, "Chờ xác nhận")
    clerk.look("the record")


def refused_then_confirmed(officer: Thumb, town: Town) -> None:
    officer.open(f"/ban-lam-viec/{town.id}")
    at(officer, "Hồ sơ nộp bằng giấy qua bưu điện")
    keys(officer, "t")
    expect(officer.page.locator("h1")).to_contain_text("Giấy tờ còn ở bưu điện")
    forget(officer, "409")
    officer.open("/ban-lam-viec")
    keys(officer, "b")
    at(officer, "Bưu điện mang hồ sơ đến")
    officer.look("records at the desk")
    keys(officer, "k")
    at(officer, "Hai bên cùng đếm")
    officer.look("counting together")
    officer.choose("Đủ")
    officer.tap("Xác nhận biên bản")
    at(officer, "Từ đây biên bản không đổi nữa")
    officer.look("the record is confirmed")


def received_with_the_right_day(officer: Thumb, town: Town) -> None:
    """From the record, not from the tap."""
    officer.open(f"/ban-lam-viec/{town.id}")
    keys(officer, "t")
    at(officer, "Đã tiếp nhận. Mã hồ sơ")
    (found, promise), sent = town.dossier(), town.one()
    assert found.received_at == sent.handed_at
    assert found.due_at == promise.due
    at(officer, f"Hẹn trả {say_day(promise.due)}")


def result_goes_back(officer: Thumb, clerk: Thumb) -> None:
    keys(officer, "q")
    officer.page.locator("[name=result-note]").fill("Gửi về bưu điện")
    officer.page.locator("form[action$='/ket-qua'] button.btn").click()
    at(officer, "Trả kết quả")
    officer.open("/ban-lam-viec/giao-nhan")
    officer.look("results for the post office")
    keys(officer, "l")
    at(officer, "Biên bản giao nhận kết quả")
    clerk.open("/giao-ho-so")
    clerk.tap(clerk.page.get_by_role("link", name="Kiểm đếm biên bản"))
    clerk.choose("Đủ")
    clerk.tap("Xác nhận biên bản")
    at(clerk, "Từ đây biên bản không đổi nữa")


def given_out(clerk: Thumb, number: str) -> None:
    clerk.open("/giay-to-goc")
    at(clerk, "Hợp đồng thuê nhà")
    clerk.look("originals that lie here")
    keys(clerk, "3")
    at(clerk, "Kết quả đang ở bưu điện")
    clerk.look("results that lie here")
    clerk.page.locator("#ma").fill(number)
    keys(clerk, "Enter")
    at(clerk, "Trả tại đây")
    clerk.look("giving a result")
    clerk.page.keyboard.type("022150000778")
    clerk.choose("Người nhận đã ký vào sổ")
    clerk.tap("Trả cho người nhận")
    at(clerk, "không trả được")
    forget(clerk, "422")
    clerk.page.locator("[name=card]").fill(CARD)
    clerk.choose("Người nhận đã ký vào sổ")
    clerk.tap("Trả cho người nhận")
    at(clerk, "Đã trả cho Đinh Thị Mơ")
    clerk.look("the result is given")


def test_papers_and_their_result_go_by_the_book(
    browser: Browser, demo: Demo, town: Town, context_of: Callable[..., BrowserContext]
) -> None:
    clerk, officer = (Thumb(context_of(**COUNTER).new_page(), demo) for _ in range(2))
    phone = Thumb(context_of(**PHONE).new_page(), demo)
    for thumb, number in ((clerk, HA), (officer, QUANG[0]), (phone, MO[0])):
        sign_in(thumb, number)
    slip = write_and_sign(clerk, town)
    phone.open(f"/ho-so/{town.id}")
    at(phone, "đang giữ giấy tờ")
    phone.look("papers at the post office")
    hand_over(clerk)
    refused_then_confirmed(officer, town)
    received_with_the_right_day(officer, town)
    phone.open(f"/ho-so/{town.id}")
    at(phone, "thời hạn tính từ lúc này")
    phone.look("papers at the agency")
    result_goes_back(officer, clerk)
    phone.open(f"/ho-so/{town.id}")
    at(phone, "Kết quả đã về")
    phone.look("the result is at the post office")
    given_out(clerk, slip)
    found, _promise = town.dossier()
    assert (found.state, town.one().result) == (State.HANDED_OVER, "given")
    assert isinstance(found.id, UUID)
    assert clerk.problems == officer.problems == phone.problems == []


def test_a_clerk_with_a_phone_sees_the_same_pages(
    demo: Demo, town: Town, context_of: Callable[..., BrowserContext]
) -> None:
    small = Thumb(context_of(**PHONE).new_page(), demo)
    sign_in(small, HA)
    for name, path in {
        "small home": "/gui-ho-so", "small slip": f"/gui-ho-so/{town.id}", "small handing over": "/giao-ho-so",
        "small results": "/tra-ket-qua", "small originals": "/giay-to-goc",
    }.items():  # fmt: skip
        small.open(path)
        small.look(name)


def test_a_result_by_mail_is_followed_on_the_phone(
    demo: Demo, town: Town, context_of: Callable[..., BrowserContext]
) -> None:
    with town.owing.database() as db:
        mo, clerk_id = account_of(db, *MO), account_of(db, HA, "").id
        dossier = make_dossier(db, mo, unit="ha-tu", state=State.RESOLVED, answers=ANSWERS | {"personal_id": CARD})
        dossier.channel = "post"
        one = things.consignment(
            clerk_id, dossier_id=dossier.id, agency_id="ha-tu", state="handed_over", result="here", address="Tổ 3, khu 5, Hà Tu",
            handed_at=dossier.received_at, sheet={"sender": MO[1]},
        )  # fmt: skip
        db.add(one)
        dossier_id, page = dossier.id, f"/tra-ket-qua/{one.id}"
    clerk, phone = Thumb(context_of(**COUNTER).new_page(), demo), Thumb(context_of(**PHONE).new_page(), demo)
    sign_in(clerk, HA)
    sign_in(phone, MO[0])
    clerk.open(page)
    clerk.look("a result to send")
    clerk.page.locator("[name=item]").fill("EB 123 456 785 VN")
    keys(clerk, "Enter")
    at(clerk, "Bưu gửi EB123456785VN")
    clerk.look("an item in the mail")
    keys(clerk, "5")
    at(clerk, "Đang chuyển đi ·")
    phone.open(f"/ho-so/{dossier_id}")
    at(phone, "Đang chuyển đi ·")
    phone.look("an item on its way")
    keys(clerk, "6")
    at(clerk, "Đã trả cho Đinh Thị Mơ")
    with town.owing.database() as db:
        assert db.get_one(Dossier, dossier_id).state == State.HANDED_OVER
