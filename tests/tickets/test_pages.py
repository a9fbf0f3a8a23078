"""The line by its pages: a phone, the tablet, the board, a desk, and who says how it is run."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.page import Client, Page
from tests.people import UNIT, Browser
from tests.tickets.office import AT, Office
from webapp import clock
from webapp.tickets import service, setting
from webapp.tickets.models import QueueTicket
from webapp.units import service as units

BOARD, DESK, RULES = "/bang-so/hong-gai", "/goi-so", "/goi-so/cach-xep/hong-gai"
BOOK = "/hen-gio/hong-gai"


def take(client: Any, at: str = AT, **said: str) -> Any:
    return client.post(at, data={"id": Page(client.get(at).text).inputs["id"], "group": ""} | said)


def opened(khanh: Browser, label: str = "3") -> None:
    page = Page(khanh.get(DESK).text)
    assert khanh.post(f"{DESK}/mo", data={"id": page.inputs["id"], "unit": UNIT, "label": label}).status_code == 303


def press(khanh: Browser, action: str) -> str:
    """The button as the page shows it; the page after."""
    seen = re.search(r'name="thay" value="([^"]*)"', khanh.get(DESK).text)
    assert khanh.post(f"{DESK}/{action}", data={"thay": seen[1] if seen else ""}).status_code == 303
    return khanh.get(DESK).text


def test_a_phone_takes_a_number_without_saying_who_it_is(client: Client, office: Office) -> None:
    office.take()
    answer = take(client)
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "Số 2" in page
    assert "Còn 1 người trước" in page


def test_the_same_phone_is_led_to_the_number_it_has(client: Client, office: Office) -> None:
    first = take(client).headers["Location"]
    assert first in client.get(AT).text
    page_of_before = {"id": "01890000-0000-7000-8000-000000000001", "group": ""}
    assert client.post(AT, data=page_of_before).headers["Location"] == first
    assert office.numbers() == [1]


def test_a_tablet_gives_one_number_after_the_other_on_paper_too(client: Client, office: Office) -> None:
    setting.new_tablet(office.db, UNIT)
    office.db.commit()
    tablet = f"{AT}?may={service.line(office.db, UNIT).tablet}"
    office.db.commit()
    for number in (1, 2):
        page = client.get(take(client, tablet).headers["Location"]).text
        assert f"Số {number}" in page
        assert "Người tiếp theo" in page
    (paper,) = re.findall(r'href="(/so/[^"]+\.pdf)"', page)
    answer = client.get(paper)
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")


def test_a_wrong_tablet_is_a_phone(client: Client, office: Office) -> None:
    setting.new_tablet(office.db, UNIT)
    office.db.commit()
    assert "Người tiếp theo" not in client.get(take(client, f"{AT}?may=not-it").headers["Location"]).text


def test_where_numbers_are_taken_on_the_spot_only_a_phone_gets_none(client: Client, office: Office) -> None:
    setting.change(office.db, UNIT, {"from_home": False}, None)
    office.db.commit()
    assert "chỉ cho lấy số tại chỗ" in client.get(AT).text
    assert client.post(AT, data={"id": "01890000-0000-7000-8000-000000000001", "group": ""}).status_code == 409


def test_while_it_is_closed_it_says_so(client: Client, office: Office) -> None:
    clock.set_to(clock.local(clock.now()).replace(hour=20))
    assert "đang nghỉ" in client.get(AT).text
    assert client.post(AT, data={"id": "01890000-0000-7000-8000-000000000001", "group": ""}).status_code == 409


@pytest.mark.parametrize("said", [{"group": "president"}, {"group": "child"}])
def test_a_group_that_is_not_offered_comes_back(client: Client, office: Office, said: dict[str, str]) -> None:
    assert (take(client, **said).status_code, office.numbers()) == (422, [])


@pytest.mark.parametrize(
    "path",
    [
        "/lay-so/nowhere",
        "/lay-so/to-so-hong-gai-1",
        "/so/none",
        "/so/none.pdf",
        "/api/so/none",
        "/bang-so/nowhere",
        "/hen-gio/nowhere",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, office: Office, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_phone_and_the_board_hear_of_a_call(client: Client, khanh: Browser, office: Office) -> None:
    at = take(client).headers["Location"]
    assert client.get(f"/api{at}").json == {
        "state": "waiting",
        "desk": None,
        "calls": 0,
        "before": 0,
        "low": None,
        "high": None,
    }
    opened(khanh)
    assert "Đang mời số 1" in press(khanh, "tiep")
    said = client.get(f"/api{at}").json
    assert (said["state"], said["desk"], said["calls"]) == ("called", "3", 1)
    assert "Mời đến quầy 3" in client.get(at).text
    assert client.get(f"/api{BOARD}").json == {"calls": [{"number": 1, "desk": "3", "calls": 1}], "waiting": 0}
    assert "Quầy 3" in client.get(BOARD).text


def test_a_desk_calls_again_says_nobody_came_and_closes(client: Client, khanh: Browser, office: Office) -> None:
    at = take(client).headers["Location"]
    opened(khanh)
    press(khanh, "tiep")
    assert "gọi 2 lần" in press(khanh, "goi-lai")
    assert "Quầy đang trống" in press(khanh, "vang")
    assert "Đã gọi mà chưa thấy" in client.get(at).text
    client.post(f"{at}/toi")
    assert "Đang mời số 1" in press(khanh, "tiep")
    assert "Mở quầy" in press(khanh, "dong")
    assert "Số này đã xong" in client.get(at).text


def test_with_nobody_waiting_it_says_so(khanh: Browser, office: Office) -> None:
    opened(khanh)
    assert "Không còn ai chờ" in press(khanh, "tiep")


def test_without_a_desk_nothing_is_called(khanh: Browser, office: Office) -> None:
    office.take()
    assert khanh.post(f"{DESK}/tiep").status_code == 303
    assert office.numbers() == [1]
    assert khanh.post(f"{DESK}/khac").status_code == 303


@pytest.mark.parametrize("label", ["", "<b>", "quầy số một hai ba"])
def test_a_desk_has_a_short_plain_name(khanh: Browser, office: Office, label: str) -> None:
    page = Page(khanh.get(DESK).text)
    assert khanh.post(f"{DESK}/mo", data={"id": page.inputs["id"], "unit": UNIT, "label": label}).status_code == 422


def test_an_unknown_button_is_not_there(khanh: Browser, office: Office) -> None:
    opened(khanh)
    assert khanh.post(f"{DESK}/khac").status_code == 404


def test_a_number_is_given_up(client: Client, office: Office) -> None:
    at = take(client).headers["Location"]
    client.post(f"{at}/bo")
    assert "Số này đã bỏ" in client.get(at).text
    assert office.numbers() == []
    client.post(f"{at}/toi")
    assert "Số này đã bỏ" in client.get(at).text


def test_yesterdays_number_says_so(client: Client, office: Office) -> None:
    at = take(client).headers["Location"]
    clock.advance(timedelta(days=1))
    assert "không dùng được nữa" in client.get(at).text


def test_a_time_is_booked_and_one_says_that_one_is_here(client: Client, office: Office, db: Session) -> None:
    page = client.get(BOOK).text
    times = re.findall(r'name="at"[^>]*value="([^"]+)"', page)
    answer = client.post(BOOK, data={"id": Page(page).inputs["id"], "at": times[0], "group": ""})
    at = answer.headers["Location"]
    assert "Hẹn lúc" in client.get(at).text
    (ticket,) = db.query(QueueTicket).all()
    clock.set_to(ticket.slot_at)
    db.rollback()
    assert "Tôi đã đến" in client.get(at).text
    client.post(f"{at}/toi")
    assert "Số 1" in client.get(at).text


def test_one_phone_books_one_time(client: Client, office: Office, db: Session) -> None:
    for _ in range(2):
        page = client.get(BOOK).text
        times = re.findall(r'name="at"[^>]*value="([^"]+)"', page)
        answer = client.post(BOOK, data={"id": Page(page).inputs["id"], "at": times[-1], "group": ""})
    assert (answer.status_code, db.query(QueueTicket).count()) == (303, 1)


@pytest.mark.parametrize("at", ["", "nonsense", "2026-11-23T03:07:00+07:00"])
def test_what_is_no_time_comes_back(client: Client, office: Office, at: str) -> None:
    page = Page(client.get(BOOK).text)
    assert client.post(BOOK, data={"id": page.inputs["id"], "at": at, "group": ""}).status_code == 422


@pytest.mark.parametrize("day", ["", "2020-01-01", "nonsense", "9999-99-99"])
def test_a_day_that_cannot_be_booked_shows_the_first_that_can(client: Client, office: Office, day: str) -> None:
    assert 'name="at"' in client.get(f"{BOOK}?ngay={day}").text


def test_who_is_in_charge_says_how_the_line_is_run(client: Client, lan: Browser, office: Office) -> None:
    said = {"first": ["child"], "ahead": "1", "desks": "4", "per_desk": "0", "slot_minutes": "20", "from_home": "y"}
    assert lan.post(RULES, data=said).status_code == 303
    rules = service.rules_of(office.db, UNIT)
    office.db.commit()
    assert (rules.first, rules.ahead, rules.desks, rules.per_slot) == (("child",), 1, 4, 0)
    page = client.get(AT).text
    assert "Người có con nhỏ đi cùng" in page
    assert "Người cao tuổi" not in page
    assert "không nhận hẹn giờ" in client.get(BOOK).text


@pytest.mark.parametrize(
    "said", [{"ahead": "0"}, {"ahead": "many"}, {"desks": ""}, {"slot_minutes": "1"}, {"first": ["king"]}]
)
def test_rules_that_cannot_be_come_back(lan: Browser, office: Office, said: dict[str, Any]) -> None:
    whole = {"first": ["elderly"], "ahead": "2", "desks": "2", "per_desk": "1", "slot_minutes": "15"} | said
    assert lan.post(RULES, data=whole).status_code == 422


def test_the_tablets_address_is_changed(lan: Browser, office: Office) -> None:
    found = []
    for _ in range(2):
        lan.post(RULES, data={"may": "moi"})
        found.append(re.search(r"\?may=([\w-]+)", lan.get(RULES).text)[1])  # type: ignore[index]
    assert found[0] != found[1]


def test_an_officer_does_not_say_how_the_line_is_run(khanh: Browser, office: Office) -> None:
    assert khanh.get(RULES).status_code == 403


def test_of_another_unit_there_is_nothing(lan: Browser, office: Office) -> None:
    assert lan.get("/goi-so/cach-xep/ha-tu").status_code == 404
    assert units.get(office.db, "ha-tu")
