"""Many files at once, or many people: only so many are opened, each try counts, and nobody waits long for a turn."""

import io
from typing import NoReturn
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.documents import samples
from tests.documents.conftest import OLD, Person
from webapp import child, outbox
from webapp.documents import service, views
from webapp.documents.checking import harmless, intake
from webapp.documents.models import Document
from webapp.documents.wiring import handlers


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files that were handed to a child process; each is found broken."""
    seen: list[bytes] = []

    def broken(sent: bytes, *_: object) -> NoReturn:
        seen.append(sent)
        raise service.NotAccepted("broken")

    monkeypatch.setattr(intake, "make_harmless", broken)
    return seen


def posted(an: Person, dossier_id: UUID, *contents: bytes, start: bytes = b"\xff\xd8\xff") -> TestResponse:
    files = [(io.BytesIO(start + one), f"{at}.jpg") for at, one in enumerate(contents)]
    return an.client.post(f"/ho-so/{dossier_id}/giay-to/{OLD}", data={"file": files})


def test_no_more_files_are_opened_than_the_paper_has_room_for(an: Person, dossier_id: UUID, opened) -> None:
    answer = posted(an, dossier_id, *(str(at).encode() for at in range(40)), start=b"%PDF-")
    assert answer.status_code == 422
    assert "Giấy này đã đủ số tệp" in answer.text
    assert opened == [b"%PDF-0", b"%PDF-1"]


def test_only_so_many_photographs_are_opened_of_one_post(an: Person, dossier_id: UUID, opened) -> None:
    answer = posted(an, dossier_id, *(str(at).encode() for at in range(40)))
    assert "nhiều nhất 20 ảnh" in answer.text
    assert len(opened) == 20


def test_what_is_no_paper_takes_no_room(an: Person, dossier_id: UUID, opened) -> None:
    files = [(io.BytesIO(samples.EXE + bytes([at])), "a.exe") for at in range(3)] + [(io.BytesIO(b"%PDF-"), "b.pdf")]
    an.client.post(f"/ho-so/{dossier_id}/giay-to/{OLD}", data={"file": files})
    assert opened == [b"%PDF-"]


def test_the_same_file_many_times_is_opened_once(an: Person, dossier_id: UUID, opened) -> None:
    posted(an, dossier_id, *([b"same"] * 40))
    assert len(opened) == 1


def test_files_count_before_they_are_opened(
    an: Person, dossier_id: UUID, opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PER_ACCOUNT", (3, 3600))
    seen = [posted(an, dossier_id, b"1", b"2").status_code for _ in range(3)]
    assert seen == [422, 429, 429]
    assert len(opened) == 2


def test_others_can_save_while_a_file_is_judged(
    an: Person, dossier_id: UUID, app, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(*_: object) -> NoReturn:
        with app.extensions["sessions"].write.begin() as other:
            other.execute(text("select 1"))  # SQLite would make it wait for whoever has begun to write
        raise service.NotAccepted("broken")

    monkeypatch.setattr(intake, "make_harmless", judge)
    assert posted(an, dossier_id, b"1").status_code == 422


def test_nothing_is_opened_out_of_turn(an: Person, dossier_id: UUID, opened, load, db: Session) -> None:
    load().state = "received"
    db.commit()
    assert posted(an, dossier_id, b"1").status_code == 409
    assert opened == []


def test_while_too_many_are_judged_a_file_waits_to_be_checked_later(
    an: Person, dossier_id: UUID, db: Session, app, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "PATIENCE", 0.05)
    with harmless._child._room, harmless._child._room:
        answers = [an.send_json(dossier_id) for _ in range(2)]
    assert [(one.status_code, one.json["waiting"]) for one in answers] == [(201, True)] * 2
    assert answers[0].json["id"] == answers[1].json["id"]
    outbox.run_due(app.extensions["sessions"], handlers(app.config["CONFIG"]))
    db.rollback()
    assert db.scalars(select(Document.slot)).all() == [OLD]
