"""A code and one fact open; whatever is wrong gets the same answer; guessing is counted."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.people import browser
from tests.slips.desk import BORN, WRONG, WRONG_DAY, Desk, open_it
from tests.visitors import settle
from webapp import clock
from webapp.dossiers.service import State, looks_like_slip, shown
from webapp.slips import rules
from webapp.staff_log import StaffAct

NO_SUCH = "2222-2223"


def test_it_leads_to_the_dossier(desk: Desk) -> None:
    dossier, visitor = desk.dossier(State.NEW), desk.browser()
    answer = open_it(visitor, desk.give(dossier))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/ho-so/{dossier.id}")
    page = visitor.get(f"/ho-so/{dossier.id}").text
    assert "Đã nộp, chờ tiếp nhận" in page
    assert "Đang mở bằng phiếu trên máy này" in page


@pytest.mark.parametrize("born", ["12/3/1985", "12-03-1985", "12031985", "1985-03-12", " 12.3.1985 "])
def test_a_day_may_be_typed_in_any_usual_way(desk: Desk, born: str) -> None:
    assert open_it(desk.browser(), desk.give(desk.dossier()), born).status_code == 303


def test_a_code_may_be_typed_in_any_way(desk: Desk) -> None:
    code = desk.give(desk.dossier())
    for typed in (shown(code), code.lower(), f" {code[:4]} – {code[4:]} ", code.replace("Q", "0").replace("J", "l")):
        assert open_it(desk.browser(), typed).status_code == 303


def test_a_wrong_code_and_a_wrong_day_get_the_same_answer(desk: Desk) -> None:
    code = desk.give(desk.dossier())
    pages = [open_it(desk.browser(), *one) for one in ((code, WRONG_DAY), (NO_SUCH, BORN), (NO_SUCH, WRONG_DAY))]
    assert {one.status_code for one in pages} == {404}
    bodies = {re.sub(r'value="[^"]*"', "", one.text) for one in pages}
    assert len(bodies) == 1
    assert WRONG in bodies.pop()


def test_in_english_too(desk: Desk) -> None:
    visitor = desk.browser()
    visitor.set_cookie("lang", "en")
    assert '<html lang="en"' in visitor.get("/phieu").text
    assert open_it(visitor, NO_SUCH).status_code == 404


@pytest.mark.parametrize(
    ("code", "born", "says"),
    [
        ("", BORN, "Gõ mã 8 chữ và số"), ("ABC", BORN, "có 8 chữ và số"), ("A" * 5000, BORN, "Dài quá"),
        (NO_SUCH, "", "Gõ ngày sinh"), (NO_SUCH, "31/2/1985", "Gõ ngày, tháng, năm"), ("\u200b", "x", "Gõ mã 8 chữ"),
    ],
)  # fmt: skip
def test_nonsense_is_a_kind_refusal(desk: Desk, code: str, born: str, says: str) -> None:
    answer = open_it(desk.browser(), code, born)
    assert answer.status_code == 422
    assert says in answer.text


def test_a_dossiers_own_code_leads_to_its_look_up_and_the_other_way_round(desk: Desk) -> None:
    dossier, visitor = desk.dossier(State.NEW), desk.browser()
    code = desk.give(dossier)
    assert dossier.reference
    answer = open_it(visitor, dossier.reference)
    assert (answer.status_code, "Tra cứu bằng mã hồ sơ" in answer.text) == (422, True)
    looked = visitor.post("/tra-cuu", data={"code": code.lower(), "digits": "1234"})
    assert f'href="/phieu#{shown(code)}"' in looked.text
    assert "/phieu" not in visitor.post("/tra-cuu", data={"code": dossier.reference, "digits": "9999"}).text


def test_four_digits_where_no_birth_date_is_known(desk: Desk) -> None:
    of_card = desk.nobodys(name="Na", personal_id="022145000321", phone="0912345678")
    of_phone = desk.nobodys(name="Na", phone="0912345678")
    assert open_it(desk.browser(), desk.give(of_card), "", "0321").status_code == 303
    assert open_it(desk.browser(), desk.give(of_card), "", "5678").status_code == 404
    assert open_it(desk.browser(), desk.give(of_phone), "1/1/1980", "5678").status_code == 303


def test_digits_open_nothing_where_a_birth_date_is_known(desk: Desk) -> None:
    dossier = desk.nobodys(name="Na", birth_date=BORN, personal_id="022145000321")
    assert open_it(desk.browser(), desk.give(dossier), "", "0321").status_code == 404


def test_a_draft_with_nothing_in_it_needs_no_fact_until_something_is_typed(desk: Desk) -> None:
    dossier = desk.nobodys()
    code = desk.give(dossier)
    visitor = desk.browser()
    assert open_it(visitor, code, "1/1/1980").status_code == 303
    visitor.put(f"/api/ho-so/{dossier.id}", json={"code": "1.004194", "fields": {"name": "Na", "new_address": "số 8"}})
    assert open_it(desk.browser(), code, "1/1/1980").status_code == 404
    visitor.put(f"/api/ho-so/{dossier.id}", json={"code": "1.004194", "fields": {"name": "Na", "birth_date": BORN}})
    assert open_it(desk.browser(), code).status_code == 303


def test_the_old_paper_says_that_there_is_a_new_one_to_who_knows_the_day(desk: Desk) -> None:
    dossier = desk.dossier()
    old, _new = desk.give(dossier), desk.give(dossier)
    answer = open_it(desk.browser(), old)
    assert (answer.status_code, "Đã có phiếu mới thay phiếu này" in answer.text) == (410, True)
    assert WRONG in open_it(desk.browser(), old, WRONG_DAY).text


def test_one_that_ran_out_says_so(desk: Desk) -> None:
    code = desk.give(desk.dossier())
    clock.advance(timedelta(days=61))
    answer = open_it(desk.browser(), code)
    assert (answer.status_code, "Phiếu này không dùng được nữa" in answer.text) == (410, True)


def test_after_two_hours_it_is_closed_and_opens_again(desk: Desk) -> None:
    dossier = desk.dossier(State.NEW)
    code, visitor = desk.give(dossier), desk.browser()
    open_it(visitor, code)
    clock.advance(timedelta(hours=1, minutes=59))
    assert visitor.get(f"/ho-so/{dossier.id}").status_code == 200
    clock.advance(timedelta(minutes=1))
    assert visitor.get(f"/ho-so/{dossier.id}").headers["Location"] == "/phieu"
    assert open_it(visitor, code).status_code == 303


def test_a_new_slip_closes_browsers_that_the_old_one_opened(desk: Desk) -> None:
    dossier = desk.dossier(State.NEW)
    visitor = desk.opened(dossier)
    desk.give(dossier)
    assert visitor.get(f"/ho-so/{dossier.id}").headers["Location"] == "/phieu"
    assert visitor.get(f"/ho-so/{dossier.id}/giay-to").status_code == 404


def test_a_browser_holds_five_and_lets_one_go(desk: Desk) -> None:
    made = [desk.dossier(State.NEW) for _ in range(6)]
    visitor = desk.browser()
    for one in made:
        desk.opened(one, visitor)
    pages = [visitor.get(f"/ho-so/{one.id}").status_code for one in made]
    assert pages == [303, *[200] * 5]
    visitor.post(f"/ho-so/{made[1].id}/phieu/dong")
    assert [visitor.get(f"/ho-so/{one.id}").status_code for one in made[1:3]] == [303, 200]


def test_a_clerk_who_opens_one_is_in_the_log_and_so_is_each_page(app: Flask, db: Session, desk: Desk) -> None:
    clerk = browser(app, db, "0912000006", "Trần Thị Hà", ("clerk", "buu-dien-ha-tu"))
    dossier = desk.dossier(State.NEW)
    desk.opened(dossier, clerk)
    assert clerk.get(f"/ho-so/{dossier.id}").status_code == 200
    db.rollback()
    lines = [(one.act, one.why) for one in db.query(StaffAct).order_by(StaffAct.at) if str(dossier.id) in one.about]
    assert lines == [("slips.open_it", "clerk buu-dien-ha-tu"), ("tracking.status", "clerk buu-dien-ha-tu")]


def test_a_code_rests_after_five_wrong_tries_whether_it_is_one_or_not(desk: Desk) -> None:
    code = desk.give(desk.dossier())
    for one in (code, NO_SUCH):
        said = [open_it(desk.browser(), one, WRONG_DAY, environ_base={"REMOTE_ADDR": f"10.0.0.{n}"}) for n in range(6)]
        assert [answer.status_code for answer in said] == [404] * 5 + [429]
    assert open_it(desk.browser(), code, environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 429
    clock.advance(timedelta(hours=1))
    assert open_it(desk.browser(), code).status_code == 303


def test_right_ones_never_count(desk: Desk) -> None:
    code = desk.give(desk.dossier())
    assert {open_it(desk.browser(), code).status_code for _ in range(30)} == {303}


def test_fifteen_wrong_tries_in_its_life_end_a_slip_and_nothing_more_is_told(desk: Desk) -> None:
    code = desk.give(desk.dossier())
    for _hour in range(3):
        for _try in range(5):
            assert open_it(desk.browser(), code, WRONG_DAY).status_code == 404
        clock.advance(timedelta(hours=1))
    (slip,) = desk.slips()
    assert (slip.wrong, slip.ended_at is not None) == (15, True)
    assert open_it(desk.browser(), code).status_code == 404


def test_an_address_rests_after_twenty_wrong_codes_and_others_go_on(desk: Desk) -> None:
    code, nobodys = desk.give(desk.dossier()), [one for one in guesses() if looks_like_slip(one)][:20]
    assert {open_it(desk.browser(), one).status_code for one in nobodys} == {404}
    assert open_it(desk.browser(), code).status_code == 429
    assert open_it(desk.browser(), code, environ_base={"REMOTE_ADDR": "10.1.1.1"}).status_code == 303
    clock.advance(timedelta(minutes=10))
    assert open_it(desk.browser(), code).status_code == 303


def test_whoever_is_signed_in_is_counted_by_themselves(app: Flask, db: Session, desk: Desk) -> None:
    for one in [one for one in guesses() if looks_like_slip(one)][:20]:
        open_it(desk.browser(), one)
    clerk = browser(app, db, "0912000006", "Trần Thị Hà", ("clerk", "buu-dien-ha-tu"))
    assert open_it(clerk, desk.give(desk.dossier())).status_code == 303


def guesses() -> list[str]:
    return [f"ZZZZZZ{a}{b}" for a in "23456789" for b in "23456789"]


def test_while_many_guess_an_address_gets_three_and_who_is_right_never_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = rules.Rules(**(vars(rules.current()) | {"alarm": 4, "tries_an_hour": 99}))
    for place in ("issuing", "opening", "holding"):
        monkeypatch.setattr(f"webapp.slips.{place}.current", lambda: few)
    for n in range(4):
        open_it(desk.browser(), NO_SUCH, environ_base={"REMOTE_ADDR": f"10.2.0.{n}"})
    guesser = {"environ_base": {"REMOTE_ADDR": "10.3.0.1"}}
    assert [open_it(desk.browser(), NO_SUCH, **guesser).status_code for _ in range(4)] == [404] * 3 + [429]
    code = desk.give(desk.dossier())
    assert open_it(desk.browser(), code, environ_base={"REMOTE_ADDR": "10.3.0.2"}).status_code == 303


def test_who_signs_in_goes_on_with_a_draft_of_nobodys_as_their_own(desk: Desk) -> None:
    dossier = desk.nobodys(name="Na", birth_date=BORN)
    visitor = desk.opened(dossier)
    assert visitor.get(f"/ho-so/{dossier.id}/phieu").headers["Location"].startswith("/dang-nhap")
    settle(visitor)
    assert visitor.get(f"/ho-so/{dossier.id}/phieu").status_code == 200


def test_who_is_signed_in_already_says_that_it_is_theirs(desk: Desk) -> None:
    dossier, visitor = desk.nobodys(name="Na", birth_date=BORN), settle(desk.browser())
    at = f"/ho-so/{dossier.id}/phieu/nhan"
    assert visitor.post(at).status_code == 404
    desk.opened(dossier, visitor)
    assert at in visitor.get(f"/ho-so/{dossier.id}/don").text
    assert visitor.post(at).headers["Location"] == f"/ho-so/{dossier.id}"
    assert visitor.get(f"/ho-so/{dossier.id}/phieu").status_code == 200


@pytest.mark.parametrize("roles", [[], [("clerk", people.UNIT)]])
def test_what_is_somebodys_and_what_staff_opened_is_taken_by_nobody(
    app: Flask, db: Session, desk: Desk, roles: list[tuple[str, str]]
) -> None:
    dossier = desk.nobodys(name="Na", birth_date=BORN) if roles else desk.dossier()
    visitor = desk.opened(dossier, browser(app, db, *people.CHI, *roles))
    assert "/phieu/nhan" not in visitor.get(f"/ho-so/{dossier.id}/don").text
    visitor.post(f"/ho-so/{dossier.id}/phieu/nhan")
    assert desk.now(dossier).account_id == (None if roles else desk.an.id)


def test_nobody_takes_over_what_is_somebodys(desk: Desk) -> None:
    dossier = desk.dossier()
    settle(desk.opened(dossier))
    assert desk.now(dossier).account_id == desk.an.id


def test_staff_who_sign_in_take_nothing_over(desk: Desk) -> None:
    people.account_of(desk.db, *people.BINH, [("clerk", people.UNIT)])
    dossier = desk.nobodys(name="Na", birth_date=BORN)
    settle(desk.opened(dossier))
    assert desk.now(dossier).account_id is None


def test_signing_out_closes_it(desk: Desk) -> None:
    dossier = desk.dossier(State.NEW)
    visitor = settle(desk.browser())
    desk.opened(dossier, visitor)
    assert visitor.get(f"/ho-so/{dossier.id}").status_code == 200
    visitor.post("/dang-xuat")
    assert visitor.get(f"/ho-so/{dossier.id}").headers["Location"].startswith("/dang-nhap")
