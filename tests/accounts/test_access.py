"""Who may open what: 401 and the way to sign in, 403, 404; roles by unit."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import AN, KHANH, browser
from tests.visitors import fresh
from webapp import access
from webapp.accounts import service as accounts


@pytest.mark.parametrize("page", ["/tai-khoan", "/tai-khoan/ai", "/can-cuoc", "/ho-so", "/tin-nhan", "/ban-lam-viec"])
def test_it_sends_a_stranger_to_sign_in_and_back(app: Flask, page: str) -> None:
    answer = fresh(app).get(page)
    assert answer.status_code == 303
    assert answer.location == f"/dang-nhap?tiep={page}"


def test_it_answers_a_program_with_401(app: Flask) -> None:
    answer = fresh(app).get("/tai-khoan", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json["title"] == "Cần đăng nhập"


def test_it_tells_a_citizen_that_the_desk_is_for_others(app: Flask, db: Session) -> None:
    answer = browser(app, db, *AN).get("/ban-lam-viec")
    assert answer.status_code == 403
    assert "Trang này dành cho người khác" in answer.text


def test_it_opens_the_desk_to_an_officer(app: Flask, db: Session) -> None:
    assert browser(app, db, *KHANH, ("officer", "hong-gai")).get("/ban-lam-viec").status_code == 200


def test_it_answers_404_for_what_is_not_there(app: Flask) -> None:
    answer = fresh(app).get("/khong-co")
    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.text
    assert "1900 54 54 81" in answer.text


def test_it_says_405_for_the_wrong_way_of_asking(app: Flask) -> None:
    answer = fresh(app).delete("/dang-nhap")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_it_grants_a_role_per_unit_and_once(db: Session) -> None:
    account = accounts.register_or_find(db, KHANH[0], "vi")
    for _ in range(2):
        accounts.grant(db, account, "officer", "hong-gai")
    accounts.grant(db, account, "officer", "ha-tu")
    who = accounts.actor_of(accounts.sign_in(db, account, ""))
    assert (who.kind, who.units("officer")) == ("staff", {"hong-gai", "ha-tu"})
    assert not who.has_role("leader")


@pytest.mark.parametrize("role", ["citizen", "root", "", "Officer"])
def test_it_knows_only_the_roles_of_the_house(db: Session, role: str) -> None:
    account = accounts.register_or_find(db, KHANH[0], "vi")
    with pytest.raises(ValueError):
        accounts.grant(db, account, role, "hong-gai")


def test_it_declares_an_audience_for_every_page(app: Flask) -> None:
    assert access.undeclared(app) == []
