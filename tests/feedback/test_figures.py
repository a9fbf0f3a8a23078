"""Satisfaction by month: shares that are right, that nobody can be found by, and that nobody can push up alone."""

import csv
import io
import re
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.feedback.conftest import BOARD, HELPER, HERE, WORK, fresh, many, petition, ratings, sign, sits, tap, the
from tests.people import AN, KHANH, QUANG, UNIT, Browser, account_of, browser, make_dossier
from tests.teams.conftest import TEAM
from webapp import clock, sealing
from webapp.dossiers.service import State
from webapp.feedback import counting, places
from webapp.feedback import service as feedback

CODE = "1.004194"


def row(html: str, name: str) -> list[str]:
    """What stands beside a name, the first time."""
    found = re.search(rf'<td class="main">{re.escape(name)}(?:<svg.*?</svg>)?</td>(.*?)</tr>', html, re.DOTALL)
    assert found, name
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", one)).strip()
        for one in re.findall(r"<td[^>]*>(.*?)</td>", found[1], re.DOTALL)
    ]


WHOLE = "Cả đơn vị"


def month_is_over() -> str:
    """The month whose answers were just given, once it is over."""
    first = clock.today().replace(day=1)
    clock.advance(timedelta(days=32))
    return f"{first:%Y-%m}"


def next_day(lan: Browser) -> str:
    """The board of the month whose answers were just given, a day later."""
    month = f"{clock.today():%Y-%m}"
    clock.advance(timedelta(days=1))
    return lan.get(f"{BOARD}?thang={month}").text


def test_nothing_of_today_is_shown_so_no_sum_tells_what_the_last_customer_said(
    app: Flask, db: Session, lan: Browser
) -> None:
    many(app, 5, 5, 5, 5, 5, at=sign(db))
    assert "Quầy 3" not in lan.get(BOARD).text
    many(app, 1)
    page = next_day(lan)
    assert row(page, WHOLE)[0] == "6"
    assert "Số của hôm nay hiện từ ngày mai" in page


def test_shares_are_of_all_answers_that_count(app: Flask, lan: Browser) -> None:
    many(app, 5, 5, 4, 3, 1, 1, 1)
    page = next_day(lan)
    assert row(page, WHOLE) == ["7", "42 %", "28 %", "14 %", "14 %", "0 %", "42 %"]


def test_four_answers_are_not_shown_and_it_says_so(app: Flask, lan: Browser) -> None:
    many(app, 5, 5, 5, 5)
    assert row(next_day(lan), WHOLE) == ["chưa đủ 5 ý kiến"]


def test_five_answers_are_shown(app: Flask, lan: Browser) -> None:
    many(app, 5, 5, 5, 5, 1)
    assert "80 %" in next_day(lan)


def test_what_does_not_count_is_told_apart(app: Flask, db: Session, lan: Browser) -> None:
    many(app, 5, 5, 5, 5, 5)
    tap(browser(app, db, *KHANH, ("officer", UNIT)), 5)
    page = next_day(lan)
    assert row(page, WHOLE)[0] == "5"
    assert "Đã nhận mà không tính: 1 (của người làm ở đó 1)" in page


def test_one_dossier_is_one_answer_whoever_scans_its_papers(app: Flask, db: Session) -> None:
    dossier = make_dossier(db, account_of(db, *AN), state=State.RESOLVED)
    at = f"/danh-gia/ho-so/{sealing.veil(dossier.id, places.VEIL)}"
    many(app, 5, 1, at=at)
    assert sorted((one.counted, one.left_out, one.unit_id, one.code) for one in ratings(db)) == [
        (False, "repeat", UNIT, dossier.code), (True, "", UNIT, dossier.code),
    ]  # fmt: skip


def test_a_procedure_has_its_row_and_its_name(app: Flask, lan: Browser) -> None:
    many(app, 5, 5, 5, 5, 2, at=f"/danh-gia/thu-tuc/{CODE}?o={UNIT}")
    assert "Đăng ký tạm trú" in next_day(lan)


def test_a_desk_has_its_row_and_a_person_only_once_the_month_is_over(
    app: Flask, db: Session, lan: Browser, khanh: Browser
) -> None:
    clock.set_to(clock.local(clock.now()).replace(day=10))  # the next day is no other month
    at = sign(db)
    sits(db, khanh)
    many(app, 5, 5, 5, 5, 2, at=at)
    page = next_day(lan)
    assert row(page, "Quầy 3")[:2] == ["5", "80 %"]
    assert KHANH[1] not in page
    assert "Từng người: hiện khi hết tháng" in page
    page = lan.get(f"{BOARD}?thang={month_is_over()}").text
    assert row(page, KHANH[1])[:2] == ["5", "80 %"]


def test_the_rest_of_a_unit_cannot_be_told_by_subtracting(app: Flask, db: Session, lan: Browser) -> None:
    """Five at desk 1 and two at desk 2: shown beside the seven of the unit, desk 1 would tell of the two."""
    one, two = sign(db, "1"), sign(db, "2")
    many(app, 5, 5, 5, 5, 5, at=one)
    many(app, 1, 1, at=two)
    page = next_day(lan)
    assert (row(page, "Quầy 1"), row(page, "Quầy 2")) == (["chưa đủ 5 ý kiến"], ["chưa đủ 5 ý kiến"])


def test_where_enough_others_are_beside_it_a_desk_has_its_row(app: Flask, db: Session, lan: Browser) -> None:
    one, two = sign(db, "1"), sign(db, "2")
    many(app, 5, 5, 5, 5, 5, at=one)
    many(app, 1, 1, at=two)
    many(app, 1, 1, 1, at=HERE)
    page = next_day(lan)
    assert (row(page, "Quầy 1")[0], row(page, "Quầy 2")) == ("5", ["chưa đủ 5 ý kiến"])


@given(st.dictionaries(st.integers(0, 9), st.integers(1, 12), max_size=8), st.integers(0, 20), st.integers(2, 9))
def test_what_is_not_shown_is_none_or_enough(numbers: dict[int, int], beside: int, least: int) -> None:
    every = {name: Counter({5: number}) for name, number in numbers.items()}
    whole = sum(numbers.values()) + beside
    shown = counting.hidden_too(every, whole, least)
    rest = whole - sum(numbers[name] for name in shown)
    assert all(numbers[name] >= least for name in shown)
    assert rest == 0 or rest >= least or not shown


def test_a_helper_is_told_to_the_manager_of_the_team_and_to_its_centre(
    app: Flask, db: Session, badge: str, lan: Browser
) -> None:
    yen = browser(app, db, "0912000005", "Hoàng Thị Yến", ("team_manager", TEAM))
    many(app, 5, 5, 5, 5, 5, at=f"/danh-gia/nguoi-giup/{badge}")
    month = month_is_over()
    for who in (yen, lan):
        assert row(who.get(f"{BOARD}?thang={month}").text, HELPER[1])[0] == "5"


def test_another_office_sees_nothing_of_it(app: Flask, db: Session) -> None:
    many(app, 5, 5, 5, 5, 5)
    other = browser(app, db, *QUANG, ("leader", "ha-tu"))
    assert "Tháng này chưa có ai trả lời" in other.get(BOARD).text


def test_an_officer_does_not_open_it(app: Flask, khanh: Browser) -> None:
    assert (khanh.get(BOARD).status_code, khanh.get(f"{BOARD}.csv").status_code) == (403, 403)


@pytest.mark.parametrize("typed", ["", "2026-13", "x", "1999-01", "2999-01", "2026-11'", "0000-00"])
def test_another_month_than_there_is_is_this_one(app: Flask, lan: Browser, typed: str) -> None:
    assert f"tháng {clock.today():%m/%Y}" in lan.get(BOARD, query_string={"thang": typed}).text


def test_the_table_says_the_same_and_no_name_is_a_formula(
    app: Flask, db: Session, lan: Browser, khanh: Browser
) -> None:
    at = sign(db, "3")
    sits(db, khanh)
    many(app, 5, 5, 5, 5, 2, at=at)
    answer = lan.get(f"{BOARD}.csv?thang={month_is_over()}")
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[0][3:5] == ["Số câu trả lời", "Tổng hài lòng, phần trăm"]
    assert [one[1:5] for one in rows[1:]] == [
        ["Đơn vị", rows[1][0], "5", "80"], ["Quầy", "3", "5", "80"], ["Người", KHANH[1], "5", "80"],
    ]  # fmt: skip


def test_petitions_are_counted_by_their_term_and_how_the_answer_was_taken(
    app: Flask, db: Session, lan: Browser
) -> None:
    code = petition(app, 1)
    lan.post(f"{WORK}/{the(db).id}/tra-loi", data={"words": "Đã xem."})
    fresh(app).post(f"/gop-y/{code}/y-kien", data={"face": "5"})
    page = lan.get(BOARD).text
    assert "Phản ánh đã xong: 1." in page
    assert "Đúng hạn 1 trên 1 có hạn." in page
    assert "Hài lòng với câu trả lời: chưa đủ 5 ý kiến." in page


def test_a_petition_that_nobody_answers_is_not_on_time(app: Flask, db: Session, lan: Browser) -> None:
    petition(app, 1)
    due = the(db).due_at
    assert due is not None
    assert "có hạn" not in lan.get(BOARD).text
    clock.set_to(due + timedelta(minutes=1))
    page = lan.get(f"{BOARD}?thang={clock.local(due):%Y-%m}").text
    assert "Đúng hạn 0 trên 1 có hạn." in page
    assert "Quá hạn chưa trả lời: 1." in page


def test_whom_a_petition_was_about_is_not_known_once_their_account_is_closed(
    app: Flask, db: Session, lan: Browser, khanh: Browser
) -> None:
    at = sign(db)
    who: UUID = sits(db, khanh)
    petition(app, 1, at=at)
    assert the(db).about_id == who
    feedback.forget(db, who)
    db.commit()
    assert the(db).about_id is None


def test_of_somebody_who_left_the_numbers_stay_without_a_name(
    app: Flask, db: Session, lan: Browser, khanh: Browser
) -> None:
    at = sign(db)
    who: UUID = sits(db, khanh)
    many(app, 5, 5, 5, 5, 5, at=at)
    month = month_is_over()
    assert feedback.said(db, who) == [{"unit_id": UNIT, "month": month, "faces": {5: 5}}]
    feedback.forget(db, who)
    db.commit()
    assert feedback.said(db, who) == []
    db.commit()
    assert row(lan.get(f"{BOARD}?thang={month}").text, "Quầy 3")[0] == "5"
