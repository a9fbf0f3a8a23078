"""A mandate ends when the citizen says so, and is frozen by «không phải tôi»; its manager sees the case."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.mandates.conftest import DUNG, OTHER_TEAM, TEAM, YEN, allows, at, helper, kinds, offered, texts, the
from tests.people import AN, CHI, Browser, account_of, browser
from tests.visitors import fresh
from webapp.accounts import roles
from webapp.mandates.models import Mandate


@pytest.fixture
def given(app: Flask, db: Session, dung: Browser) -> Mandate:
    account_of(db, *YEN, [("team_manager", TEAM)])
    mandate = offered(dung, db)
    browser(app, db, *AN).post(at(mandate, "dong-y"))
    return the(db, mandate.id)


def test_the_citizen_sees_who_helps_and_stops_it(app: Flask, db: Session, given: Mandate) -> None:
    an = browser(app, db, *AN)
    assert "Phạm Văn Dũng" in an.get("/ai-giup-toi").text
    assert allows(db, DUNG, AN)
    assert "Đã thôi nhờ giúp" in an.post(at(given, "thoi"), follow_redirects=True).text
    assert not allows(db, DUNG, AN)
    assert kinds(db, given) == ["given", "revoked"]


def test_the_link_alone_stops_it_too(app: Flask, db: Session, given: Mandate) -> None:
    fresh(app).post(at(given, "thoi"))
    assert the(db, given.id).ended_by == "link"
    assert not allows(db, DUNG, AN)


def test_a_helper_may_stop_helping(db: Session, dung: Browser, given: Mandate) -> None:
    dung.post(f"/giup/{given.id}/thoi")
    assert the(db, given.id).ended_by == "helper"


def test_a_helper_who_uses_the_citizens_link_is_written_down_as_the_helper(
    db: Session, dung: Browser, given: Mandate
) -> None:
    dung.post(at(given, "thoi"))
    assert the(db, given.id).ended_by == "helper"


def test_somebody_else_with_the_link_is_not_taken_for_the_citizen(app: Flask, db: Session, given: Mandate) -> None:
    browser(app, db, *CHI).post(at(given, "thoi"))
    assert the(db, given.id).ended_by == "link"


def test_of_a_mandate_that_is_over_the_helper_sees_no_name(app: Flask, dung: Browser, given: Mandate) -> None:
    assert "bà An" in dung.get(f"/giup/{given.id}").text
    fresh(app).post(at(given, "thoi"))
    page = dung.get(f"/giup/{given.id}").text
    assert "Không còn được nhờ giúp nữa." in page
    assert "bà An" not in page


def test_not_me_freezes_at_once_and_alerts_the_manager(app: Flask, db: Session, given: Mandate, yen: Browser) -> None:
    page = fresh(app).post(at(given, "khong-phai-toi"), follow_redirects=True).text
    assert "Đã dừng ngay" in page
    assert not allows(db, DUNG, AN)
    (alert,) = texts(db, "help_denied")
    assert alert.account_id == account_of(db, *YEN).id
    assert "Phạm Văn Dũng" in yen.get("/giup/vu-viec").text


def test_not_me_twice_is_one_case_and_one_alert(app: Flask, db: Session, given: Mandate) -> None:
    for _time in range(2):
        fresh(app).post(at(given, "khong-phai-toi"))
    assert len(texts(db, "help_denied")) == 1


def test_not_me_can_be_said_after_it_is_over(app: Flask, db: Session, given: Mandate) -> None:
    fresh(app).post(at(given, "thoi"))
    fresh(app).post(at(given, "khong-phai-toi"))
    assert the(db, given.id).frozen_at is not None


def test_a_case_is_settled_with_a_word_and_stays_frozen(app: Flask, db: Session, given: Mandate, yen: Browser) -> None:
    fresh(app).post(at(given, "khong-phai-toi"))
    assert yen.post(f"/giup/vu-viec/{given.id}", data={"note": ""}).status_code == 422
    yen.post(f"/giup/vu-viec/{given.id}", data={"note": "Bà bấm nhầm, đã gọi hỏi."})
    assert "Bà bấm nhầm" in yen.get("/giup/vu-viec").text
    assert not allows(db, DUNG, AN)
    assert kinds(db, given) == ["given", "frozen", "settled"]


def test_another_teams_manager_sees_no_case(app: Flask, db: Session, given: Mandate) -> None:
    fresh(app).post(at(given, "khong-phai-toi"))
    other = browser(app, db, "0912000015", "Trịnh Thị Sâm", ("team_manager", OTHER_TEAM))
    assert "Phạm Văn Dũng" not in other.get("/giup/vu-viec").text
    assert other.post(f"/giup/vu-viec/{given.id}", data={"note": "x"}).status_code == 404


def test_a_helper_who_lost_the_role_helps_nobody(app: Flask, db: Session, given: Mandate) -> None:
    roles.revoke(db, account_of(db, *DUNG), "helper", TEAM)
    db.commit()
    assert not allows(db, DUNG, AN)


def test_another_helper_of_the_team_sees_nothing_of_it(app: Flask, db: Session, given: Mandate) -> None:
    other = ("0912000014", "Lý Văn Tư")
    client = helper(app, db, *other)
    assert client.get(f"/giup/{given.id}").status_code == 404
    assert "bà An" not in client.get("/giup").text
    assert not allows(db, other, AN)


def test_another_citizen_sees_nothing_of_it(app: Flask, db: Session, given: Mandate) -> None:
    assert "Phạm Văn Dũng" not in browser(app, db, *CHI).get("/ai-giup-toi").text
