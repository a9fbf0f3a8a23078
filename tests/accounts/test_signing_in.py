"""Signing in and coming back to where one was."""

import pytest
from flask import Flask

from tests.people import Browser
from tests.visitors import agree, ask_code, code_sent, confirm, enter, fresh, keep_person, settle
from webapp.accounts import service as accounts

EVIL = [
    "//evil.example", "/\\evil.example", "http://evil.example", "https:evil.example", "javascript:alert(1)", "evil.example",
    "/\t/evil.example", "/\n/evil.example", " //evil.example", "\\\\evil.example", "/" + "a" * 3000, "/\x7f/evil.example",
    "///evil.example", "/ /evil.example", "",
]  # fmt: skip


@pytest.fixture
def binh(app: Flask) -> Browser:
    return fresh(app)


def test_it_leads_a_newcomer_to_consent_then_the_card_then_back(binh: Browser) -> None:
    assert confirm(binh, tiep="/thu-tuc/1.004194").location == "/tai-khoan/dong-y?tiep=/thu-tuc/1.004194"
    assert agree(binh, tiep="/thu-tuc/1.004194").location == "/can-cuoc?tiep=/thu-tuc/1.004194"
    assert keep_person(binh, tiep="/thu-tuc/1.004194").location == "/thu-tuc/1.004194"


def test_it_leads_somebody_known_straight_back(app: Flask, binh: Browser) -> None:
    settle(binh)
    assert confirm(fresh(app), tiep="/tra-cuu").location == "/tra-cuu"


def test_it_asks_a_household_for_whom(app: Flask, binh: Browser) -> None:
    settle(binh)
    keep_person(binh, full_name="Trần Thị Em")
    assert confirm(fresh(app), tiep="/tra-cuu").location == "/tai-khoan/ai?tiep=/tra-cuu"


def test_it_leads_staff_to_their_desk(app: Flask, binh: Browser) -> None:
    settle(binh)
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        account = accounts.account_by_phone(db, "0912000002")
        assert account
        accounts.grant(db, account, "officer", "hong-gai")
    assert confirm(fresh(app)).location == "/ban-lam-viec"


@pytest.mark.parametrize("target", EVIL)
def test_it_never_leads_to_another_site(binh: Browser, target: str) -> None:
    settle(binh)
    assert binh.post(f"/tai-khoan/ai/{_person_of(binh)}", data={"tiep": target}).location == "/"


def _person_of(client: Browser) -> str:
    return client.get("/tai-khoan/ai").text.partition("/tai-khoan/ai/")[2][:36]


@pytest.mark.parametrize("target", EVIL)
def test_it_never_writes_another_site_into_its_pages(binh: Browser, target: str) -> None:
    answer = binh.get("/dang-nhap", query_string={"tiep": target})
    assert 'name="tiep" value="/"' in answer.text


def test_it_does_not_lead_back_to_signing_in(binh: Browser) -> None:
    settle(binh)
    assert binh.get("/dang-nhap?tiep=/dang-nhap").location == "/"


def test_it_changes_the_session_when_somebody_signs_in(binh: Browser) -> None:
    with binh.session_transaction() as session:
        session["left by somebody else"] = "x"
    confirm(binh)
    with binh.session_transaction() as session:
        assert set(session) - {"_id"} == {"_user_id", "_fresh", "_permanent", "browser"}


def test_it_gives_every_sign_in_a_token_of_its_own(app: Flask, binh: Browser) -> None:
    tokens = set()
    for client in (binh, fresh(app)):
        confirm(client)
        with client.session_transaction() as session:
            tokens.add(session["_user_id"])
    assert len(tokens) == 2


def test_it_keeps_the_cookie_from_scripts_and_other_sites(binh: Browser) -> None:
    cookie = ask_code(binh).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_it_says_what_is_wrong_with_a_number_and_keeps_it(binh: Browser) -> None:
    answer = ask_code(binh, "12345")
    assert answer.status_code == 422
    assert 'value="12345"' in answer.text
    assert "Số này chưa đúng" in answer.text


def test_it_does_not_tell_whether_a_number_is_known(app: Flask, binh: Browser) -> None:
    settle(binh)
    known, unknown = ask_code(fresh(app), "0912000002"), ask_code(fresh(app), "0912000099")
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)


def test_it_never_lets_a_page_of_sign_in_be_kept(binh: Browser) -> None:
    ask_code(binh)
    assert binh.get("/dang-nhap/ma").headers["Cache-Control"] == "no-store"


def test_it_remembers_the_language_of_the_account(app: Flask, binh: Browser) -> None:
    binh.get("/ngon-ngu/en")
    ask_code(binh)
    enter(binh, code_sent(binh))
    with app.app_context(), app.extensions["sessions"].read() as db:
        account = accounts.account_by_phone(db, "0912000002")
        assert account
        assert account.lang == "en"
