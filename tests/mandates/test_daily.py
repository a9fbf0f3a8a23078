"""Once a day each manager is told how far the book goes; what they were told finds a cut-off end."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from tests.mandates.conftest import YEN, at, offered, texts
from tests.mandates.test_book import change, checked, tell
from tests.people import AN, Browser, account_of, browser
from webapp import clock, nightly


def a_day_later(app: Flask) -> None:
    clock.advance(timedelta(days=1))
    nightly.run(app.extensions["sessions"], app.extensions["documents_store"])
    tell(app)


def test_a_manager_is_told_once_a_day_and_only_of_what_is_new(
    app: Flask, db: Session, dung: Browser, yen: Browser
) -> None:
    browser(app, db, *AN).post(at(offered(dung, db), "dong-y"))
    a_day_later(app)
    (told,) = texts(db, "help_book")
    assert (told.account_id, told.phone) == (account_of(db, *YEN).id, YEN[0])
    a_day_later(app)
    assert len(texts(db, "help_book")) == 1


def test_what_a_manager_was_told_is_what_the_check_takes(app: Flask, db: Session, dung: Browser, yen: Browser) -> None:
    mandate, an = offered(dung, db), browser(app, db, *AN)
    an.post(at(mandate, "dong-y"))
    an.post(at(mandate, "thoi"))
    a_day_later(app)
    seal = texts(db, "help_book")[0].title.split()[-1]
    assert checked(app, seal)[0] == 0
    change(db, "delete from mandate_book where number = 2")
    assert "line 2 was told outside and is gone" in checked(app, seal)[1]
