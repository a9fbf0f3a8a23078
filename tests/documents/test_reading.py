"""Reading papers: by their owner, by whoever has a ground, by nobody else; whole or not at all."""

import io
from uuid import UUID, uuid4

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents import samples
from tests.documents.conftest import OLD, Person
from tests.documents.signed_pdfs import signed
from webapp.documents import service
from webapp.documents.models import DocumentRead


@pytest.fixture
def url(an: Person, dossier_id: UUID) -> str:
    return f"/ho-so/{dossier_id}/giay-to/{an.send_json(dossier_id, name='Giấy phép.HEIC').json['id']}"


def reads(db: Session) -> list[DocumentRead]:
    db.rollback()
    return list(db.scalars(select(DocumentRead)))


def test_the_owner_gets_the_file(an: Person, url: str, db: Session) -> None:
    answer = an.client.get(url)
    assert Image.open(io.BytesIO(answer.data)).size == (60, 40)
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Gi%E1%BA%A5y%20ph%C3%A9p.jpg"
    assert reads(db) == []


def test_a_file_can_do_nothing_in_the_browser(an: Person, url: str) -> None:
    headers = an.client.get(url + "?xem=1").headers
    assert headers["Content-Disposition"].startswith("inline")
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_a_pdf_is_always_saved_never_shown_in_place(an: Person, dossier_id: UUID) -> None:
    made = an.send_json(dossier_id, data=samples.pdf()).json["id"]
    answer = an.client.get(f"/ho-so/{dossier_id}/giay-to/{made}?xem=1")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_stranger_finds_nothing(chi: Person, url: str, dossier_id: UUID) -> None:
    assert chi.client.get(url).status_code == 404
    assert chi.client.get(f"/ho-so/{dossier_id}/giay-to").status_code == 404
    assert chi.client.post(url + "/bo").status_code == 404
    assert chi.send(dossier_id).status_code == 404


def test_nobody_signed_in_finds_nothing(client, url: str) -> None:
    assert client.get(url).status_code == 404


def test_another_dossier_of_mine_does_not_lead_to_the_file(an: Person, url: str) -> None:
    assert an.client.get(f"/ho-so/{uuid4()}/giay-to/{url.rsplit('/')[-1]}").status_code == 404


def test_an_officer_reads_it_and_the_reading_is_logged(officer: Person, url: str, db: Session) -> None:
    assert officer.client.get(url).status_code == 200
    assert [row.account_id for row in reads(db)] == [officer.actor.account_id]


def test_an_officer_cannot_send_or_remove_a_citizens_paper(officer: Person, url: str, dossier_id: UUID) -> None:
    assert officer.send(dossier_id).status_code == 404
    assert officer.client.post(url + "/bo").status_code == 404


def test_a_file_changed_on_disk_is_never_served(an: Person, url: str, app, files) -> None:
    app.config["TESTING_RAISES"] = False
    body = bytearray(files()[0].read_bytes())
    body[50] ^= 1
    files()[0].write_bytes(body)
    answer = an.client.get(url)
    assert answer.status_code == 500
    assert "Không mở được tệp này" in answer.text


def test_a_file_gone_from_disk_is_said_calmly(an: Person, url: str, files) -> None:
    files()[0].unlink()
    answer = an.client.get(url)
    assert answer.status_code == 500
    assert "Không mở được tệp này" in answer.text


def test_what_lies_on_disk_is_not_the_picture(an: Person, url: str, files) -> None:
    assert an.client.get(url).data.startswith(b"\xff\xd8\xff")
    assert not files()[0].read_bytes().startswith(b"\xff\xd8\xff")


def test_a_result_is_the_citizens_once_it_is_out(an: Person, officer: Person, dossier_id: UUID, app, load, db) -> None:
    sent = signed()
    made = service.add_result(
        db, app.extensions["documents_store"], load(), "ket-qua.pdf", service.check(sent), officer.actor
    )
    url = f"/ho-so/{dossier_id}/giay-to/{made.id}"
    db.commit()
    assert an.client.get(url).status_code == 404
    assert [one.id for one in service.results(db, load())] == [made.id]
    db.get_one(type(load()), dossier_id).state = "resolved"
    db.commit()
    assert an.client.get(url).data == sent


def test_a_result_sent_twice_is_one(officer: Person, app, load, db) -> None:
    store, made, ready = app.extensions["documents_store"], uuid4(), service.check(samples.pdf())
    for _ in range(2):
        service.add_result(db, store, load(), "ket-qua.pdf", ready, officer.actor, made)
        db.commit()
    assert len(service.results(db, load())) == 1
    assert OLD not in {one.slot for one in service.results(db, load())}
