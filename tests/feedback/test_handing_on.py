"""Who looks at a petition: given to somebody of the office, handed on to another one, and never to where nobody would find it."""

from flask import Flask
from sqlalchemy.orm import Session

from tests.feedback.conftest import ANSWER, WORK, act, follow, lines, petition, sign, sits, the, told
from tests.people import KHANH, MINH, QUANG, UNIT, Browser, account_of, browser
from tests.teams.conftest import TEAM
from webapp.accounts import service as accounts
from webapp.feedback.lifecycle import State


def test_it_is_given_to_an_officer_who_sees_only_that_one_and_answers(
    app: Flask, db: Session, lan: Browser, khanh: Browser
) -> None:
    code = petition(app)
    at = f"{WORK}/{the(db).id}"
    assert code not in khanh.get(WORK).text
    assert khanh.get(at).status_code == 404
    assert act(lan, db, "giao", to=str(account_of(db, *KHANH).id)) == 303
    assert code in khanh.get(WORK).text
    assert khanh.get(at).status_code == 200
    assert act(khanh, db, "chuyen", outside="Sở Y tế", words="") == 403
    assert act(khanh, db, "tra-loi", words=ANSWER) == 303
    assert lines(db) == ["filed", "assigned", "answered"]
    assert len(told(db, "petition_yours")) == 1


def test_given_twice_it_is_given_once(app: Flask, db: Session, lan: Browser, khanh: Browser) -> None:
    petition(app)
    to = str(account_of(db, *KHANH).id)
    assert [act(lan, db, "giao", to=to) for _ in range(2)] == [303, 303]
    assert lines(db) == ["filed", "assigned"]
    assert len(told(db, "petition_yours")) == 1


def test_whoever_it_was_given_to_finds_it_no_more_once_they_work_elsewhere(
    app: Flask, db: Session, lan: Browser, khanh: Browser
) -> None:
    code = petition(app)
    to = account_of(db, *KHANH, [("officer", "ha-tu")])
    assert act(lan, db, "giao", to=str(to.id)) == 303
    assert code in khanh.get(WORK).text
    accounts.revoke(db, account_of(db, *KHANH), "officer", UNIT)
    db.commit()
    assert code not in khanh.get(WORK).text
    assert khanh.get(f"{WORK}/{the(db).id}").status_code == 404
    assert act(khanh, db, "tra-loi", words=ANSWER) == 404


def test_it_is_given_to_nobody_of_another_office(app: Flask, db: Session, lan: Browser) -> None:
    petition(app)
    other = account_of(db, *QUANG, [("officer", "ha-tu")]).id
    assert act(lan, db, "giao", to=str(other)) == 422
    assert act(lan, db, "giao", to="x") == 422
    assert the(db).assigned_id is None


def test_handed_on_to_another_office_it_goes_on_there_by_the_same_day(app: Flask, db: Session, lan: Browser) -> None:
    other = browser(app, db, *QUANG, ("supervisor", "ha-tu"))
    code = petition(app)
    due = the(db).due_at
    assert act(lan, db, "chuyen", to="ha-tu", outside="", words="") == 303
    assert (the(db).unit_id, the(db).state, the(db).due_at) == ("ha-tu", State.RECEIVED, due)
    assert code in other.get(WORK).text
    assert code not in lan.get(WORK).text
    assert "Chuyển sang đơn vị khác" in follow(app, code)


def test_it_is_handed_on_only_to_where_somebody_answers_who_is_not_the_one_it_is_about(
    app: Flask, db: Session, lan: Browser, khanh: Browser
) -> None:
    at = sign(db)
    sits(db, khanh)
    account_of(db, *KHANH, [("supervisor", "ha-tu")])
    account_of(db, *MINH, [("supervisor", "ha-lam")])
    petition(app, at=at)
    page = lan.get(f"{WORK}/{the(db).id}").text
    assert ('value="ha-lam"' in page, 'value="ha-tu"' in page, 'value="to-so-hong-gai-1"' in page) == (
        True,
        False,
        False,
    )
    assert act(lan, db, "chuyen", to="ha-tu", outside="", words="") == 422
    assert act(lan, db, "chuyen", to=TEAM, outside="", words="") == 422
    assert act(lan, db, "chuyen", to="ha-lam", outside="", words="") == 303


def test_what_would_not_be_sent_along_comes_back(app: Flask, db: Session, lan: Browser) -> None:
    account_of(db, *QUANG, [("supervisor", "ha-tu")])
    petition(app)
    assert act(lan, db, "chuyen", to="ha-tu", outside="", words="Hà Tu sẽ trả lời.") == 422
    assert act(lan, db, "chuyen", to="ha-tu", outside="Sở Y tế", words="") == 422
    assert the(db).unit_id == UNIT
