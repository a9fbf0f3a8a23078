"""Taking consent back: said before, within the law's days, and nothing breaks."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.people import AN, bring_to
from tests.privacy.conftest import browser_of, persons
from webapp import clock, retention
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.accounts.models import Consent
from webapp.documents.models import Upload
from webapp.dossiers.service import Dossier, State
from webapp.messages.models import Message
from webapp.privacy import requests

WITHDRAW = "/du-lieu-cua-toi/rut-dong-y"
SURE = {"sure": "y"}
HOUR = timedelta(hours=1)


def finish(db, dossier) -> None:
    bring_to(db, db.get_one(Dossier, dossier.id), State.HANDED_OVER, Actor("citizen", AN[1]))
    db.commit()


def test_consent_taken_back_is_recorded_and_asked_for_again(an, db, account):
    an.post(WITHDRAW, data=SURE)
    db.rollback()
    db.expire_all()
    assert [one.withdrawn_at is not None for one in db.scalars(select(Consent))] == [True]
    assert not accounts.has_agreed(db, account.id, accounts.consent.current())
    accounts.agree(db, account.id, accounts.consent.current(), "những lời đã xem")
    db.flush()
    assert accounts.has_agreed(db, account.id, accounts.consent.current())


def test_it_takes_a_deliberate_mark(an, db, account):
    assert an.post(WITHDRAW).status_code == 422
    assert accounts.has_agreed(db, account.id, accounts.consent.current())


def test_with_nothing_under_way_it_is_done_at_once(an, db, make, asked):
    make(State.DRAFT)
    an.post(WITHDRAW, data=SURE)
    assert [(one.kind, one.done_at is not None) for one in asked()] == [("withdraw_consent", True)]
    assert db.scalar(select(func.count(Dossier.id))) == 0
    assert persons(db) == 0


def test_it_signs_out_everywhere(an, account):
    an.post(WITHDRAW, data=SURE)
    assert an.get("/du-lieu-cua-toi").status_code == 303


def test_a_dossier_under_way_goes_on_and_the_page_says_so(an, make, papers, asked):
    dossier = make(State.IN_PROGRESS)
    assert "Hồ sơ đang giải quyết vẫn tiếp tục" in an.get(WITHDRAW).text
    an.post(WITHDRAW, data=SURE)
    assert len(papers(dossier)) == 1
    assert [one.done_at for one in asked()] == [None]
    assert asked()[0].due_at - asked()[0].asked_at == timedelta(days=15)


def test_it_is_done_as_soon_as_nothing_is_under_way(an, db, make, night, asked):
    dossier = make(State.IN_PROGRESS)
    an.post(WITHDRAW, data=SURE)
    night()
    assert asked()[0].done_at is None
    finish(db, dossier)
    assert "consent_withdrawn/request" in night()
    assert asked()[0].done_at is not None


@pytest.mark.parametrize(("after", "done"), [(-HOUR, False), (HOUR, True)])
def test_it_is_done_at_the_laws_term_at_the_latest(an, make, night, asked, after, done):
    make(State.IN_PROGRESS)
    an.post(WITHDRAW, data=SURE)
    clock.advance(retention.term("consent_withdrawn") + after)
    night()
    assert (asked()[0].done_at is not None) is done


def test_the_person_of_a_kept_dossier_goes_with_it(an, db, make, night):
    make()
    an.post(WITHDRAW, data=SURE)
    night()
    assert persons(db) == 1
    clock.advance(retention.term("complaint") + HOUR)
    night()
    night()
    assert persons(db) == 0


@pytest.mark.parametrize("state", [State.HANDED_OVER, State.RESOLVED, State.STOPPED, State.REFUSED])
@pytest.mark.parametrize(("after", "there"), [(-HOUR, 1), (HOUR, 0)])
def test_a_decided_dossier_stays_while_one_may_complain(an, make, papers, night, state, after, there):
    dossier = make(state)
    an.post(WITHDRAW, data=SURE)
    clock.advance(retention.term("complaint") + after)
    lines = night()
    assert len(papers(dossier)) == there
    assert ("complaint/dossier" in lines) is not there


@pytest.mark.parametrize(("after", "there"), [(-HOUR, 1), (HOUR, 0)])
def test_what_only_this_project_keeps_goes_within_the_laws_days(an, make, papers, night, asked, after, there):
    dossier = make()
    clock.advance(retention.term("complaint") + HOUR)
    again = browser_of(an)
    again.post(WITHDRAW, data=SURE)
    assert asked()[0].done_at is None
    clock.advance(retention.term("consent_gone") + after)
    lines = night()
    assert len(papers(dossier)) == there
    assert ("consent_gone/dossier" in lines) is not there
    assert (asked()[0].done_at is None) is bool(there)
    assert retention.term("consent_gone") < retention.term("consent_withdrawn")


def test_a_dossier_granted_its_withdrawal_later_goes_too(an, db, make, papers, night):
    dossier = make(State.IN_PROGRESS)
    an.post(WITHDRAW, data=SURE)
    clock.advance(timedelta(days=30))
    night()
    assert len(papers(dossier)) == 1
    bring_to(db, db.get_one(Dossier, dossier.id), State.WITHDRAWN, Actor("citizen", AN[1]))
    db.commit()
    assert "consent_gone/dossier" in night()
    assert papers(dossier) == []


def test_consent_given_again_keeps_what_is_still_there(an, db, make, account, papers, night, asked):
    dossier, under_way = make(), make(State.IN_PROGRESS)
    an.post(WITHDRAW, data=SURE)
    accounts.agree(db, account.id, accounts.consent.current(), "những lời đã xem")
    db.commit()
    draft = make(State.DRAFT)
    clock.advance(retention.term("complaint") + HOUR)
    night()
    assert [len(papers(one)) for one in (dossier, under_way, draft)] == [1, 1, 1]
    assert [(one.kind, one.done_at is not None) for one in asked()] == [(requests.AGREED_AGAIN, True)]


def test_messages_go_after_the_short_term(an, db, make, account, night):
    make()
    an.post(WITHDRAW, data=SURE)
    mine = select(func.count(Message.id)).where(Message.account_id == account.id)
    assert db.scalar(mine) > 0
    db.rollback()
    clock.advance(retention.term("consent_gone") + HOUR)
    assert "consent_gone/message" in night()
    assert db.scalar(mine) == 0


def test_messages_of_others_stay(an, db, make, account, night):
    make()
    clock.advance(retention.term("consent_gone") + HOUR)
    assert "consent_gone/message" not in night()


def test_what_waits_to_be_checked_for_a_dossier_under_way_is_kept(an, db, make, send, night):
    dossier = make(State.SUPPLEMENT)
    waiting, loose = send(dossier), send()
    an.post(WITHDRAW, data=SURE)
    db.expire_all()
    assert db.get(Upload, waiting).state == "received"
    assert db.get(Upload, loose) is None


def test_the_page_says_what_goes_when_and_what_stays_and_why(an, db, make):
    make(State.DRAFT)
    make()
    clock.advance(retention.term("complaint") + HOUR)
    again = browser_of(an)
    make()
    page = again.get(WITHDRAW).text
    assert "Sẽ xoá ngay" in page
    assert "Sẽ xoá sau 10 ngày" in page
    assert "Luật Khiếu nại 02/2011/QH13 điều 9" in page
    assert "Vẫn còn sau đó" in page
    assert "Luật Kế toán 88/2015/QH13" in page
    assert "17/2017" not in page  # five years are no ground any more


def test_after_withdrawing_the_pages_name_the_new_days(an, db, make, account):
    dossier = make()
    until = clock.local(dossier.closed_at + retention.term("complaint"))
    an.post(WITHDRAW, data=SURE)
    again = browser_of(an)
    assert f"giữ đến {until:%d/%m/%Y}" in again.get(f"/du-lieu-cua-toi/ho-so/{dossier.id}").text
    assert "Ông/bà đã rút lại lời đồng ý" in again.get("/du-lieu-cua-toi").text


def test_after_withdrawing_its_citizen_need_not_wait(an, db, make, papers):
    dossier = make()
    clock.advance(retention.term("complaint") + HOUR)
    browser_of(an).post(WITHDRAW, data=SURE)
    assert browser_of(an).post(f"/du-lieu-cua-toi/ho-so/{dossier.id}/xoa", data=SURE).status_code == 303
    assert papers(dossier) == []


def test_persons_of_an_account_that_stays_are_never_cleared(db, account, night):
    clock.advance(timedelta(days=4000))
    night()
    assert persons(db) == 1
