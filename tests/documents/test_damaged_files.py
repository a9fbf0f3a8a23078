"""A file that is not what was written is noticed, told and counted, and not one byte of it is shown."""

import hashlib
import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.documents.conftest import JSON, OLD, Person
from webapp import clock, sealing
from webapp.db import uuid7
from webapp.documents import crypt, uploads
from webapp.documents.attach import FORGET
from webapp.documents.models import Document, DocumentFault, UploadPart
from webapp.documents.store import Store, StoreError
from webapp.outbox import enqueue

PIECE = crypt.CHUNK + crypt.TAG
MARK = b"mot to giay rieng cua mot nguoi "
BODY = MARK * (2 * crypt.CHUNK // len(MARK) + 5)  # three pieces


@pytest.fixture(autouse=True)
def _pages_not_errors(app: Flask) -> None:
    app.config.update(TESTING_RAISES=False, PROPAGATE_EXCEPTIONS=False)


@pytest.fixture
def store(app: Flask) -> Store:
    made: Store = app.extensions["documents_store"]
    return made


@pytest.fixture
def keep(store: Store, db: Session, dossier_id: UUID) -> Callable[..., Document]:
    def kept(body: bytes = BODY, named: UUID | None = None) -> Document:
        key, wrapped = sealing.new_file_key()
        made = Document(
            id=named or uuid7(), dossier_id=dossier_id, slot=OLD, position=1, filename="Giấy phép.pdf",
            media_type="application/pdf", size=len(body), kept_size=len(body), sha256=hashlib.sha256(body).hexdigest(),
            pages=1, wrapped_key=wrapped, stored_as=secrets.token_hex(16), uploaded_by="citizen",
            created_at=clock.now(),
        )  # fmt: skip
        store.put(made.stored_as, crypt.seal(key, made.id, body))
        db.add(made)
        db.commit()
        return made

    return kept


@pytest.fixture
def lies(tmp_path: Path) -> Callable[[Document], Path]:
    """Where the file of a document lies."""
    return lambda one: tmp_path / "files" / one.stored_as[:2] / one.stored_as[2:4] / one.stored_as


def check(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["files", "check"])


def known(db: Session) -> list[str]:
    db.rollback()
    return list(db.scalars(select(DocumentFault.what).order_by(DocumentFault.at, DocumentFault.id)))


Keep = Callable[..., Document]


def flip(path: Path, _document: Document, _keep: Keep) -> None:
    body = bytearray(path.read_bytes())
    body[PIECE + 50] ^= 1
    path.write_bytes(body)


def swap(path: Path, _document: Document, _keep: Keep) -> None:
    body = path.read_bytes()
    path.write_bytes(body[PIECE : 2 * PIECE] + body[:PIECE] + body[2 * PIECE :])


def cut(path: Path, _document: Document, _keep: Keep) -> None:
    path.write_bytes(path.read_bytes()[: 2 * PIECE])


def cut_to_nothing(path: Path, _document: Document, _keep: Keep) -> None:
    path.write_bytes(b"")


def take_another_documents(path: Path, _document: Document, keep: Keep) -> None:
    other = keep(BODY[::-1]).stored_as
    path.write_bytes((path.parents[2] / other[:2] / other[2:4] / other).read_bytes())


def take_an_older_one(path: Path, document: Document, _keep: Keep) -> None:
    """That was kept under the same id once."""
    path.write_bytes(b"".join(crypt.seal(sealing.new_file_key()[0], document.id, BODY)))


DAMAGES = [flip, swap, cut, cut_to_nothing, take_another_documents, take_an_older_one]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_never_shown(an: Person, keep, lies, damage, db: Session) -> None:
    document = keep()
    url = f"/ho-so/{document.dossier_id}/giay-to/{document.id}"
    assert an.client.get(url).data == BODY
    damage(lies(document), document, keep)
    answer = an.client.get(url)
    assert (answer.status_code, MARK in answer.data) == (500, False)
    assert "Không mở được tệp này" in answer.text
    assert known(db) == ["changed in the store"]


@pytest.fixture
def damaged(keep, lies) -> Document:
    document: Document = keep()
    flip(lies(document), document, keep)
    return document


@pytest.fixture
def url(damaged: Document) -> str:
    return f"/ho-so/{damaged.dossier_id}/giay-to/{damaged.id}"


def test_a_program_is_told_what_happened_and_what_to_do(an: Person, url: str) -> None:
    said = an.client.get(url, headers=JSON).json
    assert said["error"] == 500
    assert all(said[part] for part in ("title", "what", "kept", "todo"))


def test_a_file_that_is_gone_is_told_as_such(an: Person, keep, lies, db: Session) -> None:
    document = keep()
    lies(document).unlink()
    assert an.client.get(f"/ho-so/{document.dossier_id}/giay-to/{document.id}").status_code == 500
    assert known(db) == ["gone from the store"]


def test_it_is_written_down_once_however_often_somebody_asks(an: Person, url: str, db: Session) -> None:
    for _ in range(3):
        an.client.get(url)
    assert len(known(db)) == 1


def test_the_log_names_the_document_and_nobody(an: Person, url: str, damaged: Document, caplog) -> None:
    with caplog.at_level(logging.ERROR):
        an.client.get(url)
    assert str(damaged.id) in caplog.text
    assert not [word for word in ("Giấy phép", "0912000001", "Người") if word in caplog.text]


def test_health_counts_the_files_that_cannot_be_read(an: Person, url: str) -> None:
    assert an.client.get("/healthz").json["checks"]["files"] == 0
    an.client.get(url)
    answer = an.client.get("/healthz")
    assert (answer.status_code, answer.json["checks"]["files"]) == (200, 1)


@pytest.fixture
def away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The object store does not answer."""

    def failing(*_: object) -> None:
        raise StoreError("503", permanent=False)

    monkeypatch.setattr(store, "open", failing)


def test_a_store_that_does_not_answer_is_no_damage(an: Person, keep, away, db: Session) -> None:
    document = keep()
    answer = an.client.get(f"/ho-so/{document.dossier_id}/giay-to/{document.id}")
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
    assert "Chưa lấy được tệp lúc này" in answer.text
    assert known(db) == []


def test_the_check_knows_nothing_when_the_store_does_not_answer(app: Flask, keep, away, db: Session) -> None:
    keep()
    said = check(app)
    assert (said.exit_code, "The store does not answer" in said.output) == (1, True)
    assert known(db) == []


def test_the_check_is_content_with_whole_files(app: Flask, keep) -> None:
    keep()
    said = check(app)
    assert (said.exit_code, said.output) == (0, "1 documents and 0 unfinished uploads read.\n")


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_check_finds_what_nobody_asked_for(app: Flask, keep, lies, damage, db: Session) -> None:
    document = keep()
    damage(lies(document), document, keep)
    said = check(app)
    assert said.exit_code == 1
    assert f"document {document.id}: changed in the store" in said.output
    assert known(db) == ["changed in the store"]


def test_the_check_finds_a_row_without_its_file(app: Flask, keep, lies) -> None:
    document = keep()
    lies(document).unlink()
    said = check(app)
    assert said.exit_code == 1
    assert f"document {document.id}: gone from the store" in said.output


def test_the_check_finds_a_file_without_its_row(app: Flask, store: Store, keep) -> None:
    keep()
    store.put("f" * 32, [b"whoever put me here"])
    said = check(app)
    assert said.exit_code == 1
    assert f"file {'f' * 32}: no row knows it" in said.output


def test_a_file_that_a_job_will_forget_is_not_reported(app: Flask, store: Store, db: Session) -> None:
    store.put("f" * 32, [b"of a draft that was thrown away"])
    enqueue(db, FORGET, {"stored_as": "f" * 32})
    db.commit()
    assert check(app).exit_code == 0


def test_a_file_that_came_back_after_it_was_destroyed_is_reported(app: Flask, keep, db: Session) -> None:
    """From a backup, say: its key is gone, yet it should not lie there."""
    document = keep()
    db.execute(update(Document).where(Document.id == document.id).values(wrapped_key=b""))
    db.commit()
    assert f"file {document.stored_as}" in check(app).output


def test_a_file_restored_from_a_backup_ends_the_fault(app: Flask, an: Person, keep, lies, db: Session) -> None:
    document = keep()
    whole = lies(document).read_bytes()
    flip(lies(document), document, keep)
    assert check(app).exit_code == 1
    lies(document).write_bytes(whole)
    said = check(app)
    assert (said.exit_code, "1 documents can be read again" in said.output) == (0, True)
    assert an.client.get("/healthz").json["checks"]["files"] == 0
    assert known(db) == ["changed in the store", "readable again"]


def test_a_paper_taken_away_is_a_fault_no_longer(app: Flask, an: Person, url: str, damaged: Document, db) -> None:
    an.client.get(url)
    db.execute(update(Document).where(Document.id == damaged.id).values(wrapped_key=b""))
    db.commit()
    assert an.client.get("/healthz").json["checks"]["files"] == 0


def test_the_check_finds_confirmed_bytes_of_an_upload_that_are_gone(app: Flask, an: Person, store: Store, db) -> None:
    owner = uploads.Owner(an.actor, None)
    made, _new = uploads.begin(db, owner, uploads.Wanted(length=9, filename="a.pdf"))
    db.commit()
    assert check(app).exit_code == 0
    db.add(UploadPart(upload_id=made.id, number=0, start=0, size=3, stored_as="e" * 32))
    made.offset = 3
    db.commit()
    said = check(app)
    assert (said.exit_code, f"upload {made.id}: bytes that were confirmed" in said.output) == (1, True)
