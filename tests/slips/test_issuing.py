"""Giving slips: one a dossier, a new one ends the old one, and what becomes of them with their dossier."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests import people, things
from tests.slips.desk import Desk, open_it
from webapp import clock, retention, sealing
from webapp.access import SYSTEM, Actor
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.slips import issuing, rules, service


@pytest.mark.parametrize("state", [State.DRAFT, State.NEW, State.RECEIVED, State.RESOLVED, State.WITHDRAWN])
def test_a_dossier_in_any_state_gets_one(desk: Desk, state: State) -> None:
    dossier = desk.dossier(state)
    code = desk.give(dossier)
    slip = service.of(desk.db, dossier)
    assert slip
    assert (slip.code, slip.last_day) == (code, clock.today() + timedelta(days=60))
    assert clock.local(slip.expires_at).time() == time()


def test_so_does_a_draft_of_nobody_given_by_a_clerk(desk: Desk) -> None:
    clerk = Actor("staff", "Hà", uuid7(), roles=frozenset({("clerk", people.UNIT)}))
    slip = service.issue(desk.db, uuid7(), desk.nobodys(), clerk, people.UNIT)
    assert (slip.issued_by, slip.unit_id) == (clerk.account_id, people.UNIT)


def test_sent_twice_is_once_also_when_another_came_since(desk: Desk) -> None:
    dossier, slip_id = desk.dossier(), uuid7()
    first = desk.give(dossier, slip_id)
    newer = desk.give(dossier)
    assert desk.give(dossier, slip_id) == first
    assert [one.code for one in desk.slips() if service.lives(one)] == [newer]


def test_an_id_of_another_dossiers_slip_gives_nothing(desk: Desk) -> None:
    slip_id = uuid7()
    desk.give(desk.dossier(), slip_id)
    with pytest.raises(service.NotThisDossier):
        service.issue(desk.db, slip_id, desk.dossier(), SYSTEM)


def test_the_database_itself_takes_no_second_one(desk: Desk) -> None:
    dossier = desk.dossier()
    desk.db.add_all([things.slip(dossier.id, "AAAA2222"), things.slip(dossier.id, "AAAA2223")])
    with pytest.raises(IntegrityError):
        desk.db.flush()


def test_of_many_given_at_once_one_lives(app: Flask, desk: Desk) -> None:
    dossier = desk.dossier()

    def give(_n: int) -> None:
        with app.app_context(), app.extensions["sessions"].write.begin() as own:
            service.issue(own, uuid7(), own.get_one(Dossier, dossier.id), SYSTEM)

    with ThreadPoolExecutor(6) as at_once:
        list(at_once.map(give, range(6)))
    made = desk.slips()
    assert (len(made), sum(service.lives(one) for one in made)) == (6, 1)


def test_no_code_is_right_as_a_dossiers_reference(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reference = dossiers.new_reference(bytes(range(16)))
    drawn = iter(f"{reference}ABCDEFGH{reference}")
    monkeypatch.setattr(issuing.secrets, "choice", lambda _letters: next(drawn))
    assert desk.give(desk.dossier()) == "ABCDEFGH"


def test_a_code_that_is_taken_is_drawn_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("ABCDEFGHABCDEFGHABCDEFGJ")
    monkeypatch.setattr(issuing.secrets, "choice", lambda _letters: next(drawn))
    assert [desk.give(desk.dossier()) for _ in range(2)] == ["ABCDEFGH", "ABCDEFGJ"]


def test_the_code_lies_sealed(desk: Desk) -> None:
    code = desk.give(desk.dossier())
    (kept,) = desk.db.execute(text("SELECT * FROM slips")).all()
    assert code not in str(kept)
    assert code.encode() not in b"".join(bytes(one) for one in kept if isinstance(one, bytes | memoryview))


def test_a_draft_thrown_away_takes_its_slips_along(desk: Desk) -> None:
    dossier = desk.dossier()
    desk.give(dossier)
    dossiers.throw_away(desk.db, dossier)
    desk.db.commit()
    assert desk.slips() == []


def test_so_does_a_dossier_whose_contents_are_destroyed(desk: Desk) -> None:
    dossier = desk.dossier(State.WITHDRAWN)
    desk.give(dossier)
    dossiers.empty(desk.db, dossier)
    desk.db.commit()
    assert desk.slips() == []


def test_a_person_who_leaves_the_household_leaves_no_paper_that_opens(desk: Desk) -> None:
    dossier = desk.dossier(State.NEW)
    opened = desk.opened(dossier)
    other = people.account_of(desk.db, *people.BINH)
    dossiers.move(desk.db, desk.an.persons[0].id, desk.an.id, other.id)
    desk.db.commit()
    assert opened.get(f"/ho-so/{dossier.id}").headers["Location"] == "/phieu"


def test_by_night_go_those_that_ended_or_ran_out_long_ago(desk: Desk) -> None:
    ended, ran_out, kept = desk.dossier(), desk.dossier(), desk.dossier()
    desk.give(ended)
    service.end(desk.db, ended)
    desk.give(ran_out)
    term = retention.term(service.RULE)
    clock.advance(term + timedelta(minutes=1))
    desk.give(kept)
    assert service.forget(desk.db, 50) == 1
    clock.advance(timedelta(days=rules.current().days + 1))
    assert service.forget(desk.db, 50) == 1
    assert [one.dossier_id for one in desk.slips()] == [kept.id]


def test_one_that_ran_out_ended_when_it_ran_out(desk: Desk) -> None:
    dossier = desk.dossier()
    desk.give(dossier)
    clock.advance(timedelta(days=90))
    desk.give(dossier)
    old, _new = desk.slips()
    assert old.ended_at == old.expires_at


def test_after_the_master_key_was_changed_a_slip_opens(desk: Desk) -> None:
    code, before = desk.give(desk.dossier()), sealing._masters
    desk.db.expire_all()
    try:
        sealing.use_master_key(b"n" * 32, before)
        assert open_it(desk.browser(), code).status_code == 303
    finally:
        sealing.use_master_key(before[0], before[1:])


def test_moments_are_what_the_data_says() -> None:
    assert (rules.current().days, rules.current().holds) == (60, timedelta(hours=2))
