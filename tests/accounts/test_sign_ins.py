"""Where somebody is signed in, and ending it."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.people import Browser
from tests.visitors import confirm, fresh, settle
from webapp import clock
from webapp.accounts import service as accounts


@pytest.fixture
def phone(app: Flask) -> Browser:
    return settle(fresh(app))


@pytest.fixture
def tablet(app: Flask, phone: Browser) -> Browser:
    client = fresh(app)
    confirm(client)
    return client


def signed_in(client: Browser) -> bool:
    return bool(client.get("/api/toi").json["signed_in"])


def cookie_of(client: Browser) -> str:
    cookie = client.get_cookie("motcham")
    assert cookie
    return cookie.value


def test_it_lists_this_and_the_other_browser(phone: Browser, tablet: Browser) -> None:
    text = phone.get("/tai-khoan").text
    assert text.count("máy này") >= 1
    assert len(re.findall(r'action="/dang-xuat/[0-9a-f-]{36}"', text)) == 1


def test_it_ends_one_and_leaves_the_other(phone: Browser, tablet: Browser) -> None:
    other = re.findall(r'action="(/dang-xuat/[0-9a-f-]{36})"', phone.get("/tai-khoan").text)[0]
    assert phone.post(other).location == "/tai-khoan"
    assert (signed_in(phone), signed_in(tablet)) == (True, False)


def test_it_ends_all_of_them_at_once(phone: Browser, tablet: Browser) -> None:
    assert phone.post("/dang-xuat/tat-ca").location == "/"
    assert (signed_in(phone), signed_in(tablet)) == (False, False)


def test_it_refuses_a_cookie_kept_from_before_signing_out(app: Flask, phone: Browser) -> None:
    kept = cookie_of(phone)
    phone.post("/dang-xuat")
    thief = fresh(app)
    thief.set_cookie("motcham", kept)
    assert not signed_in(thief)
    assert thief.get("/tai-khoan").location == "/dang-nhap?tiep=/tai-khoan"


def test_it_refuses_a_cookie_with_one_letter_changed(app: Flask, phone: Browser) -> None:
    kept, thief = cookie_of(phone), fresh(app)
    content, signature = kept.rsplit(".", 1)  # its first letter: the last one carries bits that say nothing
    thief.set_cookie("motcham", f"{content}.{'a' if signature[0] != 'a' else 'b'}{signature[1:]}")
    assert not signed_in(thief)


def test_it_cannot_end_the_sign_in_of_another_account(app: Flask, phone: Browser) -> None:
    chi = settle(fresh(app), "0912000003")
    with app.app_context(), app.extensions["sessions"].read() as db:
        account = accounts.account_by_phone(db, "0912000002")
        assert account
        (hers,) = accounts.sign_ins(db, account.id)
    chi.post(f"/dang-xuat/{hers.id}")
    assert signed_in(phone)


def test_it_asks_for_the_phone_again_after_half_a_year(phone: Browser) -> None:
    with phone.session_transaction() as session:
        token = session["_user_id"]
    clock.advance(timedelta(days=181))
    with phone.session_transaction() as session:
        session["_user_id"] = token
    assert not signed_in(phone)


def test_it_empties_the_cache_but_not_the_drafts_of_a_browser_that_signs_out(phone: Browser) -> None:
    assert phone.post("/dang-xuat").headers["Clear-Site-Data"] == '"cache"'


def test_it_signs_out_twice_without_harm(phone: Browser) -> None:
    phone.post("/dang-xuat")
    assert phone.post("/dang-xuat").status_code == 303
