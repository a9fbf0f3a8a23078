"""The server's own gate speaks to the citizen, where no phone did before."""

from uuid import UUID

import pytest
from PIL import ImageFilter
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.documents import samples
from tests.documents.conftest import OLD, Person
from webapp.documents import service
from webapp.documents.models import Document

BLURRED = samples.photographed(samples.paper().filter(ImageFilter.GaussianBlur(6)))


@pytest.fixture
def blurred(an: Person, dossier_id: UUID, db: Session) -> UUID:
    """A photograph sent by a browser without scripts; its id."""
    an.send(dossier_id, data=BLURRED)
    made = db.scalars(select(Document.id)).one()
    db.rollback()  # lets the database go
    return made


def page(an: Person, dossier_id: UUID) -> str:
    return an.client.get(f"/ho-so/{dossier_id}/giay-to").text


def test_it_says_what_is_wrong_and_shows_a_good_one(an: Person, dossier_id: UUID, blurred: UUID) -> None:
    shown = page(an, dossier_id)
    card = shown[shown.index(f"tep-{blurred}") : shown.index("</section>", shown.index(f"tep-{blurred}"))]
    assert "Ảnh bị mờ, chữ khó đọc." in card
    assert '<figure class="good" data-good="blur"><svg' in card
    assert 'data-good="dark"' not in card


def test_a_good_one_is_left_alone(an: Person, dossier_id: UUID) -> None:
    an.send(dossier_id, data=samples.photographed(samples.paper()))
    assert "Vẫn dùng ảnh này" not in page(an, dossier_id).split("<template")[0]


def test_the_person_may_keep_it_and_is_not_asked_again(
    an: Person, dossier_id: UUID, blurred: UUID, db: Session
) -> None:
    answer = an.client.post(f"/ho-so/{dossier_id}/giay-to/{blurred}/van-dung")
    assert answer.location.endswith(f"#giay-{OLD}")
    shown = page(an, dossier_id).split("<template")[0]
    assert "Vẫn dùng ảnh này" not in shown
    assert "Ảnh có chỗ khó đọc, vẫn dùng." in shown
    db.rollback()
    assert service.doubts(db.get_one(Document, blurred)) == service.Doubts([], ["blur"])


def test_it_can_be_taken_again_in_the_same_place(an: Person, dossier_id: UUID, blurred: UUID) -> None:
    answer = an.client.post(f"/ho-so/{dossier_id}/giay-to/{blurred}/bo")
    assert answer.location.endswith(f"#giay-{OLD}")


def test_nobody_else_keeps_it(chi: Person, dossier_id: UUID, blurred: UUID, db: Session) -> None:
    assert chi.client.post(f"/ho-so/{dossier_id}/giay-to/{blurred}/van-dung").status_code == 404
    db.rollback()
    assert db.get_one(Document, blurred).overruled == []


def test_not_after_it_was_handed_in(an: Person, dossier_id: UUID, blurred: UUID, submit, db: Session) -> None:
    an.send(dossier_id, slot="anh-chan-dung", data=samples.photographed(samples.paper()))
    submit()
    assert an.client.post(f"/ho-so/{dossier_id}/giay-to/{blurred}/van-dung").status_code == 409


def test_both_gates_count() -> None:
    paper = Document(quality=["blur", "dark"], overruled=["blur", "cut"])
    assert service.doubts(paper) == service.Doubts(open=["dark"], overruled=["blur", "cut"])
