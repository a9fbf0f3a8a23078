"""A procedure may take smaller files than the app: the phone is told, and the server holds it on every way in."""

import random
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tests.documents import samples
from tests.documents.conftest import OLD, Person
from tests.documents.test_sending import kept
from tests.documents.uploads.conftest import Tus, packed
from webapp.documents import slots
from webapp.documents.limits import LIMITS, MB

HEAVY = samples.pdf() + b"%" + random.Random(3).randbytes(600_000).hex().encode()


@pytest.fixture
def _half_a_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = slots.procedures.documents
    monkeypatch.setattr(
        slots.procedures, "documents", lambda *given: [{**spec, "max_mb": 0.5} for spec in asked(*given)]
    )


@pytest.mark.parametrize(("own", "limit"), [(None, LIMITS.file_bytes), (5, 5 * MB), (0.5, MB // 2), (25, 25 * MB)])
def test_it_is_the_procedure_s_or_the_app_s(own: float | None, limit: int) -> None:
    assert slots.Slot({"id": "x", "max_mb": own}, [], open=True, waiting=0).limit == limit


@pytest.mark.usefixtures("_half_a_megabyte")
def test_the_page_tells_the_person_and_the_phone(an: Person, dossier_id: UUID) -> None:
    page = an.client.get(f"/ho-so/{dossier_id}/giay-to").text
    assert "Giấy này nhận tệp nhiều nhất 524 kB." in page
    assert 'data-limit="524288"' in page


@pytest.mark.usefixtures("_half_a_megabyte")
def test_a_posted_file_beyond_it_is_refused_with_words(an: Person, dossier_id: UUID, db: Session) -> None:
    answer = an.send(dossier_id, data=HEAVY, name="don.pdf")
    assert answer.status_code == 413
    assert "Tệp lớn quá cho giấy này." in answer.text
    assert kept(db) == []


@pytest.mark.usefixtures("_half_a_megabyte")
def test_an_upload_beyond_it_is_refused_before_a_byte_is_sent(an: Person, dossier_id: UUID) -> None:
    tus = Tus(an.client)
    said = packed(filename="don.pdf", dossier=str(dossier_id), slot=OLD)
    answer = tus.create(MB // 2 + 1, Upload_Metadata=said)
    assert (answer.status_code, answer.json["reason"]) == (413, "over_limit")
    assert tus.create(MB // 2, Upload_Metadata=said).status_code == 201


@pytest.mark.usefixtures("_half_a_megabyte")
def test_one_sent_without_a_paper_is_not_given_to_it_later(an: Person, dossier_id: UUID) -> None:
    tus = Tus(an.client)
    upload = tus.whole(bytes(MB // 2 + 1)).rpartition("/")[2]
    answer = an.client.post(f"/ho-so/{dossier_id}/giay-to/{OLD}/nhan", data={"upload": upload})
    assert answer.status_code == 409
    assert "Tệp lớn quá cho giấy này." in answer.text
