"""The manager sees what the team helped with, by month and by name; a helper sees their own; a spreadsheet reads it."""

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.figures.conftest import (
    BOARD,
    DUNG,
    HAI,
    MINE,
    OTHER_TEAM,
    Mandate,
    Phone,
    allowed,
    at,
    handed_in,
    happens,
    helper,
    later,
    many,
    numbers,
)
from tests.people import BINH, CHI, Browser, browser
from webapp import clock, spreadsheet
from webapp.dossiers.service import Event
from webapp.teams.models import Member

NOTHING = "Tháng này chưa có gì để đếm"


def counts(who: Browser, name: str = DUNG[1], month: str = "") -> list[str]:
    """households, people, accounts elsewhere, handed in, right at the first time, visits."""
    return numbers(who.get(f"{BOARD}?thang={month}").text, name)[:-1]


def test_it_counts_households_and_what_was_handed_in(helped: Mandate, yen: Browser) -> None:
    assert counts(yen) == counts(yen, "Cả tổ") == ["1", "0", "0", "1", "–", "0"]


def test_a_household_counts_once_however_much_was_done(
    dung: Browser, an: Browser, helped: Mandate, db: Session, yen: Browser
) -> None:
    handed_in(dung, helped)
    handed_in(dung, allowed(dung, an, db))
    assert counts(yen)[0::3] == ["1", "3"]


def test_two_helpers_of_one_household_make_one_for_the_team(
    hai: Browser, an: Browser, helped: Mandate, db: Session, yen: Browser
) -> None:
    handed_in(hai, allowed(hai, an, db))
    assert counts(yen)[0] == counts(yen, HAI[1])[0] == counts(yen, "Cả tổ")[0] == "1"
    assert counts(yen, "Cả tổ")[3] == "2"


def test_who_only_allowed_it_was_not_helped_yet(dung: Browser, an: Browser, db: Session, yen: Browser) -> None:
    mandate = allowed(dung, an, db)
    assert NOTHING in yen.get(BOARD).text
    Phone(dung, mandate).draft()
    assert counts(yen)[0::3] == ["1", "0"]


def test_whose_account_was_made_between_question_and_answer_is_counted(
    app: Flask, db: Session, dung: Browser, yen: Browser
) -> None:
    from_before = browser(app, db, *CHI)
    clock.advance(timedelta(minutes=1))
    allowed(dung, from_before, db)
    made = dung.post(
        "/giup/moi",
        data={
            "id": "6d6f7463-6861-4d00-8000-0000000000cc",
            "called": "ông Bình",
            "phone": "",
            "days": "1",
            "procedure": "",
        },
    )
    assert made.status_code == 303
    clock.advance(timedelta(minutes=1))
    token = db.get_one(Mandate, UUID("6d6f7463-6861-4d00-8000-0000000000cc")).token
    db.rollback()
    browser(app, db, *BINH).post(f"/nho-giup/{token}/dong-y")
    assert counts(yen)[1] == "1"


@pytest.mark.parametrize(
    ("events", "right"),
    [
        ([Event.RECEIVED], "1/1"),
        ([Event.RETURNED], "0/1"),
        ([Event.RECEIVED, Event.RETURNED], "0/1"),
        ([Event.REFUSED], "0/1"),
    ],
    ids=["taken", "given back", "given back later", "refused"],
)
def test_right_at_the_first_time_is_what_the_desk_never_gave_back(
    dung: Browser, an: Browser, db: Session, yen: Browser, events: list[Event], right: str
) -> None:
    happens(db, handed_in(dung, allowed(dung, an, db)), *events)
    assert counts(yen)[4] == right


def test_visits_and_accounts_elsewhere_are_on_it(
    app: Flask, db: Session, dung: Browser, an: Browser, yen: Browser
) -> None:
    for number, kind in enumerate(("opened", "raised", "not_yet")):
        said = {"id": str(UUID(int=number + 1, version=4)), "kind": kind, "reason": "sim" if kind == "not_yet" else ""}
        assert dung.post("/giup/tai-khoan/android/chua-co", data=said).status_code == 303
    assert counts(yen) == ["0", "0", "2", "0", "–", "0"]


def test_what_was_never_wished_for_is_no_help(an: Browser, helped: Mandate, yen: Browser) -> None:
    an.post(at(helped, "khong-phai-toi"))
    assert NOTHING in yen.get(BOARD).text


def test_another_team_is_not_on_it(app: Flask, db: Session, helped: Mandate, yen: Browser) -> None:
    tu = browser(app, db, "0912000015", "Lương Văn Tú", ("team_manager", OTHER_TEAM))
    assert NOTHING in tu.get(BOARD).text
    assert DUNG[1] not in tu.get(BOARD).text
    assert DUNG[1] not in tu.get(f"{BOARD}.csv").text


def test_each_month_stands_by_itself_by_the_day_in_viet_nam(
    dung: Browser, an: Browser, db: Session, yen: Browser
) -> None:
    mandate = allowed(dung, an, db)
    clock.set_to(datetime(2027, 3, 31, 16, 59, tzinfo=UTC))
    first = allowed(dung, an, db)
    handed_in(dung, first)
    clock.set_to(datetime(2027, 3, 31, 17, 1, tzinfo=UTC))  # 1 April in Việt Nam
    assert NOTHING in yen.get(BOARD).text
    assert counts(yen, month="2027-03")[3] == "1"
    assert mandate.id != first.id


@pytest.mark.parametrize("month", ["2019-01", "2999-01", "x", "2026-13"])
def test_what_is_no_month_to_be_seen_is_this_month(helped: Mandate, yen: Browser, month: str) -> None:
    assert counts(yen, month=month) == counts(yen)


def test_it_is_by_name_and_no_ranking(hai: Browser, an: Browser, helped: Mandate, db: Session, yen: Browser) -> None:
    handed_in(hai, allowed(hai, an, db))
    handed_in(hai, allowed(hai, an, db))
    page = yen.get(BOARD).text
    assert 0 < page.index(HAI[1]) < page.index(DUNG[1])


def test_a_manager_finds_it_from_the_team_and_a_helper_from_their_page(dung: Browser, yen: Browser) -> None:
    assert f'href="{BOARD}"' in yen.get("/to-cua-toi").text
    assert f'href="{MINE}"' in dung.get("/giup").text


def test_nobody_else_sees_it(dung: Browser, an: Browser, yen: Browser) -> None:
    assert [who.get(BOARD).status_code for who in (dung, an)] == [403, 403]
    assert [who.get(MINE).status_code for who in (yen, an)] == [403, 403]
    assert dung.get(f"{BOARD}.csv").status_code == 403


def test_a_helper_sees_their_own_and_nobody_elses(
    dung: Browser, hai: Browser, an: Browser, helped: Mandate, db: Session
) -> None:
    happens(db, handed_in(dung, helped), Event.RECEIVED)
    mine, other = dung.get(MINE).text, hai.get(MINE).text
    assert "1 nhà được giúp" in mine
    assert "2 hồ sơ đã nộp" in mine
    assert "1 trong 1 hồ sơ một cửa đã xem là đúng ngay lần đầu" in mine
    assert NOTHING in other
    assert DUNG[1] not in other


def read(yen: Browser) -> list[list[str]]:
    answer = yen.get(f"{BOARD}.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_a_spreadsheet_reads_the_same_numbers(app: Flask, db: Session, helped: Mandate, yen: Browser) -> None:
    head, mine, whole = read(yen)
    assert head[1:3] == ["Người giúp", "Nhà được giúp"]
    assert mine[1:] == [DUNG[1], "1", "0", "0", "1", "0", "0", "0", "chưa đủ ý kiến", "", ""]
    assert whole[1:3] == ["Cả tổ", "1"]


def test_with_enough_opinions_it_has_their_sums(app: Flask, db: Session, dung: Browser, yen: Browser) -> None:
    many(app, db, DUNG, "good", "good", "good", "good", "poor")
    later(app, 15)
    assert read(yen)[1][-3:] == ["4", "0", "1"]


def test_no_name_is_a_formula_in_it(db: Session, helped: Mandate, yen: Browser) -> None:
    db.execute(update(Member).values(name="=HYPERLINK(1)"))
    db.commit()
    assert read(yen)[1][1] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("text", ["+1", "-1", "@x", "\tx"])
def test_nor_does_any_other_sign_begin_one(text: str) -> None:
    assert spreadsheet.plain(text) == f"'{text}"


def test_what_was_done_in_another_team_stays_there(
    app: Flask, db: Session, an: Browser, helped: Mandate, yen: Browser
) -> None:
    db.execute(update(Member).values(unit_id=OTHER_TEAM))
    db.commit()
    handed_in(hers := helper(app, db, "0912000017", "Vũ Thị Sen", unit=OTHER_TEAM), allowed(hers, an, db))
    assert counts(yen, "Cả tổ")[3] == counts(yen)[3] == "1"
