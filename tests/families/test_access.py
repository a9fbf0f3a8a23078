"""Who may open what of leaving a household, as one table; and the way by a desk."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.families.conftest import NUMBER, Family
from tests.people import CHI, KHANH, MINH, UNIT, browser
from tests.visitors import fresh, rows
from webapp.accounts.models import Person
from webapp.families.models import Move

PAGES = {
    "receive": ("GET", "/gia-dinh/nhan"),
    "code": ("GET", "/gia-dinh/nhan/{move}"),
    "leave": ("GET", "/gia-dinh/chuyen"),
    "look": ("POST", "/gia-dinh/chuyen"),
    "tap": ("POST", "/gia-dinh/chuyen/{move}"),
    "house": ("GET", "/tai-khoan/nha"),
    "who acts": ("GET", "/tai-khoan/nguoi-lam?cho={ninh}"),
    "hold": ("POST", "/tai-khoan/nguoi-lam/{an}"),
    "desk": ("GET", "/ban-lam-viec/chuyen-so"),
    "desk tap": ("POST", "/ban-lam-viec/chuyen-so"),
}
ALLOWED = {
    "nobody": dict.fromkeys(PAGES, 303),
    "own phone": {"receive": 200, "code": 200, "leave": 200, "look": 422, "tap": 404, "house": 200, "who acts": 404,
                  "hold": 404, "desk": 403, "desk tap": 403},
    "household": {"receive": 200, "code": 404, "leave": 200, "look": 422, "tap": 404, "house": 200, "who acts": 200,
                  "hold": 303, "desk": 403, "desk tap": 403},
    "stranger": {"receive": 303, "code": 404, "leave": 200, "look": 422, "tap": 404, "house": 200, "who acts": 404,
                 "hold": 404, "desk": 403, "desk tap": 403},
    "officer": {"receive": 303, "code": 404, "leave": 200, "look": 422, "tap": 404, "house": 200, "who acts": 404,
                "hold": 404, "desk": 200, "desk tap": 422},
    "leader": {"receive": 303, "code": 404, "leave": 200, "look": 422, "tap": 404, "house": 200, "who acts": 404,
               "hold": 404, "desk": 403, "desk tap": 403},
}  # fmt: skip


def visitor(app: Flask, db: Session, family: Family, who: str) -> Any:
    made = {
        "nobody": lambda: fresh(app), "own phone": lambda: family.own, "household": lambda: family.phone,
        "stranger": lambda: browser(app, db, *CHI), "officer": lambda: browser(app, db, *KHANH, ("officer", UNIT)),
        "leader": lambda: browser(app, db, *MINH, ("leader", UNIT)),
    }  # fmt: skip
    return made[who]()


@pytest.mark.parametrize("who", ALLOWED)
def test_each_page_opens_for_whom_it_is(app: Flask, db: Session, family: Family, who: str) -> None:
    move, _code = family.code()
    names = {"move": move, "ninh": family.ninh.id, "an": family.an.id}
    client, found = visitor(app, db, family, who), {}
    for name, (method, path) in PAGES.items():
        found[name] = client.open(path.format(**names), method=method, data={"cho": family.ninh.id}).status_code
    assert found == ALLOWED[who]


def at_desk(app: Flask, db: Session, **said: str) -> Any:
    khanh = browser(app, db, *KHANH, ("officer", UNIT))
    return khanh.post("/ban-lam-viec/chuyen-so", data={"id_number": NUMBER, "seen": "y"} | said)


def test_an_officer_who_saw_the_card_moves_them_and_it_is_kept_who_did(app: Flask, db: Session, family: Family) -> None:
    _move, code = family.code()
    assert at_desk(app, db, code=code).status_code == 303
    (move,) = rows(app, Move)
    assert (move.means, move.from_id, move.by_id is not None) == ("desk", family.account.id, True)
    assert [one.account_id for one in rows(app, Person) if one.id == family.ninh.id] == [family.own_id]


def test_without_having_seen_the_card_nothing_is_moved(app: Flask, db: Session, family: Family) -> None:
    _move, code = family.code()
    assert at_desk(app, db, code=code, seen="").status_code == 422
    assert rows(app, Move)[0].done_at is None


@pytest.mark.parametrize("wrong", [{"id_number": "022208000078"}, {"code": "ZZZZ-ZZZZ"}])
def test_a_wrong_code_and_a_wrong_number_are_told_in_the_same_words(
    app: Flask, db: Session, family: Family, wrong: dict[str, str]
) -> None:
    _move, code = family.code()
    answer = at_desk(app, db, **({"code": code} | wrong))
    assert answer.status_code == 422
    assert "Mã hoặc số căn cước chưa đúng" in answer.text


def test_a_number_that_another_account_holds_shows_the_way(family: Family) -> None:
    said = {"full_name": "Nguyễn Đức Ninh", "id_number": NUMBER, "source": "typed"}
    answer = family.own.post("/can-cuoc/luu", data=said)
    assert answer.status_code == 409
    assert "/gia-dinh/nhan" in answer.text
