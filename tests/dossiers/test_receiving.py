"""Receipt: the official code without gaps, the promised date, finding by reference or code, two at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import AN, OFFICER, Browser, account_of, browser, make_dossier
from tests.visitors import rows
from webapp import clock
from webapp.dossiers import service as dossiers
from webapp.dossiers.models import Dossier, OfficialCounter
from webapp.dossiers.service import Event, JustChanged, NotAllowed, State
from webapp.dossiers.submit import next_official_code


@pytest.fixture
def new(db: Session) -> Dossier:
    return make_dossier(db, account_of(db, *AN))


def at(moment: str) -> None:
    clock.set_to(datetime.fromisoformat(f"{moment}+07:00"))


def due(dossier: Dossier) -> str:
    assert dossier.due_at
    return f"{clock.local(dossier.due_at):%a %d/%m/%Y %H:%M}"


def test_it_gives_the_code_of_the_unit_and_the_day(db: Session, new: Dossier) -> None:
    at("2026-11-20T10:00")
    dossiers.receive(db, new, OFFICER)
    assert new.official_code == "H49.201-261120-0001"


def test_it_counts_from_one_each_day_and_for_each_unit(db: Session) -> None:
    one, two = date(2026, 11, 20), date(2026, 11, 23)
    asked = [("H49.1", one), ("H49.1", one), ("H49.2", one), ("H49.1", two)]
    assert [next_official_code(db, agency, day)[-4:] for agency, day in asked] == ["0001", "0002", "0001", "0001"]


def test_it_leaves_no_gap_when_many_receive_at_once(app: Flask) -> None:
    day = date(2026, 11, 20)

    def receive(_number: int) -> str:
        with app.extensions["sessions"].write.begin() as db:
            return next_official_code(db, "H49.201", day)

    with ThreadPoolExecutor(5) as pool:
        given = sorted(pool.map(receive, range(20)))
    assert given == [f"H49.201-261120-{number:04}" for number in range(1, 21)]


def test_it_leaves_no_gap_when_a_receipt_fails(app: Flask) -> None:
    sessions, day = app.extensions["sessions"], date(2026, 11, 20)
    with sessions.write() as db:
        next_official_code(db, "H49.201", day)
        db.rollback()
    with sessions.write.begin() as db:
        assert next_official_code(db, "H49.201", day).endswith("-0001")


def test_it_draws_no_number_for_a_receipt_that_is_refused(app: Flask, db: Session, new: Dossier) -> None:
    with pytest.raises(JustChanged):
        dossiers.receive(db, new, OFFICER, seen=new.seen + 1)
    dossiers.withdraw(db, new, OFFICER)
    with pytest.raises(NotAllowed):
        dossiers.receive(db, new, OFFICER)
    db.commit()
    assert new.official_code is None
    assert rows(app, OfficialCounter) == []


def test_it_promises_three_working_days_around_the_holiday(db: Session, new: Dossier) -> None:
    """Worked example 2: received Fri 20/11/2026 10:00 → Thu 26/11 10:00."""
    at("2026-11-20T10:00")
    dossiers.receive(db, new, OFFICER)
    assert due(new) == "Thu 26/11/2026 10:00"


def test_it_adds_the_days_it_waited_for_the_citizen(db: Session, new: Dossier) -> None:
    """Worked example 5: as 2, a supplement open 25/11 08:00 – 27/11 08:00 → Mon 30/11 10:00."""
    at("2026-11-20T10:00")
    dossiers.receive(db, new, OFFICER)
    at("2026-11-25T08:00")
    dossiers.apply(db, new, Event.RETURNED, OFFICER)
    at("2026-11-27T08:00")
    dossiers.apply(db, new, Event.SUPPLEMENTED, OFFICER)
    dossiers.renew(db, new)
    assert due(new) == "Mon 30/11/2026 10:00"


def test_it_knows_the_spans_it_waited_and_ends_an_open_one_now(db: Session, new: Dossier) -> None:
    at("2026-11-20T10:00")
    dossiers.receive(db, new, OFFICER)
    at("2026-11-25T08:00")
    dossiers.apply(db, new, Event.RETURNED, OFFICER)
    at("2026-11-25T09:00")
    ((start, end),) = dossiers.pauses(new)
    assert abs(end - start - timedelta(hours=1)) < timedelta(minutes=1)
    assert dossiers.pauses(new)[0][0] == start


def test_it_promises_nothing_before_receipt(db: Session, new: Dossier) -> None:
    assert dossiers.promise(db, new) is None


def test_it_tells_the_citizen_the_promised_day(app: Flask, db: Session, new: Dossier) -> None:
    at("2026-11-20T10:00")
    dossiers.receive(db, new, OFFICER)
    db.commit()
    client = browser(app, db, *AN)
    assert "thứ Năm 26/11" in client.get("/tin-nhan").text


@pytest.mark.parametrize("how", [str, str.lower, dossiers.shown, "  {} ".format, " ".join])
def test_it_is_found_by_its_reference_however_typed(db: Session, new: Dossier, how: Callable[[str], str]) -> None:
    assert dossiers.find(db, how(new.reference or "")) is new


@pytest.mark.parametrize("how", [str, str.lower, lambda code: code.replace("-", " – ")])
def test_it_is_found_by_its_official_code_however_typed(db: Session, new: Dossier, how: Callable[[str], str]) -> None:
    dossiers.receive(db, new, OFFICER)
    assert dossiers.find(db, how(new.official_code or "")) is new


@pytest.mark.parametrize(
    "typed", ["", "AAAAAAAA", "0", "x" * 9000, "\x00", "' or 1=1 --", "H49.201-999999-0001", "%", "\ud800"]
)
def test_it_finds_nothing_for_what_is_no_code(db: Session, new: Dossier, typed: str) -> None:
    assert dossiers.find(db, typed) is None


def test_it_gives_each_dossier_a_reference_of_its_own(db: Session) -> None:
    account = account_of(db, *AN)
    references = {make_dossier(db, account).reference for _ in range(5)}
    assert len(references) == 5


def test_it_shows_the_second_of_two_changes_a_page_that_says_so(app: Flask, db: Session, new: Dossier) -> None:
    client: Browser = browser(app, db, *AN)
    made = new.id
    dossiers.receive(db, new, OFFICER)
    db.commit()
    page = client.post(f"/ho-so/{made}/rut")
    assert page.status_code == 409
    assert rows(app, Dossier)[0].state == State.RECEIVED


def test_it_gives_staff_access_by_its_ground_and_nobody_else(app: Flask, db: Session, new: Dossier) -> None:
    made = new.id
    officer = browser(app, db, "0912000007", "Đặng Văn Khánh", ("officer", "hong-gai"))
    other = browser(app, db, "0912000010", "Vũ Văn Quang", ("officer", "ha-tu"))
    assert officer.get(f"/ho-so/{made}").location == f"/ban-lam-viec/{made}"
    assert other.get(f"/ho-so/{made}").status_code == 404
    assert officer.get(f"/ho-so/{made}/don").status_code == 404
