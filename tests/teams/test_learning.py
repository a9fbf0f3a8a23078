"""Photo, then the situations; only who answered all of them rightly gets the role, and a newer version is asked again."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select, text
from sqlalchemy.orm import Session, undefer

from tests.documents.samples import EXE, huge_png, pdf, photo_with_place, picture
from tests.people import Browser
from tests.teams.conftest import AT, BADGE, DUNG, TEAM, Helper, account_id_of, changes, members, read
from webapp import clock, nightly
from webapp.accounts.models import Role
from webapp.messages.models import Message
from webapp.teams import service as teams
from webapp.teams.models import Member
from webapp.teams.written import Training, training

FIRST = training().situations[0]
WRONG = (FIRST.right + 1) % len(FIRST.choices)


def roles(db: Session) -> list[tuple[str, str]]:
    return [(one.role, one.unit_id) for one in read(db, select(Role)) if one.role == "helper"]


def kept_photo(db: Session) -> Image.Image:
    (found,) = read(db, select(Member).options(undefer(Member.photo)))
    return Image.open(io.BytesIO(found.photo))


@pytest.mark.parametrize("situation", training().situations, ids=lambda one: one.id)
def test_every_situation_has_one_right_answer_and_says_why_in_both_languages(situation) -> None:
    assert [bool(one.get("right")) for one in situation.choices].count(True) == 1
    for words in (situation.says, *(one[part] for one in situation.choices for part in ("text", "why"))):
        assert words["vi"].strip()
        assert words["en"].strip()


def test_the_right_answer_is_not_always_in_the_same_place() -> None:
    assert {one.right for one in training().situations} == {0, 1, 2}


def test_the_words_have_a_version_sources_and_a_hash_that_changes_with_them() -> None:
    assert training().sources
    assert training().learn_by == date.fromisoformat(training().version) + training().grace
    assert len(training().words_hash) == 64


def test_a_photo_is_kept_small_upright_and_without_where_it_was_taken(invited: Helper, db: Session) -> None:
    invited.join()
    assert invited.send_photo(photo_with_place()).status_code == 303
    kept = kept_photo(db)
    assert kept.height > kept.width  # it lay on its side
    assert not kept.getexif()
    invited.send_photo(picture(size=(3000, 2000)))
    assert max(kept_photo(db).size) == 400


def test_a_photo_is_sealed(invited: Helper, db: Session) -> None:
    invited.join()
    invited.send_photo()
    assert b"JFIF" not in bytes(db.execute(text("select photo from team_members")).scalar_one())


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"", "Chưa chọn ảnh nào"),
        (EXE, "không phải ảnh"),
        (pdf(), "không phải ảnh"),
        (b"\xff\xd8\xff not a picture", "Không mở được ảnh này"),
        (huge_png(30_000, 30_000), "Ảnh lớn quá"),
    ],
    ids=["nothing", "a program", "a PDF", "broken", "a bomb"],
)
def test_what_is_no_photo_is_refused_kindly(invited: Helper, sent: bytes, words: str) -> None:
    invited.join()
    answer = invited.send_photo(sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert invited.member.photo_at is None


def test_photos_are_not_tried_without_end(invited: Helper) -> None:
    invited.join()
    assert [invited.send_photo(b"").status_code for _ in range(21)] == [422] * 20 + [429]


def test_without_a_photo_the_training_does_not_begin(invited: Helper) -> None:
    invited.join()
    assert invited.client.get(f"{BADGE}/hoc").headers["Location"] == f"{BADGE}/anh"
    assert invited.answer(FIRST.id, FIRST.right).status_code == 409


def test_situations_come_one_by_one(invited: Helper) -> None:
    invited.join()
    invited.send_photo()
    assert "Bước 1 trong 9" in invited.client.get(f"{BADGE}/hoc").text
    assert invited.answer(FIRST.id, FIRST.right).headers["Location"] == f"{BADGE}/hoc"
    page = invited.client.get(f"{BADGE}/hoc").text
    assert "Bước 2 trong 9" in page
    assert FIRST.choices[FIRST.right]["why"]["vi"] in page


def test_a_wrong_answer_is_explained_kindly_and_asked_again(invited: Helper) -> None:
    invited.join()
    invited.send_photo()
    answer = invited.answer(FIRST.id, WRONG)
    assert answer.status_code == 422
    assert FIRST.choices[WRONG]["why"]["vi"] in answer.text
    assert FIRST.says["vi"] in answer.text
    assert "Bước 1 trong 9" in invited.client.get(f"{BADGE}/hoc").text


@pytest.mark.parametrize("given", [("otp", ""), ("otp", "7"), ("otp", "-1"), ("otp", "một"), ("no such", "0")])
def test_an_answer_that_is_none_is_asked_for_again(invited: Helper, given: tuple[str, str]) -> None:
    invited.join()
    invited.send_photo()
    answer = invited.answer(*given)
    assert answer.status_code == 422
    assert "Chọn một cách làm" in answer.text


def test_until_the_last_one_is_right_the_role_is_not_given(invited: Helper, db: Session) -> None:
    invited.join()
    invited.send_photo()
    for one in training().situations[:-1]:
        invited.answer(one.id, one.right)
    assert roles(db) == []
    assert "Thẻ chưa có hiệu lực" in invited.client.get(BADGE).text
    last = training().situations[-1]
    assert invited.answer(last.id, last.right).headers["Location"] == BADGE
    assert roles(db) == [("helper", TEAM)]


def test_passing_keeps_version_hash_of_the_words_and_time(dung: Helper, db: Session) -> None:
    found = dung.member
    assert (found.trained_version, found.trained_hash) == (training().version, training().words_hash)
    assert found.trained_at
    assert clock.local(found.trained_at).date() == clock.today()
    assert [(one.change, one.training) for one in changes(db)][-1] == ("trained", training().version)


def test_the_last_answer_sent_twice_is_one_pass(dung: Helper, db: Session) -> None:
    last = training().situations[-1]
    assert dung.answer(last.id, last.right).status_code == 303
    assert [one.change for one in changes(db)].count("trained") == 1


def test_a_newer_version_is_asked_again_and_until_its_grace_is_over_the_badge_holds(
    dung: Helper, yen: Browser, db: Session, newer: Callable[[str], Training]
) -> None:
    made = newer("2027-03-01")
    clock.set_to(clock.now().replace(year=2027, month=3, day=1))
    assert "Có bài học mới" in dung.client.get(BADGE).text
    assert "bài mới, học trước thứ Tư 31/03" in yen.get(AT).text
    standing = teams.standing(db, account_id_of(db, DUNG))
    assert standing
    assert (standing.valid, standing.learn_by) == (True, made.learn_by)


def test_who_acts_is_told_once_of_a_newer_version(
    app: Flask, dung: Helper, db: Session, newer: Callable[[str], Training]
) -> None:
    newer("2027-03-01")
    for _ in range(2):
        assert nightly.run(app.extensions["sessions"], app.extensions["documents_store"]) == []
    assert [(one.change, one.training) for one in changes(db)][-1] == ("asked", "2027-03-01")
    titles = [one.title for one in read(db, select(Message).where(Message.template == "team_change"))]
    assert titles.count("Có bài học mới cho người giúp") == 1


def test_when_the_grace_is_over_the_badge_says_not_valid_until_the_new_version_is_passed(
    dung: Helper, db: Session, newer: Callable[[str], Training]
) -> None:
    made = newer("2027-03-01")
    clock.set_to(clock.now().replace(year=2027, month=3, day=1) + made.grace)
    page = f"/nguoi-giup/{dung.member.code}"
    assert "Còn hiệu lực hôm nay" in dung.client.get(page).text  # the last day
    clock.advance(timedelta(days=1))
    assert "KHÔNG còn hiệu lực" in dung.client.get(page).text
    dung.learn()
    assert "Còn hiệu lực hôm nay" in dung.client.get(page).text
    assert dung.member.trained_version == "2027-03-01"


def test_what_was_answered_of_an_earlier_version_does_not_count(
    invited: Helper, newer: Callable[[str], Training]
) -> None:
    invited.join()
    invited.send_photo()
    invited.answer(FIRST.id, FIRST.right)
    newer("2027-03-01")
    assert "Bước 1 trong 9" in invited.client.get(f"{BADGE}/hoc").text


def test_a_photo_of_somebody_else_is_refused_by_the_manager_and_the_badge_waits_for_another(
    dung: Helper, yen: Browser, db: Session
) -> None:
    assert yen.post(f"{AT}/{dung.id}/anh-khac").status_code == 303
    assert "KHÔNG còn hiệu lực" in dung.client.get(f"/nguoi-giup/{dung.member.code}").text
    assert "Thẻ chưa có hiệu lực" in dung.client.get(BADGE).text
    dung.send_photo()
    assert "Còn hiệu lực hôm nay" in dung.client.get(f"/nguoi-giup/{dung.member.code}").text
    assert [one.change for one in changes(db)][-2:] == ["photo_refused", "photo"]
    assert len(members(db)) == 1
