"""A person chooses how messages come: Zalo first, SMS only, or in the app only."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.conftest import PAGES, make_config
from tests.page import Client
from tests.people import AN, BINH, browser
from tests.visitors import fresh
from webapp import create_app
from webapp.accounts import service as accounts
from webapp.messages import choices

PAGE = "/tai-khoan/nhan-tin"
SMS: dict[str, str] = {"url": "https://sms.example.vn", "key": "k", "sender": "MotCham"}
ZNS: dict[str, str] = {
    "app_id": "1",
    "app_secret": "s",
    "refresh_token": "r",
    "url": "https://a",
    "token_url": "https://b",
}


@pytest.fixture
def app_with(database, tmp_path):
    def make(**changes: Any):
        made = create_app(make_config(database.url, tmp_path, **changes), engine=database.engine)
        made.config.update(TESTING_RAISES=True, PROPAGATE_EXCEPTIONS=True)
        made.test_client_class = Client
        made.jinja_env.bytecode_cache = PAGES
        return made

    return make


@pytest.fixture
def app(app_with):
    return app_with(sms=SMS, zns=ZNS)


def chosen(db: Session, who: tuple[str, str]) -> str | None:
    db.rollback()
    account = accounts.account_by_phone(db, who[0])
    found = choices.chosen(db, account.id if account else None)
    db.rollback()
    return found


def ticked(page: Any) -> str | None:
    """The value of the radio button that is on."""
    found = [part for part in page.text.split("<input") if 'type="radio"' in part and "checked" in part.split(">")[0]]
    return found[0].split('value="')[1].split('"')[0] if found else None


def test_zalo_comes_first_until_somebody_chooses(app, db):
    an = browser(app, db, *AN)
    assert ticked(an.get(PAGE)) == "zalo_first"
    assert chosen(db, AN) is None


def test_the_account_page_leads_there(app, db):
    assert PAGE in browser(app, db, *AN).get("/tai-khoan").text


@pytest.mark.parametrize("order", ["sms_only", "app_only", "zalo_first"])
def test_what_is_chosen_is_kept_and_shown(app, db, order):
    an = browser(app, db, *AN)
    for _twice in range(2):
        assert an.post(PAGE, data={"order": order}).status_code == 303
    assert chosen(db, AN) == order
    page = an.get(PAGE)
    assert ticked(page) == order
    assert "Đã lưu cách nhận tin." in page.text


def test_it_is_ones_own(app, db):
    browser(app, db, *AN).post(PAGE, data={"order": "app_only"})
    assert ticked(browser(app, db, *BINH).get(PAGE)) == "zalo_first"


@pytest.mark.parametrize("order", ["", "pigeon"])
def test_what_is_no_choice_is_refused_in_plain_words(app, db, order):
    an = browser(app, db, *AN)
    answer = an.post(PAGE, data={"order": order})
    assert answer.status_code == 422
    assert "Chọn một cách nhận tin." in answer.text
    assert chosen(db, AN) is None


def test_without_zalo_nobody_is_offered_it_and_the_choice_comes_back_with_it(app, app_with, db):
    browser(app, db, *AN).post(PAGE, data={"order": "zalo_first"})
    without = browser(app_with(sms=SMS), db, *AN).get(PAGE)
    assert 'value="zalo_first"' not in without.text
    assert ticked(without) == "sms_only"
    assert ticked(browser(app, db, *AN).get(PAGE)) == "zalo_first"


def test_without_any_channel_the_page_says_so(app_with, db):
    page = browser(app_with(), db, *AN).get(PAGE)
    assert "tin chỉ nằm trong Một Chạm" in page.text
    assert 'type="radio"' not in page.text


def test_it_says_when_it_is_quiet_and_who_sees_what(app, db):
    page = browser(app, db, *AN).get(PAGE).text
    assert "Từ 21:30 đến 06:30 không làm phiền" in page
    assert "Mã đăng nhập luôn đến bằng SMS" in page


def test_privacy_shows_and_hands_out_the_choice(app, db):
    an = browser(app, db, *AN)
    assert "Chưa chọn" in an.get("/du-lieu-cua-toi").text
    an.post(PAGE, data={"order": "sms_only"})
    assert "Chỉ bằng tin nhắn SMS" in an.get("/du-lieu-cua-toi").text


def test_the_page_about_privacy_says_who_carries_messages(app, app_with):
    assert "nhà mạng và Zalo" in fresh(app).get("/quyen-rieng-tu").text
    assert "Tin nhắn SMS đi qua nhà mạng" in fresh(app_with(sms=SMS)).get("/quyen-rieng-tu").text
    assert "đi qua nhà mạng" not in fresh(app_with()).get("/quyen-rieng-tu").text
