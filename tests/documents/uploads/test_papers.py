"""Uploads meant for a paper: the check that waits for them, claiming, whole files, what the phone is told."""

from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents import samples
from tests.documents.conftest import JSON, OLD, PORTRAIT, Person
from tests.documents.uploads.conftest import HELLO, Tus, packed
from webapp.documents import service, uploads
from webapp.documents.models import Upload
from webapp.documents.uploads import beginning
from webapp.dossiers.service import Dossier, Holder
from webapp.outbox import Job


@pytest.fixture
def said(dossier_id: UUID) -> dict[str, str]:
    return {"dossier": str(dossier_id), "slot": OLD, "filename": "đơn.jpg", "id": str(uuid4())}


@pytest.fixture
def checks(db: Session):
    """The uploads whose check is waiting."""

    def now() -> list[str]:
        db.rollback()
        found = [job.payload["upload"] for job in db.scalars(select(Job).where(Job.kind == uploads.CHECK))]
        db.rollback()
        return found

    return now


def test_a_whole_upload_for_a_paper_waits_to_be_checked(tus: Tus, said, checks, row) -> None:
    path = tus.made(len(HELLO), Upload_Metadata=packed(**said))
    tus.patch(path, HELLO[:5])
    assert checks() == []
    tus.patch(path, HELLO[5:], 5)
    assert checks() == [said["id"]]
    assert row(path).state == "received"


def test_an_unclaimed_upload_stays_as_it_is(tus: Tus, checks, row) -> None:
    path = tus.whole(filename="a.pdf")
    assert (row(path).state, checks()) == ("received", [])


def test_the_phone_is_told_how_it_stands(tus: Tus, said) -> None:
    path = tus.made(len(HELLO), Upload_Metadata=packed(**said, sha256="a" * 64))
    tus.patch(path, HELLO[:5])
    assert tus.ask("GET", path, Tus_Resumable=None).json == {
        "id": said["id"], "state": "receiving", "offset": 5, "length": 12, "filename": "đơn.jpg", "sha256": "a" * 64,
        "slot": OLD, "dossier": said["dossier"], "reason": None, "what": "", "document": None,
    }  # fmt: skip


def test_the_phone_is_told_why_it_was_refused(tus: Tus, said, db: Session) -> None:
    path = tus.whole(HELLO, **said)
    uploads.refuse(db, db.get_one(Upload, UUID(said["id"])), "type")
    db.commit()
    told = tus.ask("GET", path).json
    assert (told["state"], told["reason"]) == ("refused", "type")
    assert "không phải ảnh hay PDF" in told["what"]


def test_the_phone_is_told_which_document_it_became(tus: Tus, said, app: Flask, db: Session, an: Person) -> None:
    path = tus.whole(HELLO, **said)
    upload, store = db.get_one(Upload, UUID(said["id"])), app.extensions["documents_store"]
    dossier = db.get_one(Dossier, UUID(said["dossier"]))
    made = service.attach(db, store, dossier, OLD, upload.id, "đơn.jpg", samples.ready(HELLO), an.actor)
    uploads.took(db, upload)
    uploads.drop_parts(db, upload)
    db.commit()
    told = tus.ask("GET", path).json
    assert told["state"] == "taken"
    assert told["document"] == {
        "id": said["id"], "filename": "đơn.jpg", "size": made.size, "sha256": made.sha256, "slot": OLD
    }  # fmt: skip
    assert (upload.filename, upload.metadata_) == ("", "")
    assert tus.create(len(HELLO), Upload_Metadata=packed(**said)).status_code == 201
    tus.ask("DELETE", path)
    assert tus.create(len(HELLO), Upload_Metadata=packed(**said)).status_code == 409


def test_a_paper_that_nobody_asked_for_does_not_exist(tus: Tus, said) -> None:
    assert tus.create(5, Upload_Metadata=packed(**said | {"slot": "khong-co"})).status_code == 404


def test_a_dossier_needs_a_paper(tus: Tus, said) -> None:
    del said["slot"]
    assert tus.create(5, Upload_Metadata=packed(**said)).status_code == 400


def test_out_of_turn_nothing_is_begun(tus: Tus, said, db: Session) -> None:
    db.get_one(Dossier, UUID(said["dossier"])).state = "new"
    db.commit()
    answer = tus.create(5, Upload_Metadata=packed(**said))
    assert (answer.status_code, answer.json["reason"]) == (409, "closed")


def test_a_paper_that_is_full_takes_no_more(
    tus: Tus, said, an: Person, dossier_id: UUID, app: Flask, db: Session
) -> None:
    dossier, store = db.get_one(Dossier, dossier_id), app.extensions["documents_store"]
    for text in (b"one", b"two"):
        service.attach(db, store, dossier, OLD, uuid4(), "a.jpg", samples.ready(text), an.actor)
    db.commit()
    answer = tus.create(5, Upload_Metadata=packed(**said))
    assert (answer.status_code, answer.json["reason"]) == (409, "slot_full")


def test_what_waits_to_be_checked_has_its_place(tus: Tus, said, an: Person, dossier_id: UUID) -> None:
    for _ in range(2):
        tus.whole(HELLO, **said | {"id": str(uuid4())})
    answer = tus.create(5, Upload_Metadata=packed(**said))
    assert (answer.status_code, answer.json["reason"]) == (409, "slot_full")
    unclaimed = tus.whole().rsplit("/", 1)[1]
    assert claim(an, dossier_id, OLD, unclaimed).json["reason"] == "slot_full"
    assert an.send_json(dossier_id).json["reason"] == "slot_full"
    assert claim(an, dossier_id, PORTRAIT, unclaimed).status_code == 200


def test_one_that_waited_takes_its_own_place(
    tus: Tus, said, an: Person, dossier_id: UUID, app: Flask, db: Session
) -> None:
    path, _second = (tus.whole(HELLO, **said | {"id": str(uuid4())}) for _ in range(2))
    dossier, store = db.get_one(Dossier, dossier_id), app.extensions["documents_store"]
    service.attach(db, store, dossier, OLD, UUID(path[-36:]), "a.jpg", samples.ready(HELLO), an.actor)


@pytest.mark.parametrize("changed", [{"slot": PORTRAIT}, {"dossier": "", "slot": ""}])
def test_a_known_id_for_another_paper_is_refused(tus: Tus, said, changed: dict[str, str]) -> None:
    tus.made(12, Upload_Metadata=packed(**said))
    assert tus.create(12, Upload_Metadata=packed(**said | changed)).status_code == 409


def claim(an: Person, dossier_id: UUID, slot: str, upload: str):
    return an.client.post(f"/ho-so/{dossier_id}/giay-to/{slot}/nhan", json={"upload": upload}, headers=JSON)


def test_an_unclaimed_upload_can_be_given_to_a_paper(tus: Tus, an: Person, dossier_id: UUID, checks) -> None:
    made = tus.whole().rsplit("/", 1)[1]
    answers = [claim(an, dossier_id, OLD, made) for _ in range(2)]
    assert [(one.status_code, one.json["slot"], one.json["dossier"]) for one in answers] == [
        (200, OLD, str(dossier_id))
    ] * 2
    assert checks() == [made]


def test_one_that_is_still_coming_can_be_claimed_too(tus: Tus, an: Person, dossier_id: UUID, checks) -> None:
    path = tus.made()
    claim(an, dossier_id, OLD, path.rsplit("/", 1)[1])
    assert checks() == []
    tus.patch(path, HELLO)
    assert checks() == [path.rsplit("/", 1)[1]]


def test_a_form_claims_as_well(tus: Tus, an: Person, dossier_id: UUID) -> None:
    sent = {"upload": tus.whole().rsplit("/", 1)[1]}
    answer = an.client.post(f"/ho-so/{dossier_id}/giay-to/{OLD}/nhan", data=sent)
    assert (answer.status_code, answer.location) == (303, f"/ho-so/{dossier_id}/giay-to#giay-{OLD}")


def test_a_claimed_upload_goes_to_no_other_paper(tus: Tus, an: Person, dossier_id: UUID) -> None:
    made = tus.whole().rsplit("/", 1)[1]
    claim(an, dossier_id, OLD, made)
    assert claim(an, dossier_id, PORTRAIT, made).status_code == 409


def test_only_ones_own_upload_can_be_claimed(tus: Tus, chi: Person, an: Person, dossier_id: UUID) -> None:
    theirs = Tus(chi.client).whole().rsplit("/", 1)[1]
    assert claim(an, dossier_id, OLD, theirs).status_code == 404
    assert claim(chi, dossier_id, OLD, theirs).status_code == 404


@pytest.mark.parametrize("body", [None, [], {}, {"upload": "x"}, {"upload": None}])
def test_a_claim_without_an_id_is_refused(an: Person, dossier_id: UUID, body: object) -> None:
    answer = an.client.post(f"/ho-so/{dossier_id}/giay-to/{OLD}/nhan", json=body, headers=JSON)
    assert answer.status_code == 400


def whole(app: Flask, db: Session, an: Person, dossier_id: UUID, upload_id: UUID, data: bytes = HELLO) -> Upload:
    dossier, store = db.get_one(Dossier, dossier_id), app.extensions["documents_store"]
    owner = Holder(an.actor, None)
    made = uploads.receive_whole(db, store, owner, dossier, OLD, upload_id, "a.jpg", data, ["blur"])
    db.commit()
    return made


def test_a_whole_file_waits_to_be_checked(app: Flask, an: Person, dossier_id: UUID, db: Session, checks, kept) -> None:
    made = whole(app, db, an, dossier_id, uuid4(), HELLO * 100_000)
    assert (made.state, made.overruled, checks()) == ("received", ["blur"], [str(made.id)])
    assert kept(f"/tai-len/{made.id}") == HELLO * 100_000


def test_a_whole_file_again_is_the_same(app: Flask, an: Person, dossier_id: UUID, db: Session, files) -> None:
    same = uuid4()
    assert whole(app, db, an, dossier_id, same).id == whole(app, db, an, dossier_id, same).id
    assert len(files()) == 1


def test_whole_files_find_no_more_places_than_there_are(
    app: Flask, an: Person, dossier_id: UUID, db: Session, files
) -> None:
    for _ in range(2):
        whole(app, db, an, dossier_id, uuid4())
    with pytest.raises(uploads.Full):
        whole(app, db, an, dossier_id, uuid4())
    assert len(files()) == 2


def test_whole_files_count_towards_the_bound(
    app: Flask, an: Person, dossier_id: UUID, db: Session, files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginning, "MOST_LYING", 20)
    whole(app, db, an, dossier_id, uuid4())
    with pytest.raises(uploads.TooMuch):
        whole(app, db, an, dossier_id, uuid4())
    assert len(files()) == 1


def test_another_file_under_its_id_is_refused(app: Flask, an: Person, dossier_id: UUID, db: Session, files) -> None:
    same = uuid4()
    whole(app, db, an, dossier_id, same)
    with pytest.raises(uploads.IdKnown):
        whole(app, db, an, dossier_id, same, b"other")
    assert len(files()) == 1


def test_a_dossier_tells_what_is_on_its_way(tus: Tus, said, db: Session) -> None:
    tus.made(12, Upload_Metadata=packed(**said))
    tus.whole(HELLO, **said | {"id": str(uuid4())})
    found = uploads.of_dossier(db, db.get_one(Dossier, UUID(said["dossier"])))
    assert [one.state for one in found] == ["receiving", "received"]
