"""A mandate is given by the citizen's own tap, on their own phone, and by nobody else."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.mandates.conftest import DUNG, TEAM, allows, at, kinds, offered, texts, the
from tests.people import AN, BINH, CHI, Browser, account_of, browser
from tests.visitors import fresh, rows
from webapp import clock
from webapp.accounts import service as accounts
from webapp.mandates import words
from webapp.mandates.models import Mandate
from webapp.teams.models import Member


def test_scanned_and_agreed_to_on_the_citizens_own_phone(app: Flask, db: Session, dung: Browser) -> None:
    mandate, an = offered(dung, db), browser(app, db, *AN)
    assert "Mời người nhờ mở máy ảnh" in dung.get(f"/giup/{mandate.id}").text
    page = an.get(at(mandate)).text
    assert "Để Phạm Văn Dũng giúp làm giấy tờ?" in page
    an.post(at(mandate, "dong-y"))
    given = the(db, mandate.id)
    assert (given.means, given.account_id) == ("tap", account_of(db, *AN).id)
    assert "đang giúp ông/bà" in an.get(at(mandate)).text
    assert "Đã đồng ý lúc" in dung.get(f"/giup/{mandate.id}").text


def test_whoever_is_not_signed_in_signs_in_with_their_own_number_first(app: Flask, db: Session, dung: Browser) -> None:
    mandate, client = offered(dung, db), fresh(app)
    assert "Đăng nhập bằng số của mình" in client.get(at(mandate)).text
    answer = client.post(at(mandate, "dong-y"))
    assert answer.headers["Location"].startswith("/dang-nhap?tiep=/nho-giup/")
    assert the(db, mandate.id).given_at is None


def test_a_helper_cannot_agree_in_the_citizens_place(db: Session, dung: Browser) -> None:
    mandate = offered(dung, db)
    answer = dung.post(at(mandate, "dong-y"), follow_redirects=True)
    assert "không tự đồng ý cho mình được" in answer.text
    assert the(db, mandate.id).given_at is None


def test_a_link_goes_to_the_citizens_phone_and_a_tap_there_is_enough(app: Flask, db: Session, dung: Browser) -> None:
    mandate = offered(dung, db, phone="0987 654 321")
    (sms,) = texts(db, "help_offered")
    assert sms.phone == "0987654321"
    assert f"/nho-giup/{mandate.token}" in sms.body
    assert mandate.token not in dung.get(f"/giup/{mandate.id}").text, "the helper never sees the way in"
    fresh(app).post(at(mandate, "dong-y"), data={"agree": "y"})
    given = the(db, mandate.id)
    assert given.means == "link"
    assert accounts.reach(db, given.account_id).phone == "0987654321"  # type: ignore[arg-type]


def test_a_link_is_not_for_somebody_else_who_is_signed_in(app: Flask, db: Session, dung: Browser) -> None:
    mandate = offered(dung, db, phone=BINH[0])
    answer = browser(app, db, *CHI).post(at(mandate, "dong-y"), follow_redirects=True)
    assert "gửi cho số điện thoại khác" in answer.text
    assert the(db, mandate.id).given_at is None


def test_what_stood_there_is_proved_by_its_hash(app: Flask, db: Session, dung: Browser) -> None:
    mandate, an = offered(dung, db, procedure="1.004194", days="7"), browser(app, db, *AN)
    shown = unescape(an.get(at(mandate)).text)
    an.post(at(mandate, "dong-y"))
    given = the(db, mandate.id)
    text = words.text(db, given, "nho-giup-1")
    assert given.text_hash == words.digest(text)
    for line in text.splitlines():
        assert line in shown
    assert "Đăng ký tạm trú" in text


def test_it_holds_until_the_end_of_its_last_day(app: Flask, db: Session, dung: Browser) -> None:
    mandate = offered(dung, db)
    browser(app, db, *AN).post(at(mandate, "dong-y"))
    until = the(db, mandate.id).until
    assert until is not None
    assert clock.local(until).strftime("%H:%M") == "00:00"
    assert timedelta(0) < until - clock.now() <= timedelta(days=1)


def test_agreeing_twice_is_once(app: Flask, db: Session, dung: Browser) -> None:
    mandate, an = offered(dung, db), browser(app, db, *AN)
    an.post(at(mandate, "dong-y"))
    an.post(at(mandate, "dong-y"))
    assert kinds(db, mandate) == ["given"]


def test_an_offer_lapses_after_a_day(app: Flask, db: Session, dung: Browser) -> None:
    mandate, an = offered(dung, db), browser(app, db, *AN)
    clock.advance(timedelta(hours=24))
    assert "đã quá hạn" in an.post(at(mandate, "dong-y"), follow_redirects=True).text
    assert the(db, mandate.id).given_at is None


def test_no_thank_you_is_an_answer(app: Flask, db: Session, dung: Browser) -> None:
    mandate, an = offered(dung, db), browser(app, db, *AN)
    assert "trả lời là không" in an.post(at(mandate, "khong"), follow_redirects=True).text
    an.post(at(mandate, "dong-y"))
    assert the(db, mandate.id).given_at is None


def test_asking_twice_is_one_offer_and_one_message(db: Session, dung: Browser) -> None:
    mandate = offered(dung, db, phone=BINH[0])
    offered(dung, db, phone=BINH[0], id=str(mandate.id))
    assert len(texts(db, "help_offered")) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"called": ""}, "Ghi tên để khỏi nhầm người."),
        ({"phone": "12345"}, "Số này chưa đúng."),
        ({"days": "365"}, "Trong bao lâu?"),
        ({"procedure": "9.999999"}, "Giúp việc gì?"),
    ],
)
def test_a_slip_is_named_and_nothing_is_kept(
    app: Flask, db: Session, dung: Browser, changes: dict[str, str], words: str
) -> None:
    said = {"id": str(uuid4()), "called": "bà An", "days": "1", "procedure": ""} | changes
    answer = dung.post("/giup/moi", data=said)
    assert answer.status_code == 422
    assert words in answer.text
    assert rows(app, Mandate) == []


def test_an_unknown_link_is_no_page(app: Flask) -> None:
    assert fresh(app).get("/nho-giup/khong-co").status_code == 404
    assert fresh(app).post("/nho-giup/khong-co/dong-y").status_code == 404


def test_it_allows_what_it_names_to_whom_it_names_only(app: Flask, db: Session, dung: Browser) -> None:
    mandate, an = offered(dung, db, procedure="1.004194"), browser(app, db, *AN)
    an.post(at(mandate, "dong-y"))
    assert allows(db, DUNG, AN, "1.004194")
    assert not allows(db, DUNG, AN, "1.004873")
    assert not allows(db, DUNG, CHI, "1.004194")


def test_whose_badge_does_not_hold_today_asks_nobody(app: Flask, db: Session) -> None:
    only_the_role = browser(app, db, *DUNG, ("helper", TEAM))
    said = {"id": str(uuid4()), "called": "bà An", "days": "1", "procedure": ""}
    assert only_the_role.get("/giup/moi").headers["Location"] == "/the-nguoi-giup"
    assert only_the_role.post("/giup/moi", data=said).headers["Location"] == "/the-nguoi-giup"
    assert rows(app, Mandate) == []


def test_who_was_suspended_since_helps_nobody(app: Flask, db: Session, dung: Browser) -> None:
    browser(app, db, *AN).post(at(offered(dung, db), "dong-y"))
    assert allows(db, DUNG, AN)
    db.execute(update(Member).values(state="suspended"))
    db.commit()
    assert not allows(db, DUNG, AN)


def test_the_citizen_is_led_to_the_badge(app: Flask, db: Session, dung: Browser) -> None:
    assert "/nguoi-giup/AB000422" in browser(app, db, *AN).get(at(offered(dung, db))).text
