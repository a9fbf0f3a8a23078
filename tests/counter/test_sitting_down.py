"""Somebody sits down at a counter: card, compared, yes."""

from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.counter.desk import AN_CARD, BY_TELEX, HA, NA, TAM, fields, mandate_of, scan, sit, yes
from tests.people import AN, Browser, account_of, browser
from webapp import clock
from webapp.accounts import service as accounts
from webapp.accounts.service import Person
from webapp.counter.models import CounterVisit
from webapp.mandates.book import lines
from webapp.messages.models import Message


def person(db: Session, number: str = "022145000321") -> Person:
    found = accounts.person_of_card(db, number)
    assert found
    return found


def test_the_page_begins_with_the_field_for_the_card(ha: Browser) -> None:
    page = ha.get("/khach")
    assert "Khách tiếp theo" in page.text
    assert 'name="text"' in page.text
    assert "autofocus" in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_a_card_is_shown_to_be_compared_and_nothing_is_kept_of_it(db: Session, ha: Browser) -> None:
    page = scan(ha, NA)
    assert "Đỗ Thị Na" in page.text
    assert "Chưa có tài khoản" in page.text
    assert db.scalar(select(func.count()).select_from(CounterVisit)) == 0
    assert accounts.person_of_card(db, "022145000321") is None


def test_the_words_name_the_clerk_and_the_office(ha: Browser) -> None:
    assert f"{HA[1]} (Bưu điện Hà Tu)" in scan(ha, NA).text


def test_yes_makes_the_account_the_mandate_and_the_visit(db: Session, ha: Browser) -> None:
    visit = sit(ha, db)
    mandate, na = mandate_of(db, visit), person(db)
    assert (visit.met, visit.new_account, visit.guided) == ("card", True, False)
    assert (mandate.means, mandate.person_id, mandate.unit_id) == ("counter", na.id, "buu-dien-ha-tu")
    assert na.facts["birth_date"] == "1945-02-03"
    assert na.account.phone == ""
    assert [one.kind for one in lines(db, mandate.id)] == ["given"]
    assert "Đỗ Thị Na" in ha.get("/khach").text


def test_consent_is_kept_with_how_it_was_given(db: Session, ha: Browser) -> None:
    sit(ha, db)
    assert accounts.has_agreed(db, person(db).account_id, accounts.consent.current())


def test_who_has_a_phone_is_told_at_once_and_can_say_that_it_was_not_them(db: Session, ha: Browser) -> None:
    sit(ha, db, phone="0987 000 321")
    told = db.scalars(select(Message).where(Message.template == "help_given")).one()
    assert told.account_id == person(db).account_id
    assert "/nho-giup/" in (told.link or "")


def test_the_same_form_twice_is_one_visit(db: Session, ha: Browser) -> None:
    page = scan(ha, NA)
    for _time in range(2):
        assert yes(ha, page).status_code == 303
    assert db.scalar(select(func.count()).select_from(CounterVisit)) == 1


def test_somebody_known_is_found_by_the_card(db: Session, ha: Browser) -> None:
    an = account_of(db, *AN)
    accounts.change_person(db, an.persons[0], {"id_number": "022185000011", "birth_date": "1985-03-12"}, "typed")
    db.commit()
    page = scan(ha, AN_CARD)
    assert "Đã có tài khoản" in page.text
    assert "•••• 01" in page.text
    assert AN[0] not in page.text
    visit = sit(ha, db, AN_CARD)
    assert not visit.new_account
    assert mandate_of(db, visit).account_id == an.id


def test_a_known_name_is_not_overwritten_by_what_a_keyboard_made_of_it(db: Session, ha: Browser) -> None:
    sit(ha, db)
    again = scan(ha, BY_TELEX)
    assert "Đã có tài khoản" in again.text
    assert "Đỗ Thị Na" in again.text
    yes(ha, again)
    db.expire_all()
    assert person(db).facts["full_name"] == "Đỗ Thị Na"


def test_through_a_vietnamese_keyboard_number_and_day_are_right_and_the_name_is_flagged(ha: Browser) -> None:
    page = scan(ha, BY_TELEX)
    assert "Xem kỹ họ tên" in page.text
    typed = fields(page)
    assert typed["id_number"] == "022145000321"
    assert typed["birth_date"] == "03/02/1945"


def test_another_day_of_birth_under_a_known_number_is_no_match(db: Session, ha: Browser) -> None:
    sit(ha, db)
    page = scan(ha, NA.replace("03021945", "04021945"))
    assert page.status_code == 422
    assert "ngày sinh khác" in page.text


def test_of_somebody_whose_day_of_birth_is_not_known_the_name_must_be_theirs(db: Session, ha: Browser) -> None:
    an = account_of(db, *AN)
    accounts.change_person(db, an.persons[0], {"id_number": "022185000011"}, "typed")
    db.commit()
    forged = scan(ha, AN_CARD.replace("Nguyễn Thị An", "Ai Đó"))
    assert forged.status_code == 422
    assert AN[1] not in forged.text
    assert AN[1] in scan(ha, AN_CARD.replace("Nguyễn Thị An", "NGUYEN THI AN")).text


def test_a_number_alone_is_nobodys_card(db: Session, ha: Browser) -> None:
    sit(ha, db)
    typed = {
        "id": str(uuid4()),
        "full_name": "Người Khác",
        "id_number": "022145000321",
        "birth_date": "1/1/1990",
        "source": "typed",
    }
    page = ha.post("/khach/nhan", data=typed)
    assert page.status_code == 422
    assert "Số này đã có" in page.text


@pytest.mark.parametrize(
    "text", ["", "xin chào", "12345|x", "022145000321||Đỗ Thị Na|99999999|Nữ|x|01012022||", "9" * 3500]
)
def test_what_is_no_card_gets_a_clear_word(ha: Browser, text: str) -> None:
    page = scan(ha, text)
    assert page.status_code == 422
    assert "error" in page.text


def test_without_a_card_the_facts_are_typed(db: Session, ha: Browser) -> None:
    page = ha.get("/khach/go-tay")
    visit_id = fields(page)["id"]
    typed = {"id": visit_id, "source": "typed", "full_name": "Lê Văn Tám", "birth_date": "1/5/1979", "gender": "1"}
    assert "Gõ 12 số" in ha.post("/khach/nhan", data=typed | {"id_number": ""}).text
    assert ha.post("/khach/nhan", data=typed | {"id_number": "022079000555"}).status_code == 303
    assert db.get_one(CounterVisit, UUID(visit_id)).met == "typed"


def test_a_number_that_is_none_is_said_and_nothing_is_lost(ha: Browser) -> None:
    page = yes(ha, scan(ha, NA), phone="12")
    assert page.status_code == 422
    assert "Đỗ Thị Na" in page.text
    assert "Số này chưa đúng" in page.text


def test_nobody_is_their_own_customer(db: Session, ha: Browser) -> None:
    own = account_of(db, *HA)
    accounts.change_person(db, own.persons[0], {"id_number": "022145000321", "birth_date": "1945-02-03"}, "typed")
    db.commit()
    page = yes(ha, scan(ha, NA))
    assert page.status_code == 303
    assert "Không tự làm hồ sơ của mình" in ha.get("/khach").text
    assert db.scalar(select(func.count()).select_from(CounterVisit)) == 0


def test_who_once_said_not_me_of_this_clerk_goes_to_another_desk(db: Session, ha: Browser, tu: Browser) -> None:
    visit = sit(ha, db)
    mandate_of(db, visit).frozen_at = clock.now()
    db.commit()
    ha.post(f"/khach/{visit.id}/tiep")
    yes(ha, scan(ha, NA))
    assert "Mời khách sang quầy khác" in ha.get("/khach").text
    assert sit(tu, db).clerk_id != visit.clerk_id


def test_the_next_card_ends_the_visit_before(db: Session, ha: Browser) -> None:
    first = sit(ha, db)
    sit(ha, db, TAM)
    db.expire_all()
    assert db.get_one(CounterVisit, first.id).ended_by == "other"
    assert mandate_of(db, first).ended_at is not None


def test_another_clerk_sees_nothing_of_it(db: Session, ha: Browser, tu: Browser) -> None:
    visit = sit(ha, db)
    assert "Đỗ Thị Na" not in tu.get("/khach").text
    for path in ("viec", "mo", "ma-qr", "nghi"):
        assert (
            tu.post(f"/khach/{visit.id}/{path}", data={"id": str(uuid4()), "what": "1", "text": NA}).status_code == 404
        )
    tu.post(f"/khach/{visit.id}/tiep")
    db.expire_all()
    assert db.get_one(CounterVisit, visit.id).ended_at is None


def test_only_shown_how_is_counted_once(db: Session, ha: Browser) -> None:
    visit_id = str(uuid4())
    for _time in range(2):
        assert ha.post("/khach/huong-dan", data={"id": visit_id}).status_code == 303
    assert db.scalar(select(func.count()).where(CounterVisit.guided)) == 1
    assert "Khách tiếp theo" in ha.get("/khach").text


def test_a_clerk_whose_role_was_taken_away_helps_nobody(db: Session, ha: Browser) -> None:
    sit(ha, db)
    accounts.revoke(db, account_of(db, *HA), "clerk", "buu-dien-ha-tu")
    db.commit()
    assert ha.get("/khach").status_code == 403


def test_the_page_comes_in_english_too(ha: Browser) -> None:
    ha.set_cookie("lang", "en")
    assert "Next customer" in ha.get("/khach").text


def test_a_page_of_another_office_is_not_offered(app: Flask, db: Session) -> None:
    other = browser(app, db, "0912000043", "Đinh Thị Sen", ("clerk", "buu-dien-viet-hung"))
    assert sit(other, db, TAM, unit="buu-dien-ha-tu").unit_id == "buu-dien-viet-hung"
