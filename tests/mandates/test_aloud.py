"""A code read aloud: only where a link went out and can't be opened, with words that say what it allows, and never against a «no»."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.engines import Database
from tests.mandates.conftest import DUNG, OTHER_TEAM, allows, at, helper, kinds, offered, texts, the
from tests.people import BINH, Browser, account_of, browser
from tests.queries import counted
from tests.visitors import fresh, rows
from webapp import clock
from webapp.accounts.models import Consent
from webapp.mandates import book
from webapp.mandates.models import Mandate


def page(mandate: Mandate, what: str = "") -> str:
    return f"/giup/{mandate.id}/doc-ma{what}"


def code(db: Session) -> str:
    return re.findall(r"\d{6}", texts(db, "help_code")[-1].title)[0]


def sent(dung: Browser, db: Session, **changes: str) -> Mandate:
    """Bình was sent a link that can't be opened, then a code."""
    mandate = offered(dung, db, **({"phone": BINH[0]} | changes))
    assert dung.post(page(mandate, "/gui")).location == page(mandate)
    return mandate


def test_the_message_says_in_words_what_the_code_allows(db: Session, dung: Browser) -> None:
    sent(dung, db, procedure="1.004194")
    (sms,) = texts(db, "help_code")
    assert sms.phone == BINH[0]
    for words in (DUNG[1], "Tổ công nghệ số", "Đăng ký tạm trú", "đến hết ngày", "đúng người ấy đang ở trước mặt"):
        assert words in sms.body
    assert not sms.in_app


def test_the_page_warns_and_says_what_to_read(db: Session, dung: Browser) -> None:
    mandate = offered(dung, db, phone=BINH[0])
    assert "Không mở được đường dẫn?" in dung.get(f"/giup/{mandate.id}").text
    dung.post(page(mandate, "/gui"))
    shown = dung.get(page(mandate)).text
    for words in (
        "Không hỏi mã qua điện thoại",
        "Người làm hồ sơ vẫn là tôi",
        "Một Chạm giữ họ tên",
        "Không muốn thì không đọc",
    ):
        assert words in shown


def test_the_code_gives_the_mandate_and_the_book_says_how(db: Session, dung: Browser) -> None:
    mandate = sent(dung, db)
    assert dung.post(page(mandate), data={"code": code(db)}).location == f"/giup/{mandate.id}"
    assert the(db, mandate.id).means == "code"
    assert kinds(db, mandate) == ["code_sent", "given"]
    assert book.lines(db, mandate.id)[-1].said["means"] == "code"
    db.rollback()
    assert allows(db, DUNG, BINH)


def test_the_citizen_is_told_and_can_say_not_me(app: Flask, db: Session, dung: Browser) -> None:
    mandate = sent(dung, db)
    dung.post(page(mandate), data={"code": code(db)})
    (sms,) = texts(db, "help_given")
    assert (sms.phone, at(mandate) in sms.body) == (BINH[0], True)
    fresh(app).post(at(mandate, "khong-phai-toi"))
    assert not allows(db, DUNG, BINH)


def test_what_was_read_to_them_is_kept_as_their_consent(app: Flask, db: Session, dung: Browser) -> None:
    mandate = sent(dung, db)
    dung.post(page(mandate), data={"code": code(db)})
    (kept,) = rows(app, Consent)
    assert (kept.account_id, kept.means) == (account_of(db, *BINH).id, "code")


def test_a_wrong_code_counts_and_the_fifth_ends_it(db: Session, dung: Browser) -> None:
    mandate = sent(dung, db)
    right = code(db)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert dung.post(page(mandate), data={"code": wrong}).status_code == 422
    answer = dung.post(page(mandate), data={"code": right})
    assert (answer.status_code, "gõ sai 5 lần" in answer.text) == (422, True)
    assert the(db, mandate.id).given_at is None


def test_a_code_is_too_old_after_ten_minutes(db: Session, dung: Browser) -> None:
    mandate = sent(dung, db)
    right = code(db)
    clock.advance(timedelta(minutes=10, seconds=1))
    assert dung.post(page(mandate), data={"code": right}).status_code == 422
    assert the(db, mandate.id).given_at is None


def test_asking_again_at_once_sends_no_second_one(db: Session, dung: Browser) -> None:
    mandate = sent(dung, db)
    dung.post(page(mandate, "/gui"))
    assert len(texts(db, "help_code")) == 1
    clock.advance(timedelta(minutes=1))
    dung.post(page(mandate, "/gui"))
    assert len(texts(db, "help_code")) == 2


def test_a_phone_gets_three_codes_a_day(db: Session, dung: Browser) -> None:
    mandate = sent(dung, db)
    for _ in range(2):
        clock.advance(timedelta(minutes=1))
        dung.post(page(mandate, "/gui"))
    clock.advance(timedelta(minutes=1))
    assert dung.post(page(mandate, "/gui")).status_code == 429
    assert len(texts(db, "help_code")) == 3


def test_not_against_a_number_that_said_not_me_of_this_helper(app: Flask, db: Session, dung: Browser) -> None:
    first = sent(dung, db)
    dung.post(page(first), data={"code": code(db)})
    fresh(app).post(at(first, "khong-phai-toi"))
    again = offered(dung, db, phone=BINH[0])
    assert "Không mở được đường dẫn?" not in dung.get(f"/giup/{again.id}").text
    assert "không dùng mã đọc lên được" in dung.post(page(again, "/gui"), follow_redirects=True).text
    assert len(texts(db, "help_code")) == 1


def test_another_helper_may_still_ask_that_number(app: Flask, db: Session, dung: Browser) -> None:
    first = sent(dung, db)
    dung.post(page(first), data={"code": code(db)})
    fresh(app).post(at(first, "khong-phai-toi"))
    other = helper(app, db, "0912000044", "Lý Thị Hà", OTHER_TEAM)
    clock.advance(timedelta(minutes=1))
    sent(other, db)
    assert len(texts(db, "help_code")) == 2


@pytest.mark.parametrize("phone", ["", DUNG[0]], ids=["scanned", "own number"])
def test_not_where_no_link_went_out_and_not_to_oneself(db: Session, dung: Browser, phone: str) -> None:
    mandate = offered(dung, db, phone=phone)
    dung.post(page(mandate, "/gui"))
    if phone:
        dung.post(page(mandate), data={"code": code(db)})
    assert the(db, mandate.id).given_at is None


def test_not_once_they_answered_no(app: Flask, db: Session, dung: Browser) -> None:
    mandate = sent(dung, db)
    right = code(db)
    fresh(app).post(at(mandate, "khong"))
    dung.post(page(mandate), data={"code": right})
    assert the(db, mandate.id).given_at is None


def test_nobody_elses_mandate(app: Flask, db: Session, dung: Browser) -> None:
    mandate = sent(dung, db)
    other = helper(app, db, "0912000044", "Lý Thị Hà")
    assert other.get(page(mandate)).status_code == 404
    assert other.post(page(mandate), data={"code": code(db)}).status_code == 404
    assert browser(app, db, *BINH).post(page(mandate, "/gui")).status_code == 403


def test_no_page_of_it_asks_more_than_six_times(app: Flask, db: Session, dung: Browser, database: Database) -> None:
    account_of(db, *BINH)
    mandate = sent(dung, db)
    for client, path in ((dung, f"/giup/{mandate.id}"), (dung, page(mandate)), (browser(app, db, *BINH), at(mandate))):
        client.get(path)
        with counted(database.engine) as said:
            assert client.get(path).status_code == 200
        assert len(said) <= 6, path
