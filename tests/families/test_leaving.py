"""A person leaves a shared phone with what is theirs: two phones, one tap, one transaction."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.families.conftest import NUMBER, OWN, Family
from tests.people import CHI, OFFICER, browser
from tests.visitors import fresh, rows
from webapp import clock
from webapp.accounts import household
from webapp.accounts.models import Person, SignIn, Standing
from webapp.dossiers import service as dossiers
from webapp.dossiers.models import Dossier
from webapp.dossiers.service import Event, State
from webapp.families import service
from webapp.families.models import Move
from webapp.messages.models import Message
from webapp.wallet import service as wallet
from webapp.wallet.models import Declined

SAME = {"Origin": "http://localhost"}


def test_the_household_sees_who_goes_where_with_how_much_before_it_agrees(family: Family) -> None:
    family.dossier(family.ninh)
    _move, code = family.code()
    page = family.look(family.ninh, code).text
    assert "Chuyển Nguyễn Đức Ninh sang số 0912 ••• 077?" in page
    assert "1 hồ sơ" in page


def test_looking_moves_nothing(app: Flask, family: Family) -> None:
    family.look(family.ninh, family.code()[1])
    assert {one.account_id for one in rows(app, Person)} == {family.account.id}


def test_the_person_the_dossiers_and_the_papers_belong_to_the_new_phone(family: Family) -> None:
    draft, handed_in = family.dossier(family.ninh, State.DRAFT), family.dossier(family.ninh, State.RESOLVED)
    family.paper(handed_in)
    family.leave()
    assert {family.owner_of(one) for one in (draft, handed_in)} == {family.own_id}
    assert family.own.get(f"/ho-so/{handed_in.id}").status_code == 200
    assert family.own.get(f"/ho-so/{draft.id}/don").status_code == 200
    family.db.expire_all()
    assert [paper.dossier.id for paper in wallet.all_of(family.db, family.own_id)] == [handed_in.id]


def test_the_old_phone_sees_nothing_of_it_any_more(family: Family) -> None:
    dossier = family.dossier(family.ninh)
    family.leave()
    assert family.phone.get(f"/ho-so/{dossier.id}").status_code == 404
    for page in ("/ho-so", "/tai-khoan", "/tai-khoan/nha", "/giay-to-cua-toi", "/tin-nhan", "/du-lieu-cua-toi"):
        text = family.phone.get(page).text
        assert "Đức Ninh" not in text, page
        assert str(dossier.id) not in text, page


def test_what_is_anothers_stays(family: Family) -> None:
    mine = family.dossier(family.an)
    family.leave()
    assert family.owner_of(mine) == family.account.id
    assert family.phone.get(f"/ho-so/{mine.id}").status_code == 200


def test_what_runs_goes_on_and_is_told_to_the_new_phone(family: Family) -> None:
    dossier = family.dossier(family.ninh)
    family.leave()
    family.db.expire_all()
    dossiers.receive(family.db, family.db.get_one(Dossier, dossier.id), OFFICER)
    family.db.commit()
    told = [one for one in rows(family.app, Message) if one.link == f"/ho-so/{dossier.id}"]
    assert {one.account_id for one in told} == {family.own_id}
    assert {one.phone for one in told} == {OWN}


def test_both_phones_are_told_without_a_name(family: Family) -> None:
    family.leave()
    told = {one.account_id: one for one in rows(family.app, Message) if one.template == "moved"}
    assert set(told) == {family.account.id, family.own_id}
    assert not any("Ninh" in one.title + one.body for one in told.values())


def test_refusals_of_offers_go_along(family: Family) -> None:
    dossier = family.dossier(family.ninh)
    wallet.decline(family.db, family.account.id, "answers", dossier.id)
    family.db.commit()
    family.leave()
    assert [one.account_id for one in rows(family.app, Declined)] == [family.own_id]


def test_nobody_acts_for_them_there_any_more_and_no_sign_in_means_them(family: Family) -> None:
    family.hold(family.an, family.ninh)
    family.say(family.an, family.ninh, "parent_of_adult")
    family.chosen(family.ninh)
    family.leave()
    assert not rows(family.app, Standing)
    old = [one for one in rows(family.app, SignIn) if one.account_id == family.account.id]
    assert [(one.person_id, one.acting_id) for one in old] == [(None, family.an.id)]


def test_on_the_new_phone_they_are_chosen_at_once(family: Family) -> None:
    move_id = family.leave()
    (new,) = [one for one in rows(family.app, SignIn) if one.account_id == family.own_id]
    assert new.person_id == family.ninh.id
    assert "Nguyễn Đức Ninh" in family.own.get(f"/gia-dinh/nhan/{move_id}").text
    assert household.acting(family.db, family.own_id, None, family.ninh.id).alone


def test_the_card_they_scan_there_is_their_own_again(family: Family) -> None:
    family.leave()
    said = {"full_name": "Nguyễn Đức Ninh", "id_number": NUMBER, "nguoi": family.ninh.id, "source": "card"}
    assert family.own.post("/can-cuoc/luu", data=said).status_code == 303


def test_both_keep_a_line_that_it_was_so(family: Family) -> None:
    family.leave()
    assert "Một người đã chuyển sang số riêng" in family.phone.get("/du-lieu-cua-toi").text
    assert "Nhận từ số của gia đình" in family.own.get("/du-lieu-cua-toi").text
    (move,) = rows(family.app, Move)
    assert (move.means, move.code, move.from_id) == ("phones", None, family.account.id)


def test_a_second_tap_is_harmless(family: Family) -> None:
    move_id, code = family.code()
    answers = [family.tap(move_id, family.ninh, code) for _again in range(3)]
    assert {one.location for one in answers} == {f"/gia-dinh/chuyen/{move_id}"}
    assert family.phone.get(answers[0].location).status_code == 200
    assert len([one for one in rows(family.app, Message) if one.template == "moved"]) == 2


def test_taps_at_the_same_moment_move_once(app: Flask, family: Family) -> None:
    move_id, code = family.code()
    who, cookie = family.ninh.id, family.phone.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    family.db.rollback()

    def tap(_nth: int) -> int:
        phone = app.test_client()
        phone.set_cookie(cookie.key, cookie.value)
        said = {"person": str(who), "code": code}
        return int(phone.post(f"/gia-dinh/chuyen/{move_id}", data=said, headers=SAME).status_code)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(tap, range(4))) == {303}
    assert len([one for one in rows(app, Message) if one.template == "moved"]) == 2


def test_a_second_tap_on_the_new_phone_shows_the_same_code(family: Family) -> None:
    wanted = uuid4()
    assert family.code(move_id=wanted) == family.code(move_id=wanted)


def test_interrupted_nothing_has_moved_and_it_can_be_done_again(
    family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, (move_id, code) = family.dossier(family.ninh), family.code()
    with monkeypatch.context() as broken:
        broken.setattr(household, "leave", lambda *_: (_ for _ in ()).throw(OSError("the line broke")))
        with pytest.raises(OSError, match="the line broke"):
            family.tap(move_id, family.ninh, code)
    assert family.owner_of(dossier) == family.account.id
    assert family.tap(move_id, family.ninh, code).status_code == 303
    assert family.owner_of(dossier) == family.own_id


def test_a_code_is_good_for_half_an_hour(family: Family) -> None:
    move_id, code = family.code()
    clock.advance(timedelta(minutes=31))
    assert family.look(family.ninh, code).status_code == 422
    assert family.tap(move_id, family.ninh, code).status_code == 404
    assert "Mã này đã hết hạn" in family.own.get(f"/gia-dinh/nhan/{move_id}").text


def test_a_new_code_voids_the_one_before(family: Family) -> None:
    _first, old = family.code()
    family.code()
    assert family.look(family.ninh, old).status_code == 422


@pytest.mark.parametrize("typed", ["abcd efgh", "", "ZZZZ-ZZZZ", "💥"])
def test_it_takes_no_wrong_code(family: Family, typed: str) -> None:
    family.code()
    assert family.look(family.ninh, typed).status_code == 422


def test_it_takes_the_code_however_it_was_typed(family: Family) -> None:
    _move, code = family.code()
    assert family.look(family.ninh, code.lower().replace("-", " ")).status_code == 200


def test_its_own_code_moves_nobody(family: Family) -> None:
    move_id, code = family.code(family.phone)
    assert family.look(family.ninh, code).status_code == 422
    assert family.tap(move_id, family.ninh, code).status_code == 409


def test_a_code_cannot_be_guessed(family: Family) -> None:
    for _try in range(10):
        family.look(family.ninh, "ZZZZ-ZZZZ")
    assert family.look(family.ninh, family.code()[1]).status_code == 429


def test_nobody_makes_a_code_before_agreeing_to_what_is_kept(app: Flask) -> None:
    stranger = fresh(app)
    assert stranger.get("/gia-dinh/nhan").location == "/dang-nhap?tiep=/gia-dinh/nhan"


def test_a_stranger_moves_nobody_out_of_this_household(app: Flask, db: Session, family: Family) -> None:
    move_id, code = family.code()
    chi = browser(app, db, *CHI)
    assert family.tap(move_id, family.ninh, code, chi).status_code == 404
    assert {one.account_id for one in rows(app, Person) if one.id == family.ninh.id} == {family.account.id}


def test_codes_nobody_used_go_within_a_day_and_the_line_stays(family: Family) -> None:
    family.leave()
    family.code()
    clock.advance(timedelta(days=2))
    assert service.forget_old(family.db) == 1
    assert [one.means for one in family.db.scalars(select(Move))] == ["phones"]


def test_what_an_officer_does_meanwhile_is_not_lost(family: Family) -> None:
    """The move does not count up the version: an officer's page that was open before still holds."""
    dossier = family.dossier(family.ninh)
    seen = dossier.seen
    family.leave()
    family.db.expire_all()
    dossiers.apply(family.db, family.db.get_one(Dossier, dossier.id), Event.RECEIVED, OFFICER, seen=seen)
    assert family.db.get_one(Dossier, dossier.id).state == State.RECEIVED
