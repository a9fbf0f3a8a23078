"""The manager sees the team, suspends with a reason, lets go on, ends; each change is in a history that only grows."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from tests.people import BINH, Browser
from tests.teams.conftest import AT, BADGE, DUNG, Helper, changes, invite, members, read
from webapp import clock
from webapp.accounts.models import Role, RoleChange
from webapp.messages.models import Message
from webapp.teams.models import Member


def suspend(manager: Browser, dung: Helper, reason: str = "Có lời báo, đang xem lại") -> int:
    return manager.post(f"{AT}/{dung.id}/tam-dung", data={"reason": reason}).status_code


def told(db: Session) -> list[Message]:
    """What the helper was told, the first first."""
    theirs = select(Message).where(Message.template == "team_change")
    return read(db, theirs.order_by(Message.created_at, Message.id))


def test_the_list_says_who_is_invited_in_training_acting_suspended_ended(
    invited: Helper, yen: Browser, db: Session
) -> None:
    seen = []
    for step in (lambda: None, invited.join, invited.send_photo, invited.learn):
        step()
        seen.append(yen.get(AT).text)
    suspend(yen, invited)
    seen.append(yen.get(AT).text)
    yen.post(f"{AT}/{invited.id}/ket-thuc", data={"reason": "Chuyển nhà"})
    seen.append(yen.get(AT).text)
    words = ["Đã mời", "Đang học", "Đang học", "Đang giúp", "Tạm dừng", "Đã kết thúc"]
    assert [word in page for word, page in zip(words, seen, strict=True)] == [True] * 6


def test_who_acts_stands_above_who_is_only_invited(dung: Helper, yen: Browser) -> None:
    invite(yen, *reversed(BINH))
    page = yen.get(AT).text
    assert page.index(DUNG[1]) < page.index(BINH[1])


def test_suspending_takes_effect_with_the_next_request(dung: Helper, yen: Browser, db: Session) -> None:
    badge = f"/nguoi-giup/{dung.member.code}"
    assert suspend(yen, dung) == 303
    assert "KHÔNG còn hiệu lực" in dung.client.get(badge).text
    assert "Đang tạm dừng" in dung.client.get(BADGE).text
    assert [one.role for one in read(db, select(Role))] == ["team_manager"]


def test_the_book_of_roles_says_who_took_it_away(dung: Helper, yen: Browser, db: Session) -> None:
    suspend(yen, dung)
    last = read(db, select(RoleChange).where(RoleChange.role == "helper").order_by(RoleChange.at, RoleChange.id))[-1]
    assert last.change == "revoked"
    assert last.by.startswith("manager ")


def test_the_helper_is_told_the_reason(dung: Helper, yen: Browser, db: Session) -> None:
    suspend(yen, dung)
    assert [("Có lời báo" in one.body, one.link) for one in told(db)[1:]] == [(True, BADGE)]
    assert "Có lời báo" in dung.client.get(BADGE).text


@pytest.mark.parametrize("action", ["tam-dung", "ket-thuc"])
@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_nobody_is_suspended_or_ended_without_a_reason(dung: Helper, yen: Browser, action: str, reason: str) -> None:
    assert yen.post(f"{AT}/{dung.id}/{action}", data={"reason": reason}).status_code == 422
    assert dung.member.state == "acting"


def test_going_on_gives_the_role_back(dung: Helper, yen: Browser) -> None:
    suspend(yen, dung)
    assert yen.post(f"{AT}/{dung.id}/lam-tiep").status_code == 303
    assert "Còn hiệu lực hôm nay" in dung.client.get(f"/nguoi-giup/{dung.member.code}").text


def test_ending_destroys_the_photo_at_once_and_is_for_good(dung: Helper, yen: Browser, db: Session) -> None:
    yen.post(f"{AT}/{dung.id}/ket-thuc", data={"reason": "Chuyển nhà"})
    (kept,) = read(db, select(Member).options(undefer(Member.photo)))
    assert (kept.state, kept.photo, kept.photo_at) == ("ended", None, None)
    assert yen.post(f"{AT}/{dung.id}/lam-tiep").status_code == 409
    assert dung.send_photo().status_code == 409
    assert "Đã thôi giúp" in dung.client.get(BADGE).text


def test_a_helper_stops_without_asking_anybody(dung: Helper, yen: Browser, db: Session) -> None:
    for _ in range(2):
        assert dung.client.post(f"{BADGE}/thoi").status_code == 303
    assert (dung.member.state, dung.member.photo_at) == ("ended", None)
    assert [one.change for one in changes(db)].count("left") == 1
    assert "Tự thôi" in yen.get(f"{AT}/{dung.id}").text


def test_a_button_pressed_twice_is_one_change_and_one_message(dung: Helper, yen: Browser, db: Session) -> None:
    assert [suspend(yen, dung), suspend(yen, dung)] == [303, 303]
    assert [one.change for one in changes(db)].count("suspended") == 1
    assert len(told(db)) == 2  # that he is in the team, that he is suspended


def test_every_change_is_in_the_history_with_who_when_and_why(dung: Helper, yen: Browser, db: Session) -> None:
    clock.advance(timedelta(hours=1))
    suspend(yen, dung)
    yen.post(f"{AT}/{dung.id}/lam-tiep")
    book = [(one.change, one.by_kind, one.note) for one in changes(db)]
    assert book == [
        ("invited", "manager", None), ("accepted", "self", None), ("photo", "self", None), ("trained", "self", None),
        ("suspended", "manager", "Có lời báo, đang xem lại"), ("resumed", "manager", None),
    ]  # fmt: skip
    assert all(one.by_account for one in changes(db))
    page = yen.get(f"{AT}/{dung.id}").text
    assert page.index("Được mời") < page.index("Học xong bài") < page.index("Được làm tiếp")
    assert "Có lời báo, đang xem lại" in page


def test_what_stands_in_the_history_is_never_changed(dung: Helper, yen: Browser, db: Session) -> None:
    before = [(one.id, one.change, one.at, one.note) for one in changes(db)]
    suspend(yen, dung)
    yen.post(f"{AT}/{dung.id}/ket-thuc", data={"reason": "Chuyển nhà"})
    after = [(one.id, one.change, one.at, one.note) for one in changes(db)]
    assert after[: len(before)] == before
    assert len(after) == len(before) + 2


@pytest.mark.parametrize("action", ["tam-dung", "lam-tiep"])
def test_who_is_only_invited_is_neither_suspended_nor_let_go_on(
    invited: Helper, yen: Browser, db: Session, action: str
) -> None:
    assert yen.post(f"{AT}/{invited.id}/{action}", data={"reason": "x"}).status_code == 409
    assert members(db)[0].state == "invited"
