"""The same phone-made id from two tabs in one moment: one upload, both hear that it is there."""

from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents.conftest import OLD, Person
from tests.documents.uploads.conftest import HELLO, Tus, packed
from webapp.documents import uploads
from webapp.documents.models import Upload, UploadPart
from webapp.documents.uploads import beginning
from webapp.dossiers.service import Dossier, Holder


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> Barrier:
    """Both have looked for the id, and found none, before either writes it; where writers queue (SQLite) nobody waits."""
    met, look = Barrier(2), beginning._known

    def known(db: Session, *rest: object) -> Upload | None:
        found = look(db, *rest)  # type: ignore[arg-type]
        if db.get_bind().dialect.name == "postgresql" and not db.info.setdefault("met", False):
            db.info["met"] = True
            met.wait(10)
        return found

    monkeypatch.setattr(beginning, "_known", known)
    return met


def both(work) -> list[object]:
    answers: list[object] = []

    def run(at: int) -> None:
        try:
            answers.append(work(at))
        except Exception as error:
            answers.append(error)

    threads = [Thread(target=run, args=(at,)) for at in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    return answers


def test_two_tabs_of_one_person_both_hear_that_it_was_made(app: Flask, tus: Tus, an: Person, db: Session) -> None:
    said, second = packed(id=str(uuid4())), app.test_client()
    second._cookies = an.client._cookies
    tabs = [tus, Tus(second)]
    assert both(lambda at: tabs[at].create(12, Upload_Metadata=said).status_code) == [201, 201]
    assert len(db.scalars(select(Upload)).all()) == 1


def test_two_creations_with_one_id_are_one_upload(app: Flask, an: Person, db: Session, together) -> None:
    wanted = uploads.Wanted(length=12, id=uuid4())

    def begin(_at: int) -> tuple[UUID, bool]:
        with app.app_context(), app.extensions["sessions"].write.begin() as own:
            made, new = uploads.begin(own, Holder(an.actor, None), wanted)
            return made.id, new

    assert sorted(both(begin)) == [(wanted.id, False), (wanted.id, True)]
    assert len(db.scalars(select(Upload)).all()) == 1


def test_two_whole_files_with_one_id_are_one_upload(
    app: Flask, an: Person, dossier_id: UUID, db: Session, files, together
) -> None:
    same, store = uuid4(), app.extensions["documents_store"]

    def send(_at: int) -> UUID:
        with app.app_context(), app.extensions["sessions"].write.begin() as own:
            dossier = own.get_one(Dossier, dossier_id)
            return uploads.receive_whole(own, store, Holder(an.actor, None), dossier, OLD, same, "a.jpg", HELLO).id

    assert both(send) == [same, same]
    assert len(db.scalars(select(UploadPart)).all()) == len(files()) == 1


def test_the_slower_of_two_owners_hears_that_the_id_is_taken(tus: Tus, chi: Person, together) -> None:
    said = packed(id=str(uuid4()))
    tabs = [tus, Tus(chi.client)]
    answers = both(lambda at: tabs[at].create(12, Upload_Metadata=said))
    assert sorted(one.status_code for one in answers) == [201, 409]
    assert [one.json["reason"] for one in answers if one.status_code == 409] == ["id_known"]
