"""What is kept of a helper is seen, taken along and let go; what is over is cleared by night."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tests.people import Browser
from tests.teams.conftest import AT, DUNG, TEAM, Helper, account_id_of, changes, invite, members, read
from tests.teams.test_reporting import kept, report
from tests.visitors import fresh
from webapp import clock, nightly, retention
from webapp.accounts import service as accounts
from webapp.accounts.models import Role
from webapp.privacy import deleting
from webapp.privacy.models import RetentionAct
from webapp.teams.models import Member
from webapp.teams.written import invitation_term


def night(app: Flask) -> None:
    assert nightly.run(app.extensions["sessions"], app.extensions["documents_store"]) == []


def withdraw_consent(db: Session) -> None:
    account_id = account_id_of(db, DUNG)
    accounts.agree(db, account_id, accounts.consent.current(), "thử")
    assert deleting.withdraw_consent(db, account_id)
    db.commit()


def test_a_helper_sees_that_it_is_kept_and_for_how_long(dung: Helper) -> None:
    page = dung.client.get("/du-lieu-cua-toi").text
    assert "Làm người giúp" in page
    assert "Hiện tên và ảnh trên thẻ người giúp" in page


def test_a_helper_takes_it_along_with_the_photo(dung: Helper) -> None:
    answer = dung.client.post("/du-lieu-cua-toi/mang-theo")
    with ZipFile(io.BytesIO(answer.data)) as bundle:
        said = json.loads(bundle.read("data.json"))["teams"]
        assert bundle.read("anh-the-nguoi-giup.jpg").startswith(b"\xff\xd8\xff")
    assert [(one["unit_id"], one["name"], one["phone"], one["state"]) for one in said] == [
        (TEAM, DUNG[1], DUNG[0], "acting")
    ]
    assert [row["change"] for row in said[0]["changes"]] == ["invited", "accepted", "photo", "trained"]


def test_who_takes_consent_back_helps_no_more_and_photo_and_phone_are_gone_at_once(dung: Helper, db: Session) -> None:
    withdraw_consent(db)
    (found,) = read(db, select(Member).options(undefer(Member.photo)))
    assert (found.state, found.photo, found.phone, found.phone_index) == ("ended", None, "", None)
    assert [one.role for one in read(db, select(Role))] == ["team_manager"]
    assert changes(db)[-1].change == "left"


def test_a_former_helper_can_close_the_account(app: Flask, dung: Helper, yen: Browser, db: Session) -> None:
    account_id = account_id_of(db, DUNG)
    with pytest.raises(deleting.OfStaff):
        deleting.ask_to_close(db, account_id)
    db.rollback()
    yen.post(f"{AT}/{dung.id}/ket-thuc", data={"reason": "Chuyển nhà"})
    deleting.ask_to_close(db, account_id)
    db.commit()
    clock.advance(retention.term("account_closing") + timedelta(hours=1))
    night(app)
    assert [(one.name, one.phone) for one in members(db)] == [(DUNG[1], "")]


def test_an_invitation_nobody_answered_ends_and_is_forgotten(app: Flask, invited: Helper, db: Session) -> None:
    clock.advance(invitation_term() - timedelta(hours=1))
    night(app)
    assert members(db)[0].state == "invited"
    clock.advance(timedelta(hours=2))
    night(app)
    assert [one.change for one in changes(db)] == ["invited", "lapsed"]
    clock.advance(retention.term("team_invitation") - timedelta(hours=1))
    night(app)
    assert len(members(db)) == 1
    clock.advance(timedelta(hours=2))
    night(app)
    assert members(db) == changes(db) == []


def test_somebody_whose_invitation_lapsed_can_be_invited_again(app: Flask, invited: Helper, yen: Browser) -> None:
    clock.advance(invitation_term() + timedelta(hours=1))
    night(app)
    assert invite(yen).status_code == 303


def test_name_and_history_of_a_helper_go_when_their_term_is_over(
    app: Flask, dung: Helper, yen: Browser, db: Session
) -> None:
    report(fresh(app), code=str(dung.member.code))
    yen.post(f"{AT}/{dung.id}/ket-thuc", data={"reason": "Chuyển nhà"})
    clock.advance(retention.term("team_member") - timedelta(days=1))
    night(app)
    assert len(members(db)) == 1
    clock.advance(timedelta(days=2))
    night(app)
    assert members(db) == changes(db) == []
    assert ("team_member", "member", 1) in [(one.rule, one.kind, one.count) for one in read(db, select(RetentionAct))]


def test_an_acting_helper_is_never_cleared_away(app: Flask, dung: Helper, db: Session) -> None:
    clock.advance(retention.term("team_member") + timedelta(days=30))
    night(app)
    assert [one.state for one in members(db)] == ["acting"]


def test_a_report_goes_when_its_term_is_over(app: Flask, dung: Helper, db: Session) -> None:
    report(fresh(app), code=str(dung.member.code))
    clock.advance(retention.term("team_report") - timedelta(days=1))
    night(app)
    assert len(kept(db)) == 1
    clock.advance(timedelta(days=2))
    night(app)
    assert kept(db) == []


def test_signing_in_leads_a_manager_to_the_team_and_a_helper_to_the_badge(
    app: Flask, dung: Helper, yen: Browser
) -> None:
    assert 'href="/to-cua-toi"' in yen.get("/tai-khoan").text
    assert 'href="/the-nguoi-giup"' in dung.client.get("/tai-khoan").text
    assert "/ban-lam-viec" not in yen.get("/tai-khoan").text + dung.client.get("/tai-khoan").text
