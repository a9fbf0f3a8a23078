"""Helper Dũng and manager Yến of block 1; An, whom Dũng helps; links to questions, answers, nights."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.mandates.conftest import DUNG, OTHER_TEAM, TEAM, YEN, at, helper, offered, the
from tests.mandates.test_helped_drafts import Phone
from tests.people import AN, OFFICER, Browser, account_of, bring_to, browser
from tests.visitors import fresh, rows
from webapp import clock, nightly
from webapp.access import SYSTEM
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.figures import opinions
from webapp.figures.models import HelpOpinion
from webapp.mandates.models import Mandate

__all__ = [
    "AN",
    "DUNG",
    "OTHER_TEAM",
    "TEAM",
    "YEN",
    "Mandate",
    "Phone",
    "at",
    "fresh",
    "helper",
    "offered",
    "rows",
    "the",
]
HAI = ("0912000016", "Bùi Văn Hải")
BOARD, MINE = "/to-cua-toi/so-lieu", "/giup/so-lieu"
ASKED = "Được giúp có tốt không?"


@pytest.fixture
def dung(app: Flask, db: Session) -> Browser:
    return helper(app, db, *DUNG)


@pytest.fixture
def hai(app: Flask, db: Session) -> Browser:
    """Another helper of the same team."""
    return helper(app, db, *HAI)


@pytest.fixture
def yen(app: Flask, db: Session) -> Browser:
    return browser(app, db, *YEN, ("team_manager", TEAM))


@pytest.fixture
def an(app: Flask, db: Session) -> Browser:
    """Here for a while already, so that no help made the account."""
    one = browser(app, db, *AN)
    clock.advance(timedelta(minutes=1))
    return one


def allowed(dung: Browser, an: Browser, db: Session) -> Mandate:
    made = offered(dung, db)
    an.post(at(made, "dong-y"))
    return the(db, made.id)


def handed_in(helper: Browser, mandate: Mandate) -> UUID:
    """The helper's phone fills in and hands in; the dossier's id."""
    phone = Phone(helper, mandate)
    assert phone.draft().status_code == 200
    assert phone.hand_in(again=True).status_code == 200
    return phone.id


@pytest.fixture
def helped(dung: Browser, an: Browser, db: Session) -> Mandate:
    """Dũng helped An hand something in."""
    mandate = allowed(dung, an, db)
    handed_in(dung, mandate)
    return mandate


def happens(db: Session, dossier_id: UUID, *events: dossiers.Event) -> None:
    """The desk does something with a dossier."""
    dossier = db.get_one(Dossier, dossier_id, populate_existing=True)
    bring_to(db, dossier, dossiers.State.NEW, SYSTEM)
    for one in events:
        if one == dossiers.Event.RECEIVED:
            dossiers.receive(db, dossier, OFFICER)
        else:
            dossiers.apply(db, dossier, one, OFFICER, note="Lý do thử", unit_id=dossier.unit_id)
    db.commit()


def link(db: Session, helper: tuple[str, str], unit: str = TEAM) -> str:
    """Somebody was helped by this helper: where they are asked about it."""
    act, helper_id = uuid4(), account_of(db, *helper).id
    opinions.ask(db, opinions.VISIT, act, unit, helper_id)
    db.commit()
    found = opinions.still_open(db, opinions.VISIT, [act])[act]
    db.rollback()
    return f"/y-kien/{found.token}"


def say(app: Flask, where: str, answer: str = "good", **reasons: list[str]) -> None:
    who = fresh(app)
    assert who.post(where, data={"answer": answer}).status_code == 303
    if reasons:
        assert who.post(f"{where}/vi-sao", data=reasons).status_code == 303


def many(app: Flask, db: Session, helper: tuple[str, str], *answers: str, **reasons: list[str]) -> None:
    for answer in answers:
        say(app, link(db, helper), answer, **reasons)


def later(app: Flask, days: int) -> None:
    """So many days pass; then the night comes."""
    clock.advance(timedelta(days=days))
    assert nightly.run(app.extensions["sessions"], app.extensions["documents_store"]) == []


def asks(html: str) -> list[str]:
    """Where the page asks how it was."""
    return re.findall(r'action="(/y-kien/[0-9a-f]+)"', html)


def kept(app: Flask) -> list[HelpOpinion]:
    return list(rows(app, HelpOpinion))


def numbers(html: str, name: str) -> list[str]:
    """What stands beside a name in the manager's table."""
    found = re.search(rf">{re.escape(name)}(?:</b>)?</td>(.*?)</tr>", html, re.DOTALL)
    assert found, name
    cells: list[Any] = re.findall(r"<td[^>]*>(.*?)</td>", found[1], re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", one)).strip() for one in cells]
