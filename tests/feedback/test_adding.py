"""What may be added: reasons of a closed list, words, a photo that says nothing of where it was taken, and the wish for an answer."""

import io
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import text
from sqlalchemy.orm import Session, undefer

from tests.feedback.conftest import HERE, PHONE, fresh, later, petition, ratings, tap, the
from tests.page import Client
from webapp.documents import service as documents
from webapp.feedback import written
from webapp.feedback.models import Rating

WORDS = "Chờ từ sáng, nhà tôi ở số 8"


def photographed(place: bytes = b"21 N 107 E") -> bytes:
    """A JPEG that says where it was taken."""
    picture, held = Image.new("RGB", (900, 600), (180, 190, 200)), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = place.decode()
    picture.save(held, "JPEG", exif=exif)
    return held.getvalue()


def sent(data: bytes, name: str = "anh.jpg", **more: Any) -> dict[str, Any]:
    return {"data": {"photo": (io.BytesIO(data), name)} | more, "content_type": "multipart/form-data"}


def kept_photo(db: Session) -> bytes | None:
    db.rollback()
    one = db.query(Rating).options(undefer(Rating.photo)).execution_options(populate_existing=True).one()
    return one.photo


@pytest.mark.parametrize(
    ("face", "asked", "not_asked"), [(1, "wait", "clear"), (2, "wait", "clear"), (5, "clear", "wait")]
)
def test_after_a_good_face_it_asks_what_was_good_after_a_bad_one_what_was_not(
    app: Flask, face: int, asked: str, not_asked: str
) -> None:
    who = fresh(app)
    page = who.get(tap(who, face)).text
    assert f'value="{asked}"' in page
    assert f'value="{not_asked}"' not in page


@pytest.mark.parametrize("face", [3, 4])
def test_in_between_it_asks_both(app: Flask, face: int) -> None:
    who = fresh(app)
    page = who.get(tap(who, face)).text
    assert 'value="wait"' in page
    assert 'value="clear"' in page


def test_reasons_and_words_are_kept_and_the_words_are_sealed(app: Flask, db: Session) -> None:
    who = fresh(app)
    assert who.post(tap(who, 2), data={"bad": ["wait", "rude"], "words": WORDS}).status_code == 303
    (one,) = ratings(db)
    assert (one.reasons, one.words) == (["rude", "wait"], WORDS)
    assert WORDS.encode() not in bytes(db.execute(text("select words from feedback_ratings")).scalar_one())


@pytest.mark.parametrize("said", [{"bad": ["clear"]}, {"bad": ["no such"]}, {"good": ["clear"]}])
def test_a_reason_that_was_not_offered_is_not_kept(app: Flask, db: Session, said: dict[str, Any]) -> None:
    who = fresh(app)
    who.post(tap(who, 1), data=said)
    assert ratings(db)[0].reasons == []


def test_a_reason_that_is_over_is_not_offered(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    known = written.reasons()
    over = {name: one for name, one in known.items() if name != "wait"}
    monkeypatch.setattr(written, "reasons", lambda: over)
    who = fresh(app)
    assert 'value="wait"' not in who.get(tap(who, 1)).text


def test_words_that_are_too_long_come_back_with_all_that_was_typed(app: Flask, db: Session) -> None:
    who = fresh(app)
    answer = who.post(tap(who, 1), data={"words": "x" * 1001})
    assert (answer.status_code, "Dài quá" in answer.text, "x" * 1001 in answer.text) == (422, True, True)
    assert ratings(db)[0].words is None


def test_a_photo_is_kept_without_what_it_said_of_the_place(app: Flask, db: Session) -> None:
    who, photo = fresh(app), photographed(b"noi chup 21.03 N")
    assert b"noi chup" in photo
    assert who.post(tap(who, 1), **sent(photo, words=WORDS)).status_code == 303
    kept = kept_photo(db)
    assert kept is not None
    assert kept[:3] == b"\xff\xd8\xff"
    assert b"noi chup" not in kept
    assert b"Exif" not in kept
    sealed = bytes(db.execute(text("select photo from feedback_ratings")).scalar_one())
    assert b"\xff\xd8\xff" not in sealed[:60]


@pytest.mark.parametrize(
    "data", [b"MZ\x90\x00" + bytes(500), b"<html><script>1</script>", b"%PDF-1.4 x", b"\xff\xd8\xff\xe0" + bytes(99), b"GIF89a<script>"],
    ids=["a program", "a page", "a PDF", "half a picture", "a GIF"],
)  # fmt: skip
def test_what_is_no_photo_is_said_kindly_and_nothing_is_kept(app: Flask, db: Session, data: bytes) -> None:
    who = fresh(app)
    answer = who.post(tap(who, 1), **sent(data, words=WORDS))
    assert (answer.status_code, "Không nhận được ảnh này" in answer.text, WORDS in answer.text) == (422, True, True)
    assert (ratings(db)[0].words, kept_photo(db)) == (None, None)


class Silent:
    mark = "clean"

    def scan(self, _blocks: Any) -> str | None:
        raise documents.ScannerDown("nobody is there")


def test_while_nobody_can_look_for_viruses_no_photo_comes_in(app: Flask, db: Session) -> None:
    app.extensions["documents_scanner"] = Silent()
    who = fresh(app)
    answer = who.post(tap(who, 1), **sent(photographed()))
    assert (answer.status_code, "Gửi không kèm ảnh" in answer.text) == (503, True)
    assert kept_photo(db) is None


def test_a_photo_with_a_virus_does_not_come_in(app: Flask, db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    class Finds(Silent):
        def scan(self, _blocks: Any) -> str | None:
            return "Eicar"

    app.extensions["documents_scanner"] = Finds()
    who = fresh(app)
    assert who.post(tap(who, 1), **sent(photographed())).status_code == 422
    assert kept_photo(db) is None


def test_an_answer_is_wanted_only_with_something_to_answer(app: Flask, db: Session) -> None:
    who = fresh(app)
    answer = who.post(tap(who, 1), data={"reply": "y"})
    assert (answer.status_code, "Ghi vài chữ" in answer.text) == (422, True)
    assert db.query(Rating).one().words is None


@pytest.mark.parametrize("number", ["123", "0123456789", "abc", "09120000501", "<script>"])
def test_a_number_that_is_none_comes_back(app: Flask, number: str) -> None:
    who = fresh(app)
    answer = who.post(tap(who, 1), data={"words": WORDS, "reply": "y", "phone": number})
    assert (answer.status_code, "Số này chưa đúng" in answer.text) == (422, True)


def test_a_number_alone_says_that_an_answer_is_wanted_and_is_sealed(app: Flask, db: Session) -> None:
    who = fresh(app)
    who.post(tap(who, 1), data={"words": WORDS, "phone": "0912 000 050"})
    assert the(db).phone == PHONE
    assert PHONE.encode() not in bytes(db.execute(text("select phone from feedback_petitions")).scalar_one())


def test_what_was_filed_stays_as_it_was_filed(app: Flask, db: Session) -> None:
    who = fresh(app)
    more = tap(who, 1)
    who.post(more, data={"words": WORDS, "reply": "y"})
    first = the(db).code_index
    assert who.post(more, data={"words": "khác hẳn", "reply": "y"}).status_code == 303
    tap(who, 5)
    assert (the(db).code_index, ratings(db)[0].words, ratings(db)[0].face) == (first, WORDS, 1)


def test_nobody_else_adds_to_an_answer_or_sees_its_thanks(app: Flask, db: Session) -> None:
    more = tap(fresh(app), 1)
    other = fresh(app)
    for at in (more, more.replace("them", "xong"), f"/gop-y/them/{uuid4()}"):
        assert other.get(at).status_code == 404
    assert other.post(more, data={"words": WORDS}).status_code == 404
    assert ratings(db)[0].words is None


def test_a_stranger_uses_up_nobodys_photos(app: Flask, db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    few = replace(written.rules(), photos=1)
    monkeypatch.setattr(written, "rules", lambda: few)
    assert fresh(app).post(f"/gop-y/them/{uuid4()}", **sent(photographed())).status_code == 404
    who = fresh(app)
    assert who.post(tap(who, 1), **sent(photographed())).status_code == 303
    assert kept_photo(db) is not None


def test_what_nobody_may_do_is_answered_with_what_to_do(app: Flask) -> None:
    who = fresh(app)
    answer = who.post(tap(who, 1), data={"bad": ["money"]})
    assert "Không ai được đòi thêm tiền" in who.get(answer.headers["Location"]).text


def test_after_its_days_nobody_knows_which_phone_it_was_then_the_words_go_and_the_face_stays(
    app: Flask, db: Session
) -> None:
    who = fresh(app)
    who.post(tap(who, 2), data={"words": WORDS})
    later(app, 31)
    (one,) = ratings(db)
    assert (one.once, one.of, one.words) == (None, None, WORDS)
    later(app, 340)
    (one,) = ratings(db)
    assert (one.words, one.face) == (None, 2)
    later(app, 1500)
    assert ratings(db) == []


def test_a_petitions_words_are_kept_until_its_own_term_is_over(app: Flask, db: Session) -> None:
    petition(app, words=WORDS)
    later(app, 400)
    assert ratings(db)[0].words == WORDS


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=300), reasons=st.lists(st.text(max_size=20), max_size=4), face=st.integers(1, 5))
def test_whatever_is_typed_gets_an_answer(app: Flask, words: str, reasons: list[str], face: int) -> None:
    who: Client = fresh(app)
    answer = who.post(tap(who, face, HERE), data={"words": words, "good": reasons, "bad": reasons})
    assert answer.status_code in (303, 400, 422)
