"""Closing the account: said before, after a wait that can be stopped, and what the law keeps stays whole."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.people import AN, KHANH, UNIT, browser
from tests.privacy.conftest import browser_of, closed, persons, with_receipt
from webapp import clock, retention
from webapp.accounts import service as accounts
from webapp.accounts.models import Account, SignIn
from webapp.dossiers.service import Dossier, State
from webapp.messages import choices
from webapp.messages.models import Message
from webapp.privacy import requests
from webapp.receipts.models import Receipt

WITHDRAW, CLOSE = "/du-lieu-cua-toi/rut-dong-y", "/du-lieu-cua-toi/dong-tai-khoan"
SURE = {"sure": "y"}
CLOSING = SURE | {"digits": AN[0][-4:]}
HOUR = timedelta(hours=1)


def test_closing_waits_and_tells_the_phone(an, db, account, asked):
    assert an.post(CLOSE, data=CLOSING).status_code == 303
    assert [one.done_at for one in asked()] == [None]
    told = db.scalars(select(Message).where(Message.template == "account_closing")).one()
    assert told.phone == AN[0]
    assert not closed(db, account)


@pytest.mark.parametrize(("after", "done"), [(-HOUR, False), (HOUR, True)])
def test_an_account_closes_after_the_wait_and_not_before(an, db, account, night, after, done):
    an.post(CLOSE, data=CLOSING)
    clock.advance(retention.term("account_closing") + after)
    night()
    assert closed(db, account) is done


def test_whoever_holds_the_account_can_stop_it(an, db, account, night, asked):
    an.post(CLOSE, data=CLOSING)
    an.post(f"{CLOSE}/thoi")
    clock.advance(retention.term("account_closing") + HOUR)
    night()
    assert not closed(db, account)
    assert [one.kind for one in asked()] == ["delete_stopped"]


def test_asking_twice_is_one_request(an, account, asked):
    an.post(CLOSE, data=CLOSING)
    an.post(CLOSE, data=CLOSING)
    assert len(asked()) == 1


@pytest.mark.parametrize("said", [{}, SURE, CLOSING | {"digits": "9999"}, {"digits": AN[0][-4:]}])
def test_closing_takes_the_digits_and_the_mark(an, account, asked, said):
    assert an.post(CLOSE, data=said).status_code == 422
    assert asked() == []


def test_it_is_not_closed_while_a_dossier_is_under_way(an, make, asked):
    make(State.IN_PROGRESS)
    assert an.post(CLOSE, data=CLOSING).status_code == 409
    assert asked() == []


def test_a_dossier_begun_in_the_wait_keeps_the_request_waiting_and_visible(app, an, db, make, account, night):
    an.post(CLOSE, data=CLOSING)
    make(State.NEW)
    clock.advance(retention.term("request_other") + HOUR)
    night()
    assert not closed(db, account)
    shown = app.test_cli_runner().invoke(args=["retention", "show"]).output
    assert "LATE" in shown


def test_an_officers_account_is_not_closed_by_itself(app, db):
    khanh = browser(app, db, *KHANH, ("officer", UNIT))
    assert khanh.post(CLOSE, data=SURE | {"digits": KHANH[0][-4:]}).status_code == 409


def close_now(an, night) -> None:
    an.post(CLOSE, data=CLOSING)
    clock.advance(retention.term("account_closing") + HOUR)
    night()


def test_a_closed_account_keeps_no_phone_person_message_or_device(an, db, account, night):
    choices.choose(db, account.id, "sms_only")
    db.commit()
    close_now(an, night)
    assert closed(db, account)
    assert db.get_one(Account, account.id).phone == ""
    assert persons(db) == 0
    assert db.scalar(select(func.count(Message.id)).where(Message.account_id == account.id)) == 0
    assert choices.chosen(db, account.id) is None
    assert {(one.device, one.ended_at is not None) for one in db.scalars(select(SignIn))} == {("", True)}


def test_its_number_opens_a_new_account(app, an, db, account, night):
    close_now(an, night)
    again = accounts.register_or_find(db, AN[0], "vi")
    assert again.id != account.id


def test_its_id_number_can_be_given_again(an, db, make, account, night):
    accounts.change_person(db, account.persons[0], {"id_number": "022185000011"}, "typed")
    make()
    close_now(an, night)
    other = accounts.register_or_find(db, AN[0], "vi")
    assert accounts.add_person(db, other, {"full_name": AN[1], "id_number": "022185000011"}, "typed").id


def test_what_the_law_keeps_stays_whole(an, db, make, account, night, papers):
    dossier = make()
    receipt = with_receipt(db, make(State.RESOLVED))
    close_now(an, night)
    assert len(papers(dossier)) == 1
    assert accounts.name_of(db, db.get_one(Dossier, dossier.id).person_id) == AN[1]
    assert db.get_one(Receipt, receipt.id).content["applicant"] == AN[1]


def test_what_only_this_project_kept_goes_with_the_account(an, db, make, account, night, papers):
    dossier = make()
    clock.advance(retention.term("complaint") + HOUR)
    close_now(browser_of(an), night)
    assert papers(dossier) == []
    assert persons(db) == 0


def test_what_the_law_keeps_of_a_closed_account_goes_when_its_time_is_over(an, db, make, account, night, papers):
    dossier = make()
    close_now(an, night)
    assert len(papers(dossier)) == 1
    clock.advance(retention.term("complaint"))
    night()
    assert papers(dossier) == []


def test_what_was_deleted_with_the_account_is_listed_before(an, make):
    make(State.DRAFT)
    make()
    page = an.get(CLOSE).text
    assert "Sẽ xoá ngay" in page
    assert "Còn phải giữ" in page


def test_requests_are_listed_with_the_late_ones_first(app, an, db, account):
    requests.ask(db, account.id, requests.WITHDRAW)
    requests.ask(db, account.id, requests.DELETE)
    db.commit()
    clock.advance(timedelta(days=11))
    shown = app.test_cli_runner().invoke(args=["retention", "show"]).output.splitlines()
    waiting = [line.split()[0] for line in shown[shown.index("Requests that wait (kind, request, asked, due)") + 1 :]]
    assert waiting == ["delete", "withdraw_consent"]
    assert AN[0] not in "".join(shown)
