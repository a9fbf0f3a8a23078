"""Faces tapped by phones that nobody knows; supervisor Lan, leader Minh and officer Khánh of Hồng Gai, officer Quang of Hà Tu."""

import re
from datetime import timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.mandates.conftest import helper
from tests.page import Client, Page
from tests.people import KHANH, LAN, MINH, UNIT, Browser, account_of, browser
from tests.visitors import fresh
from webapp import clock, nightly
from webapp.db import uuid7
from webapp.feedback.models import Petition, PetitionEvent, Rating, Sign
from webapp.messages.models import Message

HERE = f"/danh-gia/noi/{UNIT}"
WORK, BOARD = "/gop-y/viec", "/gop-y/so-lieu"
PHONE = "0912000050"
ANSWER = "Quầy thiếu người sáng nay. Từ mai có thêm một quầy."
SECRET = "Chờ từ sáng, tên tôi là Bí Mật"


@pytest.fixture
def lan(app: Flask, db: Session) -> Browser:
    return browser(app, db, *LAN, ("supervisor", UNIT))


@pytest.fixture
def minh(app: Flask, db: Session) -> Browser:
    return browser(app, db, *MINH, ("leader", UNIT))


@pytest.fixture
def khanh(app: Flask, db: Session) -> Browser:
    return browser(app, db, *KHANH, ("officer", UNIT))


HELPER = ("0912002345", "Phạm Văn Dũng")


@pytest.fixture
def badge(app: Flask, db: Session) -> str:
    """The code on the badge of somebody who may help today."""
    helper(app, db, *HELPER)
    return "AB234522"


def tap(who: Client, face: int = 5, at: str = HERE) -> str:
    """As the page does it; where more can be added."""
    page = Page(who.get(at).text)
    answer = who.post(at, data={"id": page.inputs["id"], "face": str(face)})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def says(app: Flask, face: int = 5, at: str = HERE) -> str:
    """Somebody with a phone of their own."""
    return tap(fresh(app), face, at)


def many(app: Flask, *faces: int, at: str = HERE) -> None:
    for face in faces:
        says(app, face, at)


def petition(app: Flask, face: int = 1, at: str = HERE, **said: Any) -> str:
    """Somebody wants an answer: the code they get."""
    who = fresh(app)
    answer = who.post(tap(who, face, at), data={"words": "Chờ từ sáng", "reply": "y"} | said)
    assert answer.status_code == 303, answer.text
    found = re.search(r'class="big num">([2-9A-Z]{4}-[2-9A-Z]{4})<', who.get(answer.headers["Location"]).text)
    assert found
    return found[1]


def _read(db: Session, wanted: Any) -> list[Any]:
    """Anew, and without a transaction left open, for which the app would wait."""
    db.rollback()
    found = list(db.scalars(wanted.execution_options(populate_existing=True)))
    db.commit()
    return found


def the(db: Session) -> Petition:
    """The only one there is."""
    (one,) = _read(db, select(Petition))
    return cast(Petition, one)


def ratings(db: Session) -> list[Rating]:
    return _read(db, select(Rating).order_by(Rating.id))


def lines(db: Session) -> list[str]:
    """What happened to petitions, the first first."""
    return [one.event for one in _read(db, select(PetitionEvent).order_by(PetitionEvent.at, PetitionEvent.id))]


def told(db: Session, template: str) -> list[Message]:
    return _read(db, select(Message).where(Message.template == template))


def sign(db: Session, label: str = "3", unit: str = UNIT) -> str:
    """The address of a desk's sign."""
    made = Sign(id=uuid7(), unit_id=unit, label=label, code=uuid4().hex[:8].upper(), made_at=clock.now())
    db.add(made)
    db.commit()
    return f"/danh-gia/ban/{made.code}"


def sits(db: Session, khanh: Browser, label: str = "3") -> UUID:
    """Khánh opens that desk in the line of today."""
    page = Page(khanh.get("/goi-so").text)
    answer = khanh.post("/goi-so/mo", data={"id": page.inputs["id"], "unit": UNIT, "label": label})
    assert answer.status_code == 303
    return account_of(db, *KHANH).id


def later(app: Flask, days: int) -> None:
    """So many days pass; then the night comes."""
    clock.advance(timedelta(days=days))
    assert nightly.run(app.extensions["sessions"], app.extensions["documents_store"]) == []


def act(who: Browser, db: Session, step: str, **said: str) -> int:
    """What an office does with the only petition there is."""
    return int(who.post(f"{WORK}/{the(db).id}/{step}", data=said).status_code)


def follow(app: Flask, code: str) -> str:
    """What whoever has the code reads."""
    answer = fresh(app).get(f"/gop-y/{code}")
    assert answer.status_code == 200
    return str(answer.text)
