"""How much one owner may leave lying about, and what is cleared away at night."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents.conftest import OLD, Person
from tests.documents.uploads.conftest import HELLO, Tus, packed
from webapp import clock, outbox
from webapp.documents import uploads
from webapp.documents.models import Upload
from webapp.documents.uploads import beginning, views
from webapp.dossiers import service as dossiers


def test_an_account_begins_only_so_many(tus: Tus, chi: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "MOST_UNFINISHED", 3)
    answers = [tus.create() for _ in range(4)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
    assert "gửi dở" in answers[3].json["what"]
    assert Tus(chi.client).create().status_code == 201


def test_finished_and_expired_ones_make_room(tus: Tus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "MOST_UNFINISHED", 1)
    tus.whole()
    tus.made()
    assert tus.create().status_code == 429
    clock.set_to(clock.now() + timedelta(days=8))
    assert tus.create().status_code == 201


def test_an_account_leaves_only_so_many_bytes(tus: Tus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "MOST_LYING", 20)
    paths = [tus.made(), tus.made()]
    assert tus.patch(paths[0], HELLO).status_code == 204
    assert tus.patch(paths[1], HELLO).status_code == 413
    assert tus.create().json["reason"] == "too_much"
    tus.ask("DELETE", paths[0])
    assert tus.patch(paths[1], HELLO).status_code == 204


def test_what_waits_to_be_checked_counts_as_lying(tus: Tus, dossier_id: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "MOST_LYING", 20)
    tus.whole(HELLO, dossier=str(dossier_id), slot=OLD)
    answer = tus.create()
    assert (answer.status_code, answer.json["reason"]) == (413, "too_much")
    assert "chờ kiểm tra" in answer.json["what"]


def test_so_many_may_wait_to_be_checked(tus: Tus, dossier_id: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "MOST_UNFINISHED", 1)
    tus.whole(HELLO, dossier=str(dossier_id), slot=OLD)
    assert tus.create().status_code == 429


def test_a_body_that_does_not_say_its_length_counts_whole(tus: Tus, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tus.made(30)
    monkeypatch.setattr(beginning, "MOST_LYING", 20)
    answer = tus.patch(path, HELLO, Transfer_Encoding="chunked", Content_Length=None)
    assert (answer.status_code, answer.json["reason"]) == (413, "too_much")


def test_a_refused_one_keeps_no_bytes_and_makes_room(
    app: Flask, tus: Tus, dossier_id: UUID, db: Session, files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "MOST_LYING", 20)
    path = tus.whole(HELLO, dossier=str(dossier_id), slot=OLD, sha256="a" * 64, filename="đơn.jpg")
    upload = db.get_one(Upload, UUID(path[-36:]))
    uploads.refuse(db, upload, "type")
    db.commit()
    assert (upload.reason, upload.sha256, upload.filename) == ("type", "a" * 64, "đơn.jpg")
    assert (upload.metadata_, upload.wrapped_key, uploads.parts(db, upload)) == ("", b"", [])
    db.commit()
    run_jobs(app)
    assert files() == []
    assert tus.create().status_code == 201


def test_an_account_begins_only_so_many_an_hour(tus: Tus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "CREATIONS", (2, 3600))
    assert [tus.create().status_code for _ in range(3)] == [201, 201, 429]


def clean(db: Session) -> list[tuple[str, UUID]]:
    db.rollback()
    done = uploads.clean(db, 50)
    db.commit()
    return done


@pytest.mark.parametrize(("days", "rule"), [(6, None), (8, "upload_unfinished")])
def test_an_unfinished_one_goes_when_its_term_is_over(tus: Tus, db: Session, days: int, rule: str | None) -> None:
    path = tus.made()
    clock.set_to(clock.now() + timedelta(days=days))
    assert clean(db) == ([(rule, UUID(path[-36:]))] if rule else [])


@pytest.mark.parametrize(("days", "rule"), [(1, None), (3, "upload_unclaimed")])
def test_an_unclaimed_one_goes_when_its_term_is_over(tus: Tus, db: Session, days: int, rule: str | None) -> None:
    path = tus.whole()
    clock.set_to(clock.now() + timedelta(days=days))
    assert clean(db) == ([(rule, UUID(path[-36:]))] if rule else [])


@pytest.mark.parametrize(("days", "rule"), [(29, None), (31, "upload_refused")])
def test_a_refused_one_goes_when_its_term_is_over(tus: Tus, db: Session, days: int, rule: str | None) -> None:
    path = tus.whole()
    uploads.refuse(db, db.get_one(Upload, UUID(path[-36:])), "type")
    db.commit()
    clock.set_to(clock.now() + timedelta(days=days))
    assert clean(db) == ([(rule, UUID(path[-36:]))] if rule else [])


def test_one_that_waits_to_be_checked_is_never_dropped(tus: Tus, dossier_id: UUID, db: Session) -> None:
    path = tus.whole(HELLO, dossier=str(dossier_id), slot=OLD)
    clock.set_to(clock.now() + timedelta(days=400))
    assert clean(db) == []
    assert db.get(Upload, UUID(path[-36:])) is not None


def run_jobs(app: Flask) -> None:
    handlers = {uploads.FORGET_PARTS: uploads.forgetting(app.extensions["documents_store"])}
    outbox.run_due(app.extensions["sessions"], handlers)


def test_the_bytes_of_a_forgotten_one_go_too(app: Flask, tus: Tus, db: Session, files) -> None:
    path = tus.whole(bytes(300_000))
    assert len(files()) == 3
    uploads.forget(db, db.get_one(Upload, UUID(path[-36:])))
    db.commit()
    run_jobs(app)
    assert files() == []


def test_a_draft_thrown_away_takes_its_uploads_along(
    app: Flask, tus: Tus, dossier_id: UUID, db: Session, files
) -> None:
    path = tus.made(12, Upload_Metadata=packed(dossier=str(dossier_id), slot=OLD))
    tus.patch(path, HELLO[:5])
    dossiers.throw_away(db, db.get_one(dossiers.Dossier, dossier_id))
    db.commit()
    run_jobs(app)
    assert files() == []
    assert db.scalars(select(Upload)).all() == []


def test_everything_of_an_account_can_be_listed(tus: Tus, an: Person, db: Session) -> None:
    paths = [tus.made(), tus.whole()]
    assert an.actor.account_id is not None
    assert {f"/tai-len/{one.id}" for one in uploads.of_account(db, an.actor.account_id)} == set(paths)
