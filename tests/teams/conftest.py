"""Yến manages the team of block 1, Tú that of block 2; Dũng is invited and goes the whole way, or as far as a test needs."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.documents.samples import picture
from tests.people import Browser, account_of, browser
from webapp.messages.models import Message
from webapp.teams import written
from webapp.teams.models import Member, MemberChange
from webapp.teams.written import Training, training

TEAM, OTHER_TEAM, CENTRE = "to-so-hong-gai-1", "to-so-hong-gai-2", "hong-gai"
DUNG = ("0912000004", "Phạm Văn Dũng")
YEN = ("0912000005", "Hoàng Thị Yến")
TU = ("0912000015", "Lương Văn Tú")
AT, BADGE = "/to-cua-toi", "/the-nguoi-giup"


@pytest.fixture
def yen(app: Flask, db: Session) -> Browser:
    return browser(app, db, *YEN, ("team_manager", TEAM))


@pytest.fixture
def tu(app: Flask, db: Session) -> Browser:
    """The manager of another team."""
    return browser(app, db, *TU, ("team_manager", OTHER_TEAM))


def invite(manager: Browser, name: str = DUNG[1], phone: str = DUNG[0], **more: str) -> TestResponse:
    given = {"id": str(uuid4()), "unit": TEAM, "name": name, "phone": phone}
    return manager.post(f"{AT}/moi", data=given | more)


def read(db: Session, asked: Any) -> list[Any]:
    """What the database holds now, in a session of its own: the test's may not hold the lock while a browser writes."""
    db.rollback()
    with Session(db.get_bind()) as own:
        return list(own.scalars(asked))


def link(db: Session) -> str:
    """The path in the last invitation that was sent."""
    sent = select(Message).where(Message.template == "team_invitation")
    (last,) = read(db, sent.order_by(Message.created_at.desc(), Message.id.desc()).limit(1))
    found = re.search(r"http://localhost(/vao-to/\S+)", last.body)
    assert found
    return found[1]


def members(db: Session) -> list[Member]:
    return read(db, select(Member).order_by(Member.invited_at, Member.id))


def changes(db: Session) -> list[MemberChange]:
    return read(db, select(MemberChange).order_by(MemberChange.at, MemberChange.id))


@dataclass
class Helper:
    """Dũng's browser and the steps he takes."""

    client: Browser
    db: Session
    path: str

    def join(self) -> TestResponse:
        return self.client.post(f"{self.path}/nhan", data={"agree": "y"})

    def send_photo(self, data: bytes | None = None) -> TestResponse:
        sent = {"photo": (io.BytesIO(picture() if data is None else data), "mat.jpg")}
        return self.client.post(f"{BADGE}/anh", data=sent)

    def answer(self, situation: str, choice: int | str) -> TestResponse:
        return self.client.post(f"{BADGE}/hoc", data={"situation": situation, "choice": str(choice)})

    def learn(self) -> None:
        for one in training().situations:
            assert self.answer(one.id, one.right).status_code == 303

    def all_of_it(self) -> "Helper":
        assert self.join().status_code == 303
        assert self.send_photo().status_code == 303
        self.learn()
        return self

    @property
    def member(self) -> Member:
        (found,) = [one for one in members(self.db) if one.name == DUNG[1]]
        return found

    @property
    def id(self) -> UUID:
        return self.member.id


@pytest.fixture
def invited(app: Flask, db: Session, yen: Browser) -> Helper:
    """Dũng has the link and is signed in with his number."""
    assert invite(yen).status_code == 303
    return Helper(browser(app, db, *DUNG), db, link(db))


@pytest.fixture
def dung(invited: Helper) -> Helper:
    """Dũng acts as a helper."""
    return invited.all_of_it()


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Training]:
    """From now on another version of the training holds, begun on this day."""

    def written_anew(day: str) -> Training:
        text = (written.DATA / "training.yaml").read_text(encoding="utf-8")
        made = written.read_training(text.replace(f'version: "{training().version}"', f'version: "{day}"'))
        monkeypatch.setattr(written, "_read", lambda _name: made)
        return made

    return written_anew


def account_id_of(db: Session, person: tuple[str, str]) -> UUID:
    return account_of(db, *person).id
