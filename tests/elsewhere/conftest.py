"""Helper Dũng and manager Yến of block 1, Tú of block 2; what a helper's form sends."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.mandates.conftest import DUNG, OTHER_TEAM, TEAM, YEN, helper
from tests.people import Browser, browser
from webapp.elsewhere.models import AccountHelp

TU = ("0912000015", "Lương Văn Tú")
HAI = ("0912000016", "Bùi Văn Hải")
AT, BOARD = "/giup/tai-khoan", "/to-cua-toi/tai-khoan"


@pytest.fixture
def dung(app: Flask, db: Session) -> Browser:
    return helper(app, db, *DUNG)


@pytest.fixture
def hai(app: Flask, db: Session) -> Browser:
    """A helper of the other team."""
    return helper(app, db, *HAI, unit=OTHER_TEAM)


@pytest.fixture
def yen(app: Flask, db: Session) -> Browser:
    return browser(app, db, *YEN, ("team_manager", TEAM))


@pytest.fixture
def tu(app: Flask, db: Session) -> Browser:
    return browser(app, db, *TU, ("team_manager", OTHER_TEAM))


def note(who: Browser, kind: str = "opened", **more: Any) -> TestResponse:
    said = {"id": str(uuid4()), "kind": kind, "reason": ""} | more
    return who.post(f"{AT}/android/chua-co", data=said)


def helps(db: Session) -> list[AccountHelp]:
    """All that is counted, as it stands now; the database is free again."""
    db.rollback()
    found = list(
        db.scalars(select(AccountHelp).order_by(AccountHelp.kind), execution_options={"populate_existing": True})
    )
    db.expunge_all()
    db.rollback()
    return found
