"""One tap is an answer: without JavaScript, a name or a sign-in; the same phone is one answer, whatever it does."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.feedback.conftest import HELPER, HERE, Page, fresh, ratings, says, sign, sits, tap
from tests.people import KHANH, UNIT, Browser, account_of, browser
from webapp import clock, sealing
from webapp.feedback import places, taking, written
from webapp.procedures import service as procedures

CODE = "1.004194"


def test_one_tap_is_an_answer_and_is_kept_at_once(app: Flask, db: Session) -> None:
    who = fresh(app)
    page = who.get(HERE).text
    assert page.count('<svg class="mood"') == page.count('name="face"') == 5
    assert "Rất không hài lòng" in page
    assert "Đã ghi" in who.get(tap(who, 4)).text
    (one,) = ratings(db)
    assert (one.face, one.unit_id, one.counted, one.staff_id) == (4, UNIT, True, None)


def test_the_same_page_sent_twice_is_one_answer(app: Flask, db: Session) -> None:
    who, said = fresh(app), {"id": str(uuid4()), "face": "5"}
    first, again = (who.post(HERE, data=said).headers["Location"] for _ in range(2))
    assert first == again
    assert len(ratings(db)) == 1


def test_another_tap_of_the_same_phone_changes_the_answer_and_lets_its_reasons_go(app: Flask, db: Session) -> None:
    who = fresh(app)
    who.post(tap(who, 5), data={"good": ["clear"]})
    tap(who, 2)
    (one,) = ratings(db)
    assert (one.face, one.reasons) == (2, [])


def test_on_another_day_the_same_phone_is_asked_anew(app: Flask, db: Session) -> None:
    who = fresh(app)
    tap(who)
    clock.advance(timedelta(days=1))
    tap(who)
    assert [one.counted for one in ratings(db)] == [True, True]


def test_an_id_of_another_phone_is_not_there(app: Flask, db: Session) -> None:
    said = {"id": str(uuid4()), "face": "5"}
    assert fresh(app).post(HERE, data=said).status_code == 303
    assert fresh(app).post(HERE, data=said | {"face": "1"}).status_code == 404
    assert [one.face for one in ratings(db)] == [5]


@pytest.mark.parametrize("face", ["0", "6", "-1", "", "٣", "5.0", "x" * 500])
def test_what_is_none_of_the_five_faces_is_said_kindly(app: Flask, db: Session, face: str) -> None:
    answer = fresh(app).post(HERE, data={"id": str(uuid4()), "face": face})
    assert (answer.status_code, "Bấm một trong năm hình" in answer.text) == (422, True)
    assert ratings(db) == []


@pytest.mark.parametrize("said", ["", "1", "x" * 36, "' or 1=1 --"])
def test_an_id_no_page_made_is_refused(app: Flask, db: Session, said: str) -> None:
    assert fresh(app).post(HERE, data={"id": said, "face": "5"}).status_code == 400
    assert ratings(db) == []


@pytest.mark.parametrize(
    "where", ["noi/khong-co", "ban/ABCDEFGH", "thu-tuc/9.999999", "ho-so/" + "a" * 26, "ho-so/x", "bien-lai/x", "nguoi-giup/ABCDEFGH",
              "gi/do", "noi/" + "a" * 500, "ban/%25", "thu-tuc/1.004194?o=khong-co"],
)  # fmt: skip
def test_an_address_that_leads_nowhere_says_so(app: Flask, where: str) -> None:
    answer = fresh(app).get(f"/danh-gia/{where}")
    assert (answer.status_code, "không còn dùng" in answer.text) == (404, True)


def test_at_a_desk_whoever_has_it_open_now_is_rated_with_it(app: Flask, db: Session, khanh: Browser) -> None:
    at = sign(db)
    says(app, 3, at)
    who = sits(db, khanh)
    says(app, 4, at)
    assert "Quầy 3" in fresh(app).get(at).text
    assert KHANH[1] not in fresh(app).get(at).text
    assert sorted((one.face, one.staff_id, one.desk) for one in ratings(db)) == [(3, None, "3"), (4, who, "3")]


def test_a_procedure_is_rated_with_or_without_the_office_where_it_was_done(app: Flask, db: Session) -> None:
    says(app, 5, f"/danh-gia/thu-tuc/{CODE}")
    says(app, 4, f"/danh-gia/thu-tuc/{CODE}?o={UNIT}")
    assert sorted((one.face, one.unit_id, one.code) for one in ratings(db)) == [(4, UNIT, CODE), (5, None, CODE)]
    assert procedures.current(db, CODE)


def test_a_procedure_done_at_two_offices_on_one_day_is_two_answers(app: Flask, db: Session) -> None:
    who = fresh(app)
    tap(who, 5, f"/danh-gia/thu-tuc/{CODE}?o={UNIT}")
    tap(who, 2, f"/danh-gia/thu-tuc/{CODE}?o=ha-tu")
    assert sorted((one.face, one.unit_id) for one in ratings(db)) == [(2, "ha-tu"), (5, UNIT)]


def test_a_badge_is_rated_while_it_holds(app: Flask, db: Session, badge: str) -> None:
    says(app, 5, f"/danh-gia/nguoi-giup/{badge}")
    (one,) = ratings(db)
    assert one.staff_id == account_of(db, *HELPER).id


def test_codes_of_badges_are_not_tried_without_end(app: Flask) -> None:
    who = fresh(app)
    said = [who.get("/danh-gia/nguoi-giup/AAAA2222").status_code for _ in range(61)]
    assert (said[59], said[60]) == (404, 429)


def test_who_works_there_is_kept_and_not_counted(app: Flask, db: Session) -> None:
    tap(browser(app, db, *KHANH, ("officer", UNIT)))
    (one,) = ratings(db)
    assert (one.counted, one.left_out) == (False, taking.OWN)


def test_more_than_so_many_a_day_from_one_address_are_kept_and_not_counted(
    app: Flask, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch, many=2)
    for _ in range(3):
        says(app)
    assert sorted(one.left_out for one in ratings(db)) == ["", "", taking.MANY]


def test_one_address_counts_no_more_for_an_office_by_going_from_sign_to_sign(
    app: Flask, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch, many_unit=2)
    for at in (HERE, sign(db), f"/danh-gia/thu-tuc/{CODE}?o={UNIT}"):
        says(app, 1, at)
    says(app, 1, "/danh-gia/noi/ha-tu")
    assert [(one.unit_id, one.left_out) for one in ratings(db) if not one.counted] == [(UNIT, taking.MANY)]


def test_more_than_so_many_a_day_at_one_place_are_kept_and_not_counted(
    app: Flask, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch, full=2)
    for _ in range(3):
        says(app)
    assert sorted(one.left_out for one in ratings(db)) == ["", "", taking.FULL]


def test_an_address_that_taps_without_end_is_stopped_and_a_person_is_told_calmly(
    app: Flask, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch, tries=3)
    for _ in range(3):
        says(app)
    answer = fresh(app).post(HERE, data={"id": str(uuid4()), "face": "1"})
    assert (answer.status_code, "Chờ một lát" in answer.text) == (429, True)
    assert len(ratings(db)) == 3


def few(monkeypatch: pytest.MonkeyPatch, **changes: int) -> None:
    rules = written.rules()
    monkeypatch.setattr(written, "rules", lambda: replace(rules, **changes))


def test_no_table_says_who_tapped(app: Flask, db: Session) -> None:
    """Somebody signed in is nobody here."""
    tap(browser(app, db, "0912000001", "Nguyễn Thị An"))
    (one,) = ratings(db)
    assert not [value for value in vars(one).values() if value == account_of(db, "0912000001", "x").id]


def test_a_page_of_faces_holds_nothing_that_a_cache_may_keep(app: Flask) -> None:
    answer = fresh(app).get(HERE)
    assert "no-store" in answer.headers["Cache-Control"]
    assert Page(answer.text).inputs["id"] != Page(fresh(app).get(HERE).text).inputs["id"]


def test_the_address_on_a_dossiers_paper_tells_nothing_of_it() -> None:
    one = uuid4()
    key = sealing.veil(one, places.VEIL)
    assert one.hex not in key
    assert one in sealing.unveil(key, places.VEIL)
    assert one not in sealing.unveil(key, "another purpose")


@pytest.mark.parametrize("text", ["", "a", "a" * 25, "1" * 26, "é" * 26, "A" * 27, "=" * 26])
def test_what_is_no_veil_is_nothing(app: Flask, text: str) -> None:
    assert sealing.unveil(text, places.VEIL) == []
