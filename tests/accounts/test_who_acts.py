"""Who of a household acts for whom: asked once for each two, and no longer true when a child comes of age."""

import hashlib
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.accounts.households import CHILD, FIRM, GROWN, House
from tests.people import CHI, browser
from tests.visitors import rows
from webapp import clock
from webapp.accounts import grounds, household
from webapp.accounts.models import SignIn, Standing
from webapp.messages.models import Message

BIRTHDAY = datetime(2033, 5, 20, 9, tzinfo=clock.VN)


@pytest.fixture
def house(app: Flask, db: Session) -> House:
    return House(app, db)


def test_it_asks_nothing_of_somebody_who_lives_alone(house: House) -> None:
    assert house.asked(house.an).location == "/ho-so"
    assert household.acting(house.db, house.account.id, None, house.an.id).alone


def test_it_asks_a_mother_what_she_is_to_the_child(house: House) -> None:
    khoi = house.joined_by(CHILD)
    page = house.asked(khoi).text
    assert "Ông/bà là gì của Nguyễn Minh Khôi?" in page
    assert "Bố hoặc mẹ" in page
    assert "Vợ hoặc chồng" not in page


def test_it_asks_on_the_way_when_the_child_is_chosen_and_not_again(house: House) -> None:
    khoi = house.joined_by(CHILD)
    chosen = f"/tai-khoan/ai/{khoi.id}"
    assert house.phone.post(chosen, data={"tiep": "/ho-so"}).location.startswith("/tai-khoan/nguoi-lam?cho=")
    house.say(house.an, khoi, "parent")
    assert house.phone.post(chosen, data={"tiep": "/ho-so"}).location == "/ho-so"


def test_it_asks_once_and_calls_her_mother(house: House) -> None:
    khoi = house.joined_by(CHILD)
    assert house.say(house.an, khoi, "parent").location == "/ho-so"
    found = household.acting(house.db, house.account.id, None, khoi.id)
    assert found.said()["called"] == {"vi": "mẹ", "en": "mother"}


def test_it_keeps_the_answer_sealed_with_the_hash_of_the_words(house: House) -> None:
    khoi = house.joined_by(CHILD)
    house.say(house.an, khoi, "parent")
    (row,) = rows(house.app, Standing)
    words = household.words_of("Ông/bà là gì của Nguyễn Minh Khôi?", grounds.known("parent"))
    assert (row.said, len(row.words_hash)) == ({"ground": "parent"}, 64)
    assert row.words_hash == hashlib.sha256(words.encode()).hexdigest()


def test_it_can_be_put_right_and_saying_it_twice_is_as_once(house: House) -> None:
    khoi = house.joined_by(CHILD)
    for ground in ("sibling", "parent", "parent"):
        house.say(house.an, khoi, ground)
    assert [row.said["ground"] for row in rows(house.app, Standing)] == ["parent"]


@pytest.mark.parametrize("ground", ["", "parent_of_adult", "spouse", "own", "<b>"])
def test_it_takes_no_answer_that_does_not_fit_a_child(house: House, ground: str) -> None:
    khoi = house.joined_by(CHILD)
    answer = house.say(house.an, khoi, ground)
    assert answer.status_code == 422
    assert "Chọn một câu trả lời." in answer.text
    assert not rows(house.app, Standing)


def test_a_guardian_names_the_paper(house: House) -> None:
    khoi = house.joined_by(CHILD)
    assert house.say(house.an, khoi, "guardian").status_code == 422
    house.say(house.an, khoi, "guardian", paper="Trích lục đăng ký giám hộ số 12, 3/4/2025")
    assert household.acting(house.db, house.account.id, None, khoi.id).said()["paper"].startswith("Trích lục")


def test_a_firm_is_acted_for_by_who_represents_it(house: House) -> None:
    shop = house.joined_by(FIRM, "business")
    assert "Người giám hộ" not in house.asked(shop).text
    assert house.say(house.an, shop, "parent").status_code == 422
    house.say(house.an, shop, "representative")
    assert household.acting(house.db, house.account.id, None, shop.id).said()["for"] == "Cửa hàng Minh Phát"


def test_where_two_grown_ups_share_the_phone_it_asks_who_holds_it(house: House) -> None:
    sau = house.joined_by(GROWN["sau"])
    assert "Ai đang cầm máy này?" in house.asked(sau).text
    assert house.hold(sau, sau).status_code == 303
    assert house.asked(sau).location == "/ho-so"
    (sign_in,) = rows(house.app, SignIn)
    assert household.acting(house.db, house.account.id, sign_in.acting_id, sau.id).said()["ground"] == "own"


def test_whoever_holds_it_can_be_changed(house: House) -> None:
    sau = house.joined_by(GROWN["sau"])
    house.hold(house.an, sau)
    assert "Ông/bà là gì của Lê Thị Sáu?" in house.asked(sau).text
    assert "Ai đang cầm máy này?" in house.asked(sau, doi="1").text


def test_a_child_never_holds_it_for_others(house: House) -> None:
    khoi, sau = house.joined_by(CHILD), house.joined_by(GROWN["sau"])
    assert house.hold(khoi, sau).status_code == 404
    assert house.hold(khoi, khoi).status_code == 404


def test_from_fifteen_they_may_act_in_their_own_matter(house: House) -> None:
    ninh = house.joined_by(CHILD | {"birth_date": f"{clock.today().year - 16}-01-02"})
    assert house.hold(ninh, ninh).status_code == 303
    assert house.hold(ninh, house.an).status_code == 404


@pytest.mark.parametrize(("before", "stands"), [(True, True), (False, False)])
def test_a_parent_acts_until_the_day_of_coming_of_age(house: House, before: bool, stands: bool) -> None:
    khoi = house.joined_by(CHILD)
    house.say(house.an, khoi, "parent")
    clock.set_to(datetime(2033, 5, 19, 23, 59, tzinfo=clock.VN) if before else BIRTHDAY.replace(hour=0, minute=1))
    row = house.db.scalars(select(Standing)).one()
    assert household.stands(row, khoi) == stands


def test_whoever_came_of_age_is_told_once_and_asked_anew(house: House) -> None:
    khoi = house.joined_by(CHILD)
    house.say(house.an, khoi, "parent")
    house.db.expire_all()
    clock.set_to(BIRTHDAY)
    assert [household.tell_grown(house.db, 50) for _night in range(2)] == [1, 0]
    house.db.commit()
    (message,) = [one for one in rows(house.app, Message) if one.template == "of_age"]
    assert (message.title, message.link) == ("Trong nhà có người vừa đủ 18 tuổi", "/tai-khoan/nha")
    assert "Khôi" not in message.title + message.body


def test_nobody_is_told_too_early(house: House) -> None:
    house.say(house.an, house.joined_by(CHILD), "parent")
    clock.set_to(datetime(2033, 1, 5, 9, tzinfo=clock.VN))
    assert household.tell_grown(house.db, 50) == 0


def test_a_corrected_birth_date_moves_the_end(house: House, db: Session) -> None:
    khoi = house.joined_by(CHILD)
    house.say(house.an, khoi, "parent")
    house.phone.post("/can-cuoc/luu", data=CHILD | {"birth_date": "20/5/2012", "nguoi": khoi.id, "source": "typed"})
    assert [row.ends_in for row in rows(house.app, Standing)] == [2030]


def test_the_page_of_the_house_says_who_acts_for_whom(house: House) -> None:
    khoi = house.joined_by(CHILD)
    house.say(house.an, khoi, "parent")
    page = house.phone.get("/tai-khoan/nha").text
    assert "Nguyễn Thị An (mẹ)" in page
    assert "làm cho Nguyễn Minh Khôi" in page


def test_another_household_reaches_none_of_it(house: House, app: Flask, db: Session) -> None:
    khoi = house.joined_by(CHILD)
    chi = browser(app, db, *CHI)
    assert chi.get("/tai-khoan/nguoi-lam", query_string={"cho": khoi.id}).status_code == 404
    assert chi.post(f"/tai-khoan/nguoi-lam/{house.an.id}", data={"cho": khoi.id}).status_code == 404
    said = {"cho": khoi.id, "nguoi_lam": house.an.id, "ground": "parent"}
    assert chi.post("/tai-khoan/nguoi-lam/la-gi", data=said).status_code == 404


def test_taking_consent_back_forgets_who_acted(house: House, db: Session) -> None:
    house.say(house.an, house.joined_by(CHILD), "parent")
    house.phone.post("/du-lieu-cua-toi/rut-dong-y", data={"sure": "y"})
    assert not rows(house.app, Standing)


def test_every_ground_says_where_it_comes_from() -> None:
    kinds = [("citizen", True), ("citizen", False), ("business", None)]
    every = {one.id: one for kind, minor in kinds for one in grounds.offered(clock.today(), kind, minor)}
    assert len(every) == 10
    assert all(one.source["mark"] in "CMD" and one.source["text_en"] and one.said["any"] for one in every.values())
