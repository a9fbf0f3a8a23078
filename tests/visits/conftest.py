"""Manager Yến and helper Dũng of block 1 in Hồng Gai; what somebody sends who asks them to come."""

import re
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.mandates.conftest import DUNG, YEN, helper, texts
from tests.page import Page
from tests.people import Browser, browser
from webapp.visits.models import Visit, VisitLook

WARD, TEAM, OTHER_TEAM = "06685", "to-so-hong-gai-1", "to-so-hong-gai-2"
AT, TEAM_AT, ROUND = "/den-nha", "/to-cua-toi/den-nha", "/giup/den-nha"
ADDRESS, NAME = "Số 8, ngõ 5, Lê Thánh Tông", "bà Hoa"
CODE = "1.004194"
__all__ = ["DUNG", "YEN", "helper", "texts"]


@pytest.fixture
def yen(app: Flask, db: Session) -> Browser:
    return browser(app, db, *YEN, ("team_manager", TEAM))


@pytest.fixture
def dung(app: Flask, db: Session) -> Browser:
    return helper(app, db, *DUNG)


def form_of(client: Browser, **more: str) -> dict[str, Any]:
    """The form as it comes, filled in."""
    html = client.get(f"{AT}?xa={WARD}&to={TEAM}").text
    page = Page(html)
    given = {
        "id": page.inputs["id"], "xa": WARD, "to": TEAM, "procedure": CODE, "slot": offered(html)[0], "whom": "family",
        "name": NAME, "address": ADDRESS, "note": "bà nặng tai", "agree": "y",
    }  # fmt: skip
    return given | more


def ask(client: Browser, **more: str) -> TestResponse:
    return client.post(AT, data=form_of(client, **more))


def visits(db: Session) -> list[Visit]:
    """What the database holds now; it is free again."""
    db.rollback()
    found = list(db.scalars(select(Visit).order_by(Visit.asked_at, Visit.id).execution_options(populate_existing=True)))
    db.expunge_all()
    db.rollback()
    return found


def asked(client: Browser, db: Session, **more: str) -> Visit:
    """Somebody with an account asked; the visit as it is kept."""
    answer = ask(client, **more)
    assert answer.status_code == 303, answer.text
    return visits(db)[-1]


def assign(yen: Browser, visit: Visit, helper_id: UUID) -> TestResponse:
    return yen.post(f"{TEAM_AT}/{visit.id}/phan-cong", data={"helper": str(helper_id)})


def looks(db: Session) -> list[tuple[str, UUID | None]]:
    db.rollback()
    found = [(one.role, one.account_id) for one in db.scalars(select(VisitLook).order_by(VisitLook.id))]
    db.rollback()
    return found


def slots_of(client: Browser) -> list[str]:
    """The slots that the form offers."""
    return offered(client.get(f"{AT}?xa={WARD}&to={TEAM}").text)


def offered(html: str) -> list[str]:
    return re.findall(r'<option (?:selected )?value="(\d{4}-[^"]+)"', html)


def at(visit: Visit, what: str = "") -> str:
    return f"{AT}/{visit.token}" + (f"/{what}" if what else "")
