"""Whoever was helped is asked how it was: behind the link they have anyway, once an act, without an account, without being seen."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.figures.conftest import (
    ASKED,
    DUNG,
    Mandate,
    Phone,
    allowed,
    asks,
    at,
    fresh,
    handed_in,
    kept,
    later,
    link,
    offered,
    rows,
    say,
    the,
)
from tests.mandates.test_on_paper import said, send
from tests.people import BINH, Browser, browser
from webapp import clock
from webapp.dossiers.models import Dossier, DossierEvent


def test_the_page_behind_the_message_asks_once_something_was_handed_in(
    db: Session, dung: Browser, an: Browser, app: Flask
) -> None:
    mandate = allowed(dung, an, db)
    assert ASKED not in an.get(at(mandate)).text
    handed_in(dung, mandate)
    page = an.get(at(mandate)).text
    assert ASKED in page
    assert an.post(asks(page)[0], data={"answer": "good"}).status_code == 303
    assert [one.answer for one in kept(app)] == ["good"]


def test_so_does_the_page_of_all_who_help_me(helped: Mandate, an: Browser) -> None:
    assert asks(an.get("/ai-giup-toi").text) == asks(an.get(at(helped)).text) != []


def test_a_code_that_was_scanned_off_the_helpers_phone_asks_nobody_but_the_citizen(
    app: Flask, db: Session, helped: Mandate, dung: Browser
) -> None:
    for who in (fresh(app), dung, browser(app, db, *BINH)):
        assert ASKED not in who.get(at(helped)).text


def test_a_link_that_only_the_citizens_phone_got_asks_without_an_account(
    app: Flask, db: Session, dung: Browser
) -> None:
    clock.advance(timedelta(minutes=1))
    mandate_id = UUID(send_signed(app, db, dung))
    mandate = the(db, mandate_id)
    handed_in(dung, mandate)
    (where,) = asks(fresh(app).get(at(mandate)).text)
    say(app, where, "fair")
    assert [one.answer for one in kept(app)] == ["fair"]


def send_signed(app: Flask, db: Session, dung: Browser) -> str:
    """A grandmother signed on Dũng's phone."""
    made = "6d6f7463-6861-4d00-8000-0000000000aa"
    assert send(dung, said(app, db, dung, phone="0987654321"), UUID(made)).status_code == 200
    return made


def test_the_helper_it_is_about_does_not_get_in(app: Flask, db: Session, dung: Browser) -> None:
    where = link(db, DUNG)
    assert dung.get(where).status_code == dung.post(where, data={"answer": "good"}).status_code == 404
    assert [one.answer for one in kept(app)] == [None]


def test_without_help_nobody_is_asked(app: Flask, db: Session, an: Browser, dung: Browser) -> None:
    Phone(dung, allowed(dung, an, db)).draft()
    assert kept(app) == []


def test_who_never_wished_for_it_is_not_asked(helped: Mandate, an: Browser) -> None:
    an.post(at(helped, "khong-phai-toi"))
    assert ASKED not in an.get(at(helped)).text
    assert ASKED not in an.get("/ai-giup-toi").text


def test_handed_in_once_more_it_is_one_question(app: Flask, an: Browser, helped: Mandate) -> None:
    (dossier,) = rows(app, Dossier)
    an.post(f"/ho-so/{dossier.id}/sua")
    assert an.post(f"/ho-so/{dossier.id}/nop", data={"agree": "y"}).status_code == 303
    assert sum(one.event == "submitted" for one in rows(app, DossierEvent)) == 2
    assert len(kept(app)) == 1


@pytest.mark.parametrize("again", ["poor", "good"])
def test_an_answer_is_changed_not_added(app: Flask, db: Session, again: str) -> None:
    where = link(db, DUNG)
    say(app, where, "good", good=["patient"])
    say(app, where, again)
    (one,) = kept(app)
    assert (one.answer, one.reasons) == (again, ["patient"] if again == "good" else [])


def test_no_page_says_what_was_answered(app: Flask, db: Session) -> None:
    where, who = link(db, DUNG), fresh(app)
    before = who.get(where).text
    say(app, where, "poor", poor=["late"])
    assert who.get(where).text == before
    assert "checked" not in who.get(f"{where}/vi-sao").text


def test_the_question_names_the_helper_and_nothing_of_who_was_helped(an: Browser, helped: Mandate, app: Flask) -> None:
    (where,) = asks(an.get(at(helped)).text)
    for page in (where, f"{where}/xong"):
        text = fresh(app).get(page).text
        assert "Nguyễn Thị An" not in text
        assert "tạm trú" not in text.lower()
        assert str(helped.token) not in text
    assert "Phạm Văn Dũng" in fresh(app).get(where).text


def test_what_is_kept_leads_to_no_citizen(app: Flask, an: Browser, helped: Mandate) -> None:
    (one,), (dossier,) = kept(app), rows(app, Dossier)
    (where,) = asks(an.get(at(helped)).text)
    everything = str(vars(one))
    for secret in (dossier.id, dossier.account_id, dossier.person_id, helped.id):
        assert str(secret) not in everything
        assert secret.hex not in everything
    assert where.rsplit("/", 1)[1] not in everything


def test_it_is_never_kept_by_a_phone_nor_by_a_search_engine(app: Flask, db: Session) -> None:
    headers = fresh(app).get(link(db, DUNG)).headers
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex")


def test_reasons_can_be_ticked_and_unticked(app: Flask, db: Session) -> None:
    where = link(db, DUNG)
    say(app, where, "fair", good=["clear", "patient"], poor=["late"])
    assert kept(app)[0].reasons == ["clear", "late", "patient"]
    say(app, where, "fair", poor=["rushed"])
    assert kept(app)[0].reasons == ["rushed"]


def test_who_was_asked_for_money_is_led_to_where_it_is_reported(app: Flask, db: Session, dung: Browser) -> None:
    where, who = link(db, DUNG), fresh(app)
    who.post(where, data={"answer": "poor"})
    page = who.post(f"{where}/vi-sao", data={"poor": ["money"]}, follow_redirects=True).text
    assert "Việc này không ai được làm" in page
    assert 'href="/nguoi-giup/bao?ma=AB000422"' in page


def test_reasons_of_another_kind_lead_to_no_alarm(app: Flask, db: Session) -> None:
    where, who = link(db, DUNG), fresh(app)
    who.post(where, data={"answer": "fair"})
    assert "Việc này" not in who.post(f"{where}/vi-sao", data={"poor": ["late"]}, follow_redirects=True).text


def test_what_is_no_answer_is_said_so(app: Flask, db: Session) -> None:
    where, who = link(db, DUNG), fresh(app)
    for sent in ({}, {"answer": "excellent"}):
        answer = who.post(where, data=sent)
        assert answer.status_code == 422
        assert "Bấm một trong ba hình" in answer.text
    who.post(where, data={"answer": "good"})
    assert who.post(f"{where}/vi-sao", data={"good": ["handsome"]}).status_code == 422
    assert [(one.answer, one.reasons) for one in kept(app)] == [("good", [])]


def test_reasons_come_after_the_answer(app: Flask, db: Session) -> None:
    where, who = link(db, DUNG), fresh(app)
    assert who.get(f"{where}/vi-sao").headers["Location"] == where
    assert who.post(f"{where}/vi-sao", data={"good": ["clear"]}).headers["Location"] == where
    assert kept(app)[0].reasons == []


def test_after_two_weeks_the_link_is_closed_and_says_so(app: Flask, db: Session) -> None:
    where = link(db, DUNG)
    clock.advance(timedelta(days=14))
    assert fresh(app).get(where).status_code == 200
    clock.advance(timedelta(days=1))
    answer = fresh(app).post(where, data={"answer": "good"})
    assert answer.status_code == 404
    assert "Câu hỏi về lần giúp này đã đóng" in answer.text


def test_a_link_nobody_made_opens_nothing(app: Flask, db: Session) -> None:
    assert fresh(app).get(f"/y-kien/{'0' * 40}").status_code == 404


def test_then_nobody_can_tell_any_more_whose_answer_it_was(app: Flask, db: Session) -> None:
    say(app, link(db, DUNG))
    link(db, DUNG)  # nobody answers this one
    later(app, 15)
    assert [(one.answer, one.token_hash, one.until.day) for one in kept(app)] == [("good", None, 1)]


def test_one_address_does_not_flood_it(app: Flask, db: Session) -> None:
    where, who = link(db, DUNG), fresh(app)
    answers = {who.post(where, data={"answer": "poor"}).status_code for _ in range(61)}
    assert answers == {303, 429}


def test_in_english_too(app: Flask, db: Session) -> None:
    who = fresh(app)
    who.set_cookie("lang", "en")
    page = who.get(link(db, DUNG)).text
    assert "Was the help good?" in page
    assert "Not so good" in page


def test_an_offer_that_was_only_made_asks_nothing(db: Session, dung: Browser, an: Browser) -> None:
    assert ASKED not in an.get(at(offered(dung, db))).text
