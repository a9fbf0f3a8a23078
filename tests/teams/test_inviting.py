"""A manager invites by number and name; the link works once, for a week, and for the owner of that number only."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.page import Page
from tests.people import BINH, Browser, browser
from tests.teams.conftest import AT, BADGE, DUNG, OTHER_TEAM, TEAM, Helper, changes, invite, link, members, read
from tests.visitors import fresh, settle
from webapp import clock
from webapp.accounts.models import Consent
from webapp.messages.models import Message
from webapp.teams.written import invitation_term


def test_the_invited_person_gets_a_message_with_the_link(yen: Browser, db: Session) -> None:
    invite(yen)
    (sent,) = read(db, select(Message))
    assert (sent.phone, sent.in_app) == (DUNG[0], False)
    assert "Tổ công nghệ số cộng đồng khu 1" in sent.body
    assert link(db).startswith("/vao-to/")


def test_the_secret_of_the_link_lies_nowhere_else(yen: Browser, db: Session) -> None:
    invite(yen)
    secret = link(db).rsplit("/", 1)[-1].encode()
    kept = db.execute(text("select * from team_members")).one()
    assert not [value for value in kept if secret in (value if isinstance(value, bytes) else str(value).encode())]
    assert members(db)[0].token_hash


def test_name_and_phone_are_sealed(yen: Browser, db: Session) -> None:
    invite(yen)
    raw = db.execute(text("select name, phone from team_members")).one()
    assert DUNG[0].encode() not in bytes(raw.phone)
    assert "Dũng".encode() not in bytes(raw.name)


def test_sending_the_form_twice_is_one_invitation_and_one_message(yen: Browser, db: Session) -> None:
    given = {"id": Page(yen.get(f"{AT}/moi").text).inputs["id"]}
    assert [invite(yen, **given).status_code for _ in range(2)] == [303, 303]
    assert len(members(db)) == 1
    assert len(read(db, select(Message))) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"phone": "12345"}, "Số này chưa đúng"),
        ({"phone": ""}, "Gõ số điện thoại"),
        ({"name": ""}, "Gõ họ tên"),
        ({"name": "x" * 81}, "Dài quá"),
        ({"unit": OTHER_TEAM}, "Chọn một mục trong danh sách"),
    ],
)
def test_a_slip_is_named_and_nobody_is_invited(yen: Browser, db: Session, given: dict[str, str], words: str) -> None:
    answer = invite(yen, **given)
    assert answer.status_code == 422
    assert words in answer.text
    assert members(db) == []


def test_who_is_invited_or_in_the_team_is_not_invited_again(yen: Browser, db: Session) -> None:
    invite(yen)
    answer = invite(yen, phone="+84 912 000 004")
    assert answer.status_code == 422
    assert "đã được mời" in answer.text
    assert len(members(db)) == 1


def test_one_number_is_not_flooded_with_invitations(yen: Browser, db: Session) -> None:
    answers = []
    for _ in range(4):
        answers.append(invite(yen).status_code)
        waiting = [one for one in members(db) if one.state == "invited"]
        for one in waiting:
            yen.post(f"{AT}/{one.id}/rut-loi-moi")
    assert answers == [303, 303, 303, 429]


def test_somebody_new_signs_in_with_the_number_and_comes_back_to_the_invitation(
    app: Flask, yen: Browser, db: Session
) -> None:
    invite(yen, phone=BINH[0], name=BINH[1])
    path, client = link(db), fresh(app)
    assert client.get(path).headers["Location"].startswith("/dang-nhap?tiep=/vao-to/")
    settle(client, BINH[0])
    assert "Mời vào Tổ công nghệ số" in client.get(path).text


def test_the_page_says_who_invites_what_helpers_do_and_never_do_and_by_which_law(invited: Helper) -> None:
    page = invited.client.get(invited.path).text
    assert "Tổ công nghệ số cộng đồng khu 1" in page
    assert "không lấy tiền công" in page
    for never in ("Không đứng tên nộp hồ sơ", "Không cầm tiền mặt", "Không hỏi, không giữ mã OTP"):
        assert never in page
    assert "NĐ 224/2026/NĐ-CP điều 79" in page
    assert not re.search(r"<input[^>]*checked", page)


def test_the_link_opens_for_nobody_else(app: Flask, invited: Helper, db: Session) -> None:
    stranger = browser(app, db, *BINH)
    assert stranger.get(invited.path).status_code == 404
    assert stranger.post(f"{invited.path}/nhan", data={"agree": "y"}).status_code == 404
    assert stranger.post(f"{invited.path}/thoi").status_code == 404
    assert invited.member.state == "invited"


def test_without_agreeing_nobody_joins(invited: Helper) -> None:
    answer = invited.client.post(f"{invited.path}/nhan")
    assert answer.status_code == 422
    assert "Cần đồng ý" in answer.text
    assert invited.member.state == "invited"


def test_joining_keeps_proof_of_the_words_agreed_to(invited: Helper, db: Session) -> None:
    assert invited.join().status_code == 303
    assert invited.member.state == "training"
    assert "Còn hai việc" in invited.client.get("/tin-nhan").text
    (given,) = read(db, select(Consent).where(Consent.text_id == "du-lieu-ca-nhan-the-1"))
    assert len(given.text_hash) == 64


def test_the_link_works_once(invited: Helper) -> None:
    invited.join()
    assert invited.client.get(invited.path).status_code == 404
    assert invited.join().headers["Location"] == BADGE  # the button pressed twice
    assert invited.member.state == "training"


def test_the_link_lapses_after_its_term(invited: Helper) -> None:
    clock.advance(invitation_term())
    assert invited.client.get(invited.path).status_code == 404
    assert invited.join().status_code == 404
    assert invited.member.state == "invited"


def test_until_the_term_is_over_it_works(invited: Helper) -> None:
    clock.advance(invitation_term() - timedelta(minutes=1))
    assert invited.join().status_code == 303


def test_an_invitation_can_be_declined(invited: Helper, db: Session) -> None:
    assert invited.client.post(f"{invited.path}/thoi").status_code == 303
    assert invited.member.state == "ended"
    assert [one.change for one in changes(db)] == ["invited", "declined"]
    assert invited.join().status_code == 404


def test_an_invitation_can_be_withdrawn_while_nobody_answered(invited: Helper, yen: Browser) -> None:
    for _ in range(2):
        assert yen.post(f"{AT}/{invited.id}/rut-loi-moi").status_code == 303
    assert invited.client.get(invited.path).status_code == 404
    assert invited.member.state == "ended"


def test_what_was_accepted_can_not_be_withdrawn(invited: Helper, yen: Browser) -> None:
    invited.join()
    assert yen.post(f"{AT}/{invited.id}/rut-loi-moi").status_code == 409
    assert invited.member.state == "training"


def test_nobody_helps_in_two_teams_at_once(dung: Helper, tu: Browser, db: Session) -> None:
    invite(tu, unit=OTHER_TEAM)
    answer = dung.client.post(f"{link(db)}/nhan", data={"agree": "y"})
    assert answer.status_code == 409
    assert "người giúp của một tổ khác" in answer.text
    assert [(one.unit_id, one.state) for one in members(db)] == [(TEAM, "acting"), (OTHER_TEAM, "invited")]


def test_who_ended_can_be_invited_anew_and_gets_another_code(dung: Helper, yen: Browser, db: Session) -> None:
    first = dung.member.code
    yen.post(f"{AT}/{dung.id}/ket-thuc", data={"reason": "Chuyển nhà"})
    invite(yen)
    dung.path = link(db)
    dung.all_of_it()
    assert [one.state for one in members(db)] == ["ended", "acting"]
    assert members(db)[1].code not in (None, first)
