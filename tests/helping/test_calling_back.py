"""«Nhờ gọi lại»: asked for once, sealed, seen by its unit only, marked, taken back, and gone when its time is over."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.helping.conftest import send
from tests.page import Client, Page
from tests.people import AN, BINH, MINH, QUANG, UNIT, account_of, browser
from tests.visitors import fresh, rows
from webapp import clock, nightly
from webapp.accounts import service as accounts
from webapp.helping.models import CallBack
from webapp.privacy import deleting, saying

DESK = "/ban-lam-viec/goi-lai"
pytestmark = pytest.mark.usefixtures("staffed")


def test_somebody_without_an_account_is_put_on_the_list(app: Flask) -> None:
    client = fresh(app)
    answer = send(client)
    page = client.get(answer.headers["Location"])
    assert "Sẽ có người gọi lại" in page.text
    assert "0987 ••• 321" in page.text
    (kept,) = rows(app, CallBack)
    assert (kept.unit_id, kept.phone, kept.about, kept.account_id) == (UNIT, "0987654321", "Làm sổ đỏ", None)


def test_a_landline_will_do(app: Flask) -> None:
    assert send(fresh(app), phone="0203 382 5555").status_code == 303
    assert rows(app, CallBack)[0].phone == "02033825555"


def test_the_phone_of_who_is_signed_in_stands_there_already(app: Flask, db: Session) -> None:
    client = browser(app, db, *BINH)
    assert Page(client.get("/goi-lai").text).inputs["phone"] == BINH[0]
    send(client, phone=BINH[0])
    assert rows(app, CallBack)[0].account_id is not None


def test_what_it_is_about_comes_along_from_the_page_before(app: Flask) -> None:
    assert ">Cấp <b>" not in (page := fresh(app).get("/goi-lai?ve=Cấp <b>lại</b>").text)
    assert "Cấp &lt;b&gt;lại&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"phone": ""}, "Gõ số điện thoại để được gọi lại."),
        ({"phone": "12345"}, "Số này chưa đúng"),
        ({"agree": ""}, "Cần đồng ý thì mới gọi lại được."),
        ({"about": "x" * 301}, "Dài quá"),
    ],
)
def test_a_slip_is_named_and_nothing_is_kept(app: Flask, changes: dict[str, str], words: str) -> None:
    given = {key: value for key, value in changes.items() if key != "agree"}
    client = fresh(app)
    page = Page(client.get("/goi-lai").text)
    data = {"id": page.inputs["id"], "phone": "0987654321"} | ({} if "agree" in changes else {"agree": "y"}) | given
    answer = client.post("/goi-lai", data=data)
    assert answer.status_code == 422
    assert words in answer.text
    assert rows(app, CallBack) == []


def test_consent_is_not_ticked_beforehand_and_its_words_are_proved(app: Flask) -> None:
    client = fresh(app)
    page = client.get("/goi-lai").text
    assert not re.search(r"<input[^>]*checked", page)
    assert "tự xoá sau 30 ngày" in page
    send(client)
    assert len(rows(app, CallBack)[0].words_hash) == 64


def test_sending_twice_is_one_request(app: Flask) -> None:
    client = fresh(app)
    first = send(client)
    call_id = first.headers["Location"].rsplit("/")[-1]
    assert send(client, id=call_id).headers["Location"] == first.headers["Location"]
    lost = fresh(app)  # the answer, and the cookie with it, never arrived
    assert send(lost, id=call_id).headers["Location"] == first.headers["Location"]
    assert len(rows(app, CallBack)) == 1


def test_a_number_put_right_is_the_one_that_is_called(app: Flask) -> None:
    client = fresh(app)
    call_id = send(client).headers["Location"].rsplit("/")[-1]
    assert send(client, id=call_id, phone="0911111111").status_code == 303
    assert [one.phone for one in rows(app, CallBack)] == ["0911111111"]


def test_a_strangers_request_can_neither_be_seen_nor_changed_nor_taken_back(app: Flask, db: Session) -> None:
    at = send(fresh(app)).headers["Location"]
    for stranger in (fresh(app), browser(app, db, *AN)):
        assert stranger.get(at).status_code == 404
        assert stranger.post(f"{at}/thoi").status_code == 404
        assert send(stranger, id=at.rsplit("/")[-1], phone="0911111111").status_code == 404
    assert [one.phone for one in rows(app, CallBack)] == ["0987654321"]


def test_it_can_be_taken_back_and_nothing_is_left(app: Flask) -> None:
    client = fresh(app)
    at = send(client).headers["Location"]
    assert client.post(f"{at}/thoi").status_code == 303
    assert rows(app, CallBack) == []
    assert client.get(at).status_code == 404


def test_one_phone_is_not_put_on_the_list_again_and_again(app: Flask) -> None:
    answers = [send(fresh(app)).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429]


def test_one_address_can_not_flood_an_office(app: Flask) -> None:
    answers = [send(fresh(app), phone=f"09876543{number:02}").status_code for number in range(11)]
    assert answers == [303] * 10 + [429]


def test_one_account_can_not_either(app: Flask, db: Session) -> None:
    client = browser(app, db, *BINH)
    assert [send(client, phone=f"09876543{number:02}").status_code for number in range(6)] == [303] * 5 + [429]


def test_phone_and_question_are_sealed(app: Flask, db: Session) -> None:
    send(fresh(app))
    raw = db.execute(text("select phone, about from call_backs")).one()
    assert b"0987654321" not in bytes(raw.phone)
    assert "Làm".encode() not in bytes(raw.about)


def test_the_officer_of_the_unit_sees_it_calls_and_can_undo(app: Flask, officer: Client) -> None:
    send(fresh(app))
    assert "Cần gọi lại: 1" in officer.get("/ban-lam-viec").text
    assert 'href="tel:0987654321"' in officer.get(DESK).text
    (kept,) = rows(app, CallBack)
    assert officer.post(f"{DESK}/{kept.id}/da-goi").status_code == 303
    (kept,) = rows(app, CallBack)
    assert kept.called_at is not None
    assert kept.called_by is not None
    assert "Không ai chờ gọi lại" in officer.get(DESK).text
    officer.post(f"{DESK}/{kept.id}/chua-goi")
    assert rows(app, CallBack)[0].called_at is None


def test_marking_twice_keeps_the_first_moment(app: Flask, officer: Client) -> None:
    send(fresh(app))
    (kept,) = rows(app, CallBack)
    officer.post(f"{DESK}/{kept.id}/da-goi")
    first = rows(app, CallBack)[0].called_at
    clock.advance(timedelta(hours=1))
    officer.post(f"{DESK}/{kept.id}/da-goi")
    assert rows(app, CallBack)[0].called_at == first


def test_who_was_called_reads_when_and_may_ask_again(app: Flask, officer: Client) -> None:
    client = fresh(app)
    at = send(client).headers["Location"]
    officer.post(f"{DESK}/{at.rsplit('/')[-1]}/da-goi")
    assert "Đã gọi lúc" in client.get(at).text


@pytest.mark.parametrize(("who", "role"), [(QUANG, ("officer", "ha-tu")), (MINH, ("supervisor", "ha-tu"))])
def test_another_unit_sees_and_marks_nothing(
    app: Flask, db: Session, who: tuple[str, str], role: tuple[str, str]
) -> None:
    send(fresh(app))
    other = browser(app, db, *who, role)
    assert "0987654321" not in other.get(DESK).text
    (kept,) = rows(app, CallBack)
    assert other.post(f"{DESK}/{kept.id}/da-goi").status_code == 404


def test_who_only_looks_on_is_shown_no_phone_numbers(app: Flask, db: Session) -> None:
    leader = browser(app, db, *MINH, ("leader", UNIT))
    assert leader.get(DESK).status_code == 403
    assert "goi-lai" not in leader.get("/ban-lam-viec").text


def test_a_unit_where_nobody_works_hands_it_to_one_that_calls(app: Flask) -> None:
    client = fresh(app)
    assert (
        "Trung tâm Phục vụ hành chính công phường Hồng Gai sẽ gọi" in client.get("/goi-lai?don-vi=buu-dien-ha-tu").text
    )
    send(client, unit="ha-tu")
    assert rows(app, CallBack)[0].unit_id == UNIT


def test_the_night_clears_it_when_its_time_is_over(app: Flask, officer: Client) -> None:
    for phone in ("0987654321", "0987654322"):
        send(fresh(app), phone=phone)
    officer.post(f"{DESK}/{rows(app, CallBack)[0].id}/da-goi")
    store = app.extensions["documents_store"]
    clock.advance(timedelta(days=29))
    assert nightly.run(app.extensions["sessions"], store) == []
    assert len(rows(app, CallBack)) == 2
    clock.advance(timedelta(days=2))
    nightly.run(app.extensions["sessions"], store)
    assert rows(app, CallBack) == []


def test_its_owner_sees_it_and_takes_it_along(app: Flask, db: Session) -> None:
    client = browser(app, db, *BINH)
    send(client)
    assert "0987654321" in client.get("/du-lieu-cua-toi").text
    said = saying.account(db, account_of(db, *BINH).id)["call_backs"]
    assert [(one["phone"], one["about"], one["unit_id"]) for one in said] == [("0987654321", "Làm sổ đỏ", UNIT)]


def test_it_goes_when_its_owner_takes_consent_back(app: Flask, db: Session) -> None:
    send(browser(app, db, *BINH))
    send(fresh(app), phone="0987654322")
    account = account_of(db, *BINH)
    accounts.agree(db, account.id, accounts.consent.current(), "thử")
    assert deleting.withdraw_consent(db, account.id)
    db.commit()
    assert [one.phone for one in rows(app, CallBack)] == ["0987654322"]
