"""What is kept of a mandate goes when its time is over; that it was given stays."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from tests.mandates.conftest import at, offered, the
from tests.people import AN, Browser, account_of, browser
from tests.visitors import rows
from webapp import clock, nightly
from webapp.mandates.models import Mandate
from webapp.privacy import deleting, saying


def clean(app: Flask, **later: int) -> None:
    clock.advance(timedelta(**later))
    assert nightly.run(app.extensions["sessions"], app.extensions["documents_store"]) == []


def test_an_offer_nobody_accepted_is_gone_after_a_month(app: Flask, db: Session, dung: Browser) -> None:
    offered(dung, db)
    clean(app, days=29)
    assert len(rows(app, Mandate)) == 1
    clean(app, days=2)
    assert rows(app, Mandate) == []


def test_a_year_after_its_end_nobody_is_named_any_more(app: Flask, db: Session, dung: Browser) -> None:
    mandate = offered(dung, db, phone="0987654321")
    browser(app, db, "0987654321", "Lê Thị Hoa").post(at(mandate, "dong-y"), data={"agree": "y"})
    clean(app, days=365)
    assert the(db, mandate.id).phone == "0987654321"
    clean(app, days=2)
    kept = the(db, mandate.id)
    assert (kept.called, kept.phone) == (None, None)
    assert kept.text_hash is not None


def test_its_giver_finds_it_in_their_data(app: Flask, db: Session, dung: Browser) -> None:
    mandate, an = offered(dung, db), browser(app, db, *AN)
    an.post(at(mandate, "dong-y"))
    assert "1 lần nhờ giúp" in an.get("/du-lieu-cua-toi").text
    (said,) = saying.account(db, account_of(db, *AN).id)["mandates"]
    assert (said["means"], said["ended_at"]) == ("tap", None)


def test_closing_an_account_takes_the_name_away(app: Flask, db: Session, dung: Browser) -> None:
    mandate = offered(dung, db)
    browser(app, db, *AN).post(at(mandate, "dong-y"))
    deleting.release(db, account_of(db, *AN).id, clock.now())
    db.commit()
    assert the(db, mandate.id).called is None
