"""What a dossier waits for, on the papers page, the review page and after submitting: said by name, size and checksum (P1)."""

import hashlib
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.documents import samples
from tests.documents.conftest import OLD, PORTRAIT, Person
from webapp.documents import service, uploads
from webapp.documents.models import Upload
from webapp.dossiers.service import Dossier

Make = Callable[..., UUID]


@pytest.fixture
def coming(app: Flask, an: Person, dossier_id: UUID) -> Make:
    """A file on its way for a paper of the dossier, in some state."""

    def make(state: str, slot: str = OLD, offset: int = 0, reason: str | None = None) -> UUID:
        owner, name = uploads.Owner(an.actor, None), "mặt trước.jpg"
        wanted = uploads.Wanted(length=1000, id=uuid4(), filename=name, dossier_id=dossier_id, slot=slot)
        with app.app_context(), app.extensions["sessions"].write.begin() as db:
            made, _new = uploads.begin(db, owner, wanted)
            made.state, made.offset, made.reason = state, offset, reason
            return made.id

    return make


def page(an: Person, dossier_id: UUID, name: str = "giay-to") -> str:
    return an.client.get(f"/ho-so/{dossier_id}/{name}").text


def test_a_file_being_checked_is_no_longer_missing(an: Person, dossier_id: UUID, coming: Make) -> None:
    coming(uploads.RECEIVED, offset=1000)
    shown = page(an, dossier_id)
    assert "Đã nhận, đang kiểm tra" in shown
    assert "Đang kiểm tra: Giấy phép lái xe đang có" in shown
    assert "Còn thiếu 1 giấy tờ" in shown


def test_a_file_that_has_not_come_whole_is_still_missing(an: Person, dossier_id: UUID, coming: Make) -> None:
    coming(uploads.RECEIVING, offset=400)
    shown = page(an, dossier_id)
    assert "Mới nhận được 40 %" in shown
    assert "Còn thiếu 2 giấy tờ" in shown


def test_a_refused_file_says_why_and_can_be_put_away(an: Person, dossier_id: UUID, coming: Make, db: Session) -> None:
    made = coming(uploads.REFUSED, offset=1000, reason="locked")
    assert "PDF này có khoá" in page(an, dossier_id)
    assert an.client.post(f"/ho-so/{dossier_id}/giay-to/{made}/cat").status_code == 303
    assert "PDF này có khoá" not in page(an, dossier_id)
    assert db.get(Upload, made) is None


def test_a_file_being_checked_cannot_be_put_away(an: Person, dossier_id: UUID, coming: Make, db: Session) -> None:
    made = coming(uploads.RECEIVED, offset=1000)
    an.client.post(f"/ho-so/{dossier_id}/giay-to/{made}/cat")
    assert db.get_one(Upload, made).state == uploads.RECEIVED


def test_nobody_else_puts_it_away(an: Person, chi: Person, dossier_id: UUID, coming: Make, db: Session) -> None:
    made = coming(uploads.REFUSED, reason="locked")
    assert chi.client.post(f"/ho-so/{dossier_id}/giay-to/{made}/cat").status_code == 404
    assert db.get(Upload, made) is not None


def test_the_review_page_names_size_and_checksum(an: Person, dossier_id: UUID, coming: Make) -> None:
    sent = samples.picture()
    an.send(dossier_id, data=sent, name="mặt trước.jpg")
    coming(uploads.RECEIVED, PORTRAIT, offset=1000)
    code, shown = hashlib.sha256(sent).hexdigest(), page(an, dossier_id, "doc-lai")
    assert "mặt trước.jpg" in shown
    assert service.say_size(len(sent)) in shown
    assert f"{code[:8]}…{code[-4:]}" in shown
    assert f"<code>{code}</code>" in shown
    assert "đã nhận, đang kiểm tra" in shown
    assert "Còn thiếu" not in shown


def test_submitting_says_what_arrived_and_what_is_waited_for(
    an: Person, dossier_id: UUID, submit: Callable[[], None]
) -> None:
    sent = samples.picture()
    an.send(dossier_id, data=sent, name="mặt trước.jpg")
    submit()
    answer = an.client.get(f"/ho-so/{dossier_id}/tiep")
    code, shown = hashlib.sha256(sent).hexdigest(), an.client.get(answer.headers["Location"]).text
    assert "Đã nhận đủ 1 tệp:" in shown
    assert f"mặt trước.jpg · {service.say_size(len(sent))} · mã kiểm tra" in shown
    assert f"{code[:8]}…{code[-4:]}" in shown
    assert "Còn thiếu: Ảnh chân dung." in shown


def test_a_submitted_dossier_whose_last_paper_is_being_checked_waits_for_no_one(
    an: Person, dossier_id: UUID, coming: Make, submit: Callable[[], None]
) -> None:
    an.send(dossier_id)
    coming(uploads.RECEIVED, PORTRAIT, offset=1000)
    submit()
    shown = an.client.get(f"/ho-so/{dossier_id}").text
    assert "Đã nhận: Ảnh chân dung. Kiểm tra xong thì hồ sơ tự đến cán bộ" in shown
    assert "Còn thiếu" not in shown


def test_standing_tells_missing_from_being_checked(
    db: Session, dossier_id: UUID, coming: Make, load: Callable[[], Dossier]
) -> None:
    coming(uploads.RECEIVED, offset=1000)
    standing = service.standing(db, load())
    assert [one.id for one in standing.checked] == [OLD]
    assert [one.id for one in standing.missing] == [PORTRAIT]
