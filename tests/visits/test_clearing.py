"""What is kept of a visit goes when its time is over or its owner says so; its owner sees it and takes it along."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import AN, Browser, account_of, browser
from tests.visitors import fresh
from tests.visits.conftest import ADDRESS, DUNG, TEAM_AT, ask, asked, assign, at, looks, texts, visits
from webapp import clock, nightly
from webapp.privacy import deleting, saying

pytestmark = pytest.mark.usefixtures("yen")


def clean(app: Flask, **later: int) -> None:
    clock.advance(timedelta(**later))
    assert nightly.run(app.extensions["sessions"], app.extensions["documents_store"]) == []


def test_a_month_after_the_day_nobody_can_be_recognised(app: Flask, db: Session, yen: Browser) -> None:
    visit = asked(browser(app, db, *AN), db)
    yen.post(f"{TEAM_AT}/{visit.id}/tu-choi", data={"reason": "Bà Hoa đi vắng."})
    clean(app, days=30)
    assert visits(db)[0].address == ADDRESS
    clean(app, days=3)
    (kept,) = visits(db)
    assert (kept.name, kept.address, kept.note, kept.phone, kept.phone_index, kept.account_id) == (None,) * 6
    assert kept.unit_id
    assert browser(app, db, *AN).get(at(visit)).status_code == 404


def test_what_nobody_confirmed_is_gone_after_a_day(app: Flask, db: Session) -> None:
    ask(fresh(app), phone="0987654321")
    clean(app, hours=23)
    assert len(visits(db)) == 1
    clean(app, hours=2)
    assert visits(db) == []


def test_who_looked_stays_five_years(app: Flask, db: Session, yen: Browser) -> None:
    yen.get(f"{TEAM_AT}/{asked(browser(app, db, *AN), db).id}")
    clean(app, days=1825)
    assert len(looks(db)) == 1
    clean(app, days=2)
    assert looks(db) == []


def test_its_owner_finds_it_in_their_data(app: Flask, db: Session, yen: Browser) -> None:
    an = browser(app, db, *AN)
    visit = asked(an, db)
    yen.get(f"{TEAM_AT}/{visit.id}")
    assert "1 lần nhờ đến nhà" in an.get("/du-lieu-cua-toi").text
    (said,) = saying.account(db, account_of(db, *AN).id)["visits"]
    assert (said["address"], said["state"]) == (ADDRESS, "asked")
    assert [one["role"] for one in said["looks"]] == ["manager"]


def test_taking_consent_back_calls_it_off_and_takes_the_name_away(
    app: Flask, db: Session, yen: Browser, dung: Browser
) -> None:
    visit = asked(browser(app, db, *AN), db)
    assign(yen, visit, account_of(db, *DUNG).id)
    deleting.release(db, account_of(db, *AN).id, clock.now())
    db.commit()
    (kept,) = visits(db)
    assert (kept.state, kept.address) == ("cancelled", None)
    assert len(texts(db, "visit_not_yours")) == 1
