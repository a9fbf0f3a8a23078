"""The manager sees the own team's helps by month and helper, and what held people up."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.elsewhere.conftest import BOARD, DUNG, HAI, OTHER_TEAM, TEAM, note
from tests.people import BINH, Browser, account_of, browser
from webapp import clock
from webapp.elsewhere import service
from webapp.elsewhere.service import Count


def row(page: str, name: str) -> list[int]:
    """The numbers beside a name in a table: opened, raised, entered, not yet, all; or how often a reason was named."""
    found = re.search(rf">{re.escape(name)}(?:</b>)?</td>(.*?)</tr>", page, re.DOTALL)
    assert found, name
    return [int(number) for number in re.findall(r">(\d+)</td>", found[1])]


def test_it_counts_by_helper_and_what_held_people_up(dung: Browser, yen: Browser) -> None:
    for kind, reason in (
        ("opened", ""),
        ("opened", ""),
        ("raised", ""),
        ("not_yet", "sim"),
        ("not_yet", "sim"),
        ("not_yet", "scan"),
    ):
        note(dung, kind, reason=reason)
    page = yen.get(BOARD).text
    assert row(page, DUNG[1]) == row(page, "Cả tổ") == [2, 1, 0, 3, 6]
    assert row(page, "SIM không đứng tên mình, hoặc không có số") == [2]
    assert row(page, "Không đọc được thẻ, không nhận khuôn mặt") == [1]


def test_a_manager_finds_it_from_the_team(yen: Browser) -> None:
    assert f'href="{BOARD}"' in yen.get("/to-cua-toi").text


def test_another_team_is_not_on_it(dung: Browser, hai: Browser, yen: Browser, tu: Browser) -> None:
    note(hai, "entered")
    mine, theirs = yen.get(BOARD).text, tu.get(BOARD).text
    assert HAI[1] not in mine
    assert "Tháng này chưa ghi lần nào" in mine
    assert row(theirs, HAI[1]) == [0, 0, 1, 0, 1]


def test_each_month_stands_by_itself_by_the_day_in_viet_nam(dung: Browser, yen: Browser) -> None:
    clock.set_to(datetime(2026, 11, 30, 16, 59, tzinfo=UTC))
    note(dung, "opened")
    clock.set_to(datetime(2026, 11, 30, 17, 1, tzinfo=UTC))  # 1 December in Việt Nam
    note(dung, "raised")
    assert row(yen.get(BOARD).text, DUNG[1]) == [0, 1, 0, 0, 1]
    assert row(yen.get(f"{BOARD}?thang=2026-11").text, DUNG[1]) == [1, 0, 0, 0, 1]


@pytest.mark.parametrize("month", ["", "2026-13", "x", "2026-11-28"])
def test_what_is_no_month_shows_this_one(dung: Browser, yen: Browser, month: str) -> None:
    note(dung)
    assert row(yen.get(f"{BOARD}?thang={month}").text, DUNG[1]) == [1, 0, 0, 0, 1]


def test_it_is_for_managers_alone(app: Flask, db: Session, dung: Browser) -> None:
    assert [one.get(BOARD).status_code for one in (dung, browser(app, db, *BINH))] == [403, 403]


def test_figures_are_told_for_any_days_and_teams(dung: Browser, hai: Browser, db: Session) -> None:
    note(dung, "opened")
    note(dung, "not_yet", reason="password")
    note(hai, "opened")
    today, ids = clock.today(), [account_of(db, *one).id for one in (DUNG, HAI)]
    found = service.counts(db, [TEAM, OTHER_TEAM], today, today)
    assert {(one.unit_id, one.helper_id) for one in found} == {(TEAM, ids[0]), (OTHER_TEAM, ids[1])}
    assert (service.by_kind(found)["opened"], dict(service.by_reason(found))) == (2, {"password": 1})
    assert service.counts(db, [TEAM], date(2020, 1, 1), date(2020, 12, 31)) == []


def test_who_helped_most_comes_first_and_the_nameless_last(db: Session) -> None:
    first, second = (account_of(db, *one).id for one in (DUNG, HAI))
    found = [
        Count(TEAM, None, "opened", None, 9),
        Count(TEAM, first, "opened", None, 1),
        Count(TEAM, second, "opened", None, 2),
    ]
    assert list(service.by_helper(found)) == [second, first, None]
