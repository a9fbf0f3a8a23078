"""Every role × every address × own and other team, as a table: who may, who may not, and for whom it is not there."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import AN, Browser, browser
from tests.teams.conftest import AT, BADGE, OTHER_TEAM, TEAM, Helper, invite, members
from tests.teams.test_reporting import kept, report
from tests.visitors import fresh
from webapp.access import STAFF

HERE, ELSEWHERE = TEAM, OTHER_TEAM
OTHERS = sorted(STAFF - {"team_manager"})
MANAGERS = {  # address → what the own team's manager gets, what another team's
    ("GET", AT): (200, 200),
    ("GET", f"{AT}/moi"): (200, 200),
    ("POST", f"{AT}/moi"): (422, 422),
    ("GET", AT + "/{member}"): (200, 404),
    ("POST", AT + "/{member}/rut-loi-moi"): (409, 404),
    ("POST", AT + "/{member}/tam-dung"): (303, 404),
    ("POST", AT + "/{member}/lam-tiep"): (303, 404),
    ("POST", AT + "/{member}/ket-thuc"): (303, 404),
    ("POST", AT + "/{member}/anh-khac"): (303, 404),
    ("POST", AT + "/bao/{report}/xong"): (303, 404),
    ("POST", AT + "/bao/{report}/mo-lai"): (303, 404),
}
HELPERS = {  # address → what Dũng gets, and somebody who is in no team
    ("GET", "/vao-to/used-or-wrong"): (404, 404),
    ("POST", "/vao-to/used-or-wrong/nhan"): (303, 404),
    ("POST", "/vao-to/used-or-wrong/thoi"): (404, 404),
    ("GET", BADGE): (200, 404),
    ("GET", f"{BADGE}/anh"): (200, 404),
    ("POST", f"{BADGE}/anh"): (422, 404),
    ("GET", f"{BADGE}/hoc"): (303, 404),
    ("POST", f"{BADGE}/hoc"): (422, 404),
    ("POST", f"{BADGE}/thoi"): (303, 404),
}
EVERYBODYS = {
    ("GET", "/nguoi-giup"): 200,
    ("GET", "/nguoi-giup/{code}"): 200,
    ("GET", "/nguoi-giup/khong-bao-gio-hoi"): 200,
    ("GET", "/nguoi-giup/bao"): 200,
    ("POST", "/nguoi-giup/bao"): 422,
    ("GET", "/nguoi-giup/da-bao"): 200,
}
Visit = Callable[[Browser, tuple[str, str]], int]


@pytest.fixture
def visit(app: Flask, dung: Helper, db: Session) -> Visit:
    """The status somebody gets there, with Dũng as the member and a report about his team."""
    report(fresh(app))
    known = {"member": dung.id, "report": kept(db)[0].id, "code": dung.member.code}

    def visited(client: Browser, where: tuple[str, str]) -> int:
        method, path = where
        return client.open(
            path.format(**known), method=method, data={"reason": "Lý do"} if method == "POST" else None
        ).status_code

    return visited


def test_the_table_names_every_address_of_the_room(app: Flask) -> None:
    def shape(path: str) -> str:
        return re.sub("{[^}]+}|used-or-wrong", "*", path)

    named = {(method, shape(path)) for method, path in [*MANAGERS, *HELPERS, *EVERYBODYS]}
    there = set()
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("teams."):
            path = re.sub("<[^>]+>", "*", rule.rule)
            there |= {(method, path) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    assert named == there


@pytest.mark.parametrize("where", MANAGERS, ids=" ".join)
def test_the_manager_of_the_team_may(yen: Browser, visit: Visit, where: tuple[str, str]) -> None:
    assert visit(yen, where) == MANAGERS[where][0]


@pytest.mark.parametrize("where", MANAGERS, ids=" ".join)
def test_for_the_manager_of_another_team_it_is_not_there(
    tu: Browser, visit: Visit, dung: Helper, where: tuple[str, str]
) -> None:
    assert visit(tu, where) == MANAGERS[where][1]
    assert dung.member.state == "acting"


@pytest.mark.parametrize("unit", [HERE, ELSEWHERE])
@pytest.mark.parametrize("role", OTHERS)
def test_no_other_role_may_at_whatever_unit(
    app: Flask, db: Session, visit: Visit, dung: Helper, role: str, unit: str
) -> None:
    somebody = browser(app, db, *AN, (role, unit))
    assert {where: visit(somebody, where) for where in MANAGERS} == dict.fromkeys(MANAGERS, 403)
    assert dung.member.state == "acting"


def test_a_citizen_may_not_and_a_stranger_is_asked_to_sign_in(app: Flask, db: Session, visit: Visit) -> None:
    citizen = browser(app, db, *AN)
    assert {visit(citizen, where) for where in MANAGERS} == {403}
    stranger = fresh(app)
    assert {visit(stranger, where) for where in [*MANAGERS, *HELPERS]} == {303}
    assert stranger.get(BADGE).headers["Location"].startswith("/dang-nhap")


@pytest.mark.parametrize("where", HELPERS, ids=" ".join)
def test_a_helpers_pages_are_only_about_oneself(
    app: Flask, db: Session, dung: Helper, visit: Visit, where: tuple[str, str]
) -> None:
    assert visit(dung.client, where) == HELPERS[where][0]
    assert visit(browser(app, db, *AN), where) == HELPERS[where][1]


def test_a_manager_has_no_badge_by_being_one(yen: Browser, visit: Visit) -> None:
    assert {visit(yen, where) for where in HELPERS} == {404}


@pytest.mark.parametrize("where", EVERYBODYS, ids=" ".join)
def test_what_is_public_is_the_same_for_everybody(
    app: Flask, yen: Browser, tu: Browser, dung: Helper, visit: Visit, where: tuple[str, str]
) -> None:
    assert {visit(client, where) for client in (fresh(app), yen, tu, dung.client)} == {EVERYBODYS[where]}


def test_nobody_is_invited_into_another_managers_team(tu: Browser, dung: Helper, db: Session) -> None:
    assert invite(tu, phone="0912000017").status_code == 422
    assert len(members(db)) == 1


def test_an_invitation_of_another_team_is_not_told_by_its_id(tu: Browser, dung: Helper, db: Session) -> None:
    assert invite(tu, unit=OTHER_TEAM, id=str(dung.id), phone="0912000017").status_code == 404
    assert len(members(db)) == 1
