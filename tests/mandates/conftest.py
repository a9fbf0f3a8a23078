"""Helper Dũng and manager Yến of a team, a citizen An; what a helper's form sends."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people import AN, Browser, account_of, browser
from webapp import clock
from webapp.accounts import service as accounts
from webapp.mandates import book, service
from webapp.mandates.models import Mandate
from webapp.messages.models import Message
from webapp.teams.models import Member
from webapp.teams.written import training

TEAM, OTHER_TEAM = "to-so-hong-gai-1", "to-so-hong-gai-2"
DUNG = ("0912000004", "Phạm Văn Dũng")
YEN = ("0912000005", "Hoàng Thị Yến")


@pytest.fixture
def dung(app: Flask, db: Session) -> Browser:
    return helper(app, db, *DUNG)


def helper(app: Flask, db: Session, phone: str, name: str, unit: str = TEAM) -> Browser:
    """Somebody who may help today: a member who passed the training and has a photo."""
    account, now = account_of(db, phone, name, [("helper", unit)]), clock.now()
    db.add(Member(
        id=uuid4(), unit_id=unit, account_id=account.id, name=name, phone=phone, state="acting", state_at=now, invited_at=now,
        expires_at=now, accepted_at=now, trained_version=training().version, code=f"AB{phone[-4:]}22", photo=b"x", photo_at=now,
    ))  # fmt: skip
    db.commit()
    return browser(app, db, phone, name)


@pytest.fixture
def yen(app: Flask, db: Session) -> Browser:
    return browser(app, db, *YEN, ("team_manager", TEAM))


@pytest.fixture
def an(app: Flask, db: Session) -> Browser:
    return browser(app, db, *AN)


@pytest.fixture
def mandate(db: Session, dung: Browser, an: Browser) -> Mandate:
    """An lets Dũng help, with a tap."""
    made = offered(dung, db)
    an.post(at(made, "dong-y"))
    return the(db, made.id)


def offered(dung: Browser, db: Session, **changes: Any) -> Mandate:
    """Dũng asks; the mandate as it is kept."""
    said = {"id": str(uuid4()), "called": "bà An", "phone": "", "days": "1", "procedure": ""} | changes
    answer = dung.post("/giup/moi", data=said)
    assert answer.status_code == 303, answer.text
    return the(db, said["id"])


def the(db: Session, mandate_id: str | UUID) -> Mandate:
    """The mandate as it is kept now; the database is free again."""
    db.rollback()
    found = db.get_one(Mandate, UUID(str(mandate_id)), populate_existing=True)
    db.expunge(found)
    db.rollback()
    return found


def at(mandate: Mandate, what: str = "") -> str:
    return f"/nho-giup/{mandate.token}" + (f"/{what}" if what else "")


def texts(db: Session, template: str) -> list[Message]:
    db.rollback()
    found = list(db.scalars(select(Message).where(Message.template == template).order_by(Message.created_at)))
    db.expunge_all()
    db.rollback()
    return found


def kinds(db: Session, mandate: Mandate) -> list[str]:
    """What the book says of it, in order."""
    found = [line.kind for line in book.lines(db, mandate.id)]
    db.rollback()
    return found


def allows(db: Session, helper: tuple[str, str], citizen: tuple[str, str], code: str = "1.004194") -> bool:
    who = accounts.actor_of(accounts.sign_in(db, account_of(db, *helper), "x"))
    found = service.active(db, who, account_of(db, *citizen).id, code) is not None
    db.rollback()
    return found
