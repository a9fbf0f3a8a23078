"""«Báo người giúp giả»: without an account, to the list of the team's manager or the centre's, sealed, and not without end."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.page import Page
from tests.people import Browser, browser
from tests.teams.conftest import AT, CENTRE, OTHER_TEAM, TEAM, Helper, read
from tests.visitors import fresh
from webapp.messages.models import Message
from webapp.teams.models import Report

ABOUT = "Có người đến nhà hỏi mã OTP, tự xưng ở tổ số."


def report(client: Browser, **changes: str) -> TestResponse:
    given = {"id": str(uuid4()), "code": "", "unit": TEAM, "about": ABOUT, "phone": ""}
    return client.post("/nguoi-giup/bao", data=given | changes)


def kept(db: Session) -> list[Report]:
    return read(db, select(Report).order_by(Report.sent_at, Report.id))


@pytest.fixture
def centre(app: Flask, db: Session) -> Browser:
    """Who looks after the teams of the ward at its centre."""
    return browser(app, db, "0912000016", "Mạc Thị Oanh", ("team_manager", CENTRE))


def test_the_page_of_a_badge_leads_there_with_its_code(app: Flask, dung: Helper) -> None:
    client = fresh(app)
    assert f"/nguoi-giup/bao?ma={dung.member.code}" in client.get(f"/nguoi-giup/{dung.member.code}").text
    page = Page(client.get(f"/nguoi-giup/bao?ma={dung.member.code}").text)
    assert page.inputs["code"] == dung.member.code


def test_a_report_without_an_account_comes_to_the_manager_of_the_team(app: Flask, yen: Browser, db: Session) -> None:
    answer = report(fresh(app))
    assert answer.status_code == 303
    assert "Cảm ơn ông/bà đã báo" in fresh(app).get(answer.headers["Location"]).text
    page = yen.get(AT).text
    assert "1 tin báo chưa xem" in page
    assert ABOUT in page
    assert [one.template for one in read(db, select(Message))] == ["team_report"]


def test_the_code_on_the_badge_says_whose_team_it_is_whatever_was_chosen(app: Flask, dung: Helper, db: Session) -> None:
    code = str(dung.member.code)
    report(fresh(app), code=f"{code[:4]}-{code[4:]}".lower(), unit=OTHER_TEAM)
    assert [(one.unit_id, one.member_id, one.code) for one in kept(db)] == [(TEAM, dung.id, code)]


def test_another_manager_sees_nothing_of_it(app: Flask, yen: Browser, tu: Browser, db: Session) -> None:
    report(fresh(app))
    assert ABOUT not in tu.get(AT).text
    assert tu.post(f"{AT}/bao/{kept(db)[0].id}/xong").status_code == 404
    assert kept(db)[0].settled_at is None


def test_where_a_team_has_no_manager_the_centre_gets_it(app: Flask, centre: Browser, db: Session) -> None:
    report(fresh(app))
    assert [one.unit_id for one in kept(db)] == [CENTRE]
    assert ABOUT in centre.get(AT).text


def test_nobody_knows_the_team_and_it_still_comes_to_somebody(app: Flask, yen: Browser) -> None:
    report(fresh(app), code="không nhớ", unit="")
    assert ABOUT in yen.get(AT).text


def test_where_nobody_manages_anything_it_waits_at_the_province(app: Flask, db: Session) -> None:
    report(fresh(app))
    assert [one.unit_id for one in kept(db)] == ["quang-ninh"]


def test_the_manager_marks_it_as_seen_and_can_undo(app: Flask, yen: Browser, db: Session) -> None:
    report(fresh(app))
    at = f"{AT}/bao/{kept(db)[0].id}"
    for _ in range(2):
        assert yen.post(f"{at}/xong").status_code == 303
    assert "tin báo chưa xem" not in yen.get(AT).text
    assert "Tin báo đã xem: 1" in yen.get(AT).text
    yen.post(f"{at}/mo-lai")
    assert "1 tin báo chưa xem" in yen.get(AT).text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"about": ""}, "Ghi vài lời"),
        ({"about": "x" * 601}, "Dài quá"),
        ({"phone": "123", "agree": "y"}, "Số này chưa đúng"),
        ({"phone": "0987654321"}, "Để lại số thì cần đồng ý"),
        ({"unit": "no-such"}, "Chọn một mục trong danh sách"),
    ],
)
def test_a_slip_is_named_and_nothing_is_kept(app: Flask, db: Session, given: dict[str, str], words: str) -> None:
    answer = report(fresh(app), **given)
    assert answer.status_code == 422
    assert words in answer.text
    assert kept(db) == []


def test_a_number_to_call_back_is_kept_when_agreed_to(app: Flask, db: Session) -> None:
    report(fresh(app), phone="+84 987 654 321", agree="y")
    assert [one.phone for one in kept(db)] == ["0987654321"]


def test_sending_twice_is_one_report_and_one_message(app: Flask, yen: Browser, db: Session) -> None:
    given = {"id": str(uuid4())}
    assert [report(fresh(app), **given).status_code for _ in range(2)] == [303, 303]
    assert len(kept(db)) == len(read(db, select(Message))) == 1


def test_one_address_can_not_flood_a_manager(app: Flask) -> None:
    assert [report(fresh(app)).status_code for _ in range(6)] == [303] * 5 + [429]


def test_what_was_reported_is_sealed_and_tied_to_no_account(app: Flask, dung: Helper, db: Session) -> None:
    report(dung.client, phone="0987654321", agree="y")
    raw = db.execute(text("select * from team_reports")).one()
    assert b"0987654321" not in bytes(raw.phone)
    assert b"OTP" not in bytes(raw.about)
    assert str(dung.member.account_id).replace("-", "") not in str(tuple(raw)).replace("-", "")
