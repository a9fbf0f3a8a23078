"""What is kept of a helper's helps is seen and taken along; the name goes, the number stays. Of the citizen there is nothing."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

from flask import Flask
from sqlalchemy.orm import Session

from tests.elsewhere.conftest import BOARD, DUNG, TEAM, helps, note
from tests.elsewhere.test_board import row
from tests.people import Browser, account_of
from webapp import clock, nightly, retention
from webapp.accounts import service as accounts
from webapp.elsewhere.service import RULE
from webapp.privacy import deleting
from webapp.privacy.models import RetentionAct


def test_a_helper_sees_that_it_is_kept_and_for_how_long(dung: Browser) -> None:
    note(dung)
    page = dung.get("/du-lieu-cua-toi").text
    assert "1 lần đã giúp mở tài khoản VNeID" in page
    assert "Để tổ trưởng thấy ai giúp được nhiều" in page


def test_a_helper_takes_it_along(dung: Browser) -> None:
    note(dung, "not_yet", reason="sim")
    with ZipFile(io.BytesIO(dung.post("/du-lieu-cua-toi/mang-theo").data)) as bundle:
        said = json.loads(bundle.read("data.json"))["account_helps"]
    assert said == [{"unit_id": TEAM, "kind": "not_yet", "reason": "sim", "day": clock.today().isoformat()}]


def test_who_takes_consent_back_is_forgotten_and_the_team_keeps_the_number(
    dung: Browser, yen: Browser, db: Session
) -> None:
    note(dung)
    account_id = account_of(db, *DUNG).id
    accounts.agree(db, account_id, accounts.consent.current(), "thử")
    assert deleting.withdraw_consent(db, account_id)
    db.commit()
    assert [one.helper_id for one in helps(db)] == [None]
    assert row(yen.get(BOARD).text, "Người đã thôi giúp") == [1, 0, 0, 0, 1]


def test_the_night_lets_the_name_go_when_its_time_is_over(app: Flask, dung: Browser, db: Session) -> None:
    note(dung)
    clock.advance(retention.term(RULE))
    night(app)
    assert helps(db)[0].helper_id is not None
    clock.advance(timedelta(days=1))
    night(app)
    assert helps(db)[0].helper_id is None
    acts = [one.kind for one in db.query(RetentionAct).where(RetentionAct.rule == RULE)]
    assert acts == ["account_help"]


def night(app: Flask) -> None:
    assert nightly.run(app.extensions["sessions"], app.extensions["documents_store"]) == []
