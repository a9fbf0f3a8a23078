"""The little pictures of papers, and what the officer is told of each paper."""

import io
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents import samples
from tests.documents.conftest import OLD, PORTRAIT, Person, sign_in
from webapp.accounts import service as accounts
from webapp.documents.models import Document, DocumentRead
from webapp.dossiers.service import Dossier


@pytest.fixture
def url(an: Person, dossier_id: UUID) -> str:
    made = an.send_json(dossier_id, data=samples.photographed(samples.paper())).json["id"]
    return f"/ho-so/{dossier_id}/giay-to/{made}/nho"


@pytest.fixture
def khanh(app, an: Person, dossier_id: UUID) -> Person:
    """An officer of the unit the dossier goes to."""
    made = sign_in(app, "0912000009")
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        account = accounts.register_or_find(db, "0912000009", "vi")
        accounts.grant(db, account, "officer", db.get_one(Dossier, dossier_id).unit_id)
    return made


@pytest.fixture
def desk_page(app, dossier_id: UUID, khanh: Person, submit):
    """The officer's page, once the dossier lies at the officer's unit."""

    def opened(**change: object) -> str:
        submit()
        with app.app_context(), app.extensions["sessions"].write.begin() as db:
            db.get_one(Dossier, dossier_id).state = "received"
            for one in db.scalars(select(Document).where(Document.slot == OLD)):
                for name, value in change.items():
                    setattr(one, name, value)
        return khanh.client.get(f"/ban-lam-viec/{dossier_id}").text

    return opened


def test_the_owner_gets_a_small_picture(an: Person, url: str) -> None:
    answer = an.client.get(url)
    assert answer.mimetype == "image/jpeg"
    assert Image.open(io.BytesIO(answer.data)).size == (180, 240)
    assert len(answer.data) <= 12_000


def test_it_can_do_nothing_in_the_browser_and_is_kept_nowhere(an: Person, url: str) -> None:
    headers = an.client.get(url).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_a_stranger_finds_none(chi: Person, client, url: str) -> None:
    assert chi.client.get(url).status_code == 404
    assert client.get(url).status_code == 404


def test_seeing_it_is_no_reading_of_the_paper(officer: Person, url: str, db: Session) -> None:
    assert officer.client.get(url).status_code == 200
    assert db.scalars(select(DocumentRead)).all() == []


def test_a_paper_without_one_has_none(an: Person, url: str, app) -> None:
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        db.scalars(select(Document)).one().small = None
    assert an.client.get(url).status_code == 404


def test_a_paper_taken_away_shows_nothing(an: Person, url: str) -> None:
    an.client.post(url.removesuffix("/nho") + "/bo")
    assert an.client.get(url).status_code == 404


def test_what_lies_in_the_database_is_not_the_picture(an: Person, url: str, db: Session) -> None:
    raw = bytes(db.connection().exec_driver_sql("SELECT small FROM documents").scalar_one())
    db.rollback()
    assert b"JFIF" not in raw
    assert an.client.get(url).data.startswith(b"\xff\xd8\xff")


def test_the_officer_sees_it_beside_the_paper(url: str, desk_page) -> None:
    assert url in desk_page()


def test_the_officer_reads_that_nothing_was_scanned(url: str, desk_page) -> None:
    assert "Chưa quét vi-rút" in desk_page(scanned="off")


def test_the_officer_reads_nothing_of_it_where_it_was(url: str, desk_page) -> None:
    assert "Chưa quét vi-rút" not in desk_page(scanned="clean")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("blur", "có thể mờ"),
        ("dark", "có thể tối"),
        ("glare", "có thể bị loá"),
        ("small", "có thể quá nhỏ"),
        ("cut", "có thể mất mép"),
    ],
)
def test_the_officer_reads_what_is_wrong_with_a_photo(an: Person, url: str, desk_page, reason: str, words: str) -> None:
    page = desk_page(quality=[reason])
    assert words in page
    assert "vẫn gửi" not in page


def test_the_officer_reads_that_the_citizen_saw_it(url: str, desk_page) -> None:
    assert "Người dân đã xem và vẫn gửi" in desk_page(quality=["blur"], overruled=["blur"])


def test_a_good_photo_needs_no_words(an: Person, url: str, dossier_id: UUID, desk_page) -> None:
    an.send(dossier_id, PORTRAIT, samples.photographed(samples.paper()))
    assert "Máy thấy" not in desk_page()
