"""Whatever is given, given anew, runs out, is tried and opened, in whatever order: at most one slip lives, and only that one opens."""

from datetime import datetime, timedelta
from typing import ClassVar

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from tests.people import Browser
from tests.slips.desk import BORN, WRONG_DAY, Desk, open_it
from tests.stateful import few
from webapp import clock
from webapp.access import ANYONE
from webapp.db import uuid7
from webapp.dossiers.service import State
from webapp.slips import rules, service

GIVEN = st.integers(min_value=0, max_value=30)


class Slips(RuleBasedStateMachine):
    """`codes`: every slip of one dossier, the newest last; `living`: the code that should open, "" when none; `seen`: browsers and the
    code each opened it by, and when."""

    desk: ClassVar[Desk]

    def __init__(self) -> None:
        super().__init__()
        self.dossier = self.desk.dossier(State.NEW)
        self.codes: list[tuple[str, object]] = []
        self.living, self.until, self.wrong = "", clock.now(), 0
        self.seen: list[tuple[Browser, str, object]] = []

    @staticmethod
    def midnight(days: int) -> datetime:
        """The beginning of that day from now."""
        day = clock.local(clock.now()) + timedelta(days=days)
        return day.replace(hour=0, minute=0, second=0, microsecond=0)

    def lives(self, code: str) -> bool:
        return bool(code) and code == self.living and clock.now() < self.until

    @rule()
    def give(self) -> None:
        slip_id = uuid7()
        self.living = self.desk.give(self.dossier, slip_id)
        self.until, self.wrong = self.midnight(rules.current().days + 1), 0
        self.codes.append((self.living, slip_id))

    @precondition(lambda self: self.codes)
    @rule(which=GIVEN)
    def send_the_form_again(self, which: int) -> None:
        code, slip_id = self.codes[which % len(self.codes)]
        made = service.issue(self.desk.db, slip_id, self.dossier, ANYONE)  # type: ignore[arg-type]
        self.desk.db.commit()
        assert made.code == code

    @rule()
    def end(self) -> None:
        service.end(self.desk.db, self.dossier)
        self.desk.db.commit()
        self.living = ""

    @rule(days=st.sampled_from([1, 30, 60, 61]))
    def days_go_by(self, days: int) -> None:
        clock.advance(timedelta(days=days))

    @precondition(lambda self: self.codes)
    @rule(which=GIVEN)
    def open(self, which: int) -> None:
        code, visitor = self.codes[which % len(self.codes)][0], self.desk.browser()
        clock.advance(timedelta(hours=1))  # nobody waits for wrong tries of before
        answer = open_it(visitor, code)
        assert (answer.status_code == 303) == self.lives(code)
        if answer.status_code == 303:
            self.seen.append((visitor, code, clock.now()))

    @precondition(lambda self: self.living)
    @rule()
    def try_wrongly(self) -> None:
        clock.advance(timedelta(hours=1))
        assert open_it(self.desk.browser(), self.living, WRONG_DAY).status_code == 404
        self.wrong += 1
        if self.wrong >= rules.current().tries:
            self.living = ""

    @invariant()
    def at_most_one_lives_and_browsers_see_it_by_that_one_only(self) -> None:
        alive = [one.code for one in self.desk.slips() if one.dossier_id == self.dossier.id and service.lives(one)]
        assert alive == ([self.living] if self.lives(self.living) else [])
        for visitor, code, at in self.seen[-3:]:
            fresh = clock.now() < at + rules.current().holds  # type: ignore[operator]
            served = visitor.get(f"/ho-so/{self.dossier.id}").status_code == 200
            assert served == (self.lives(code) and fresh)


def test_at_most_one_lives_and_only_that_one_opens(app: Flask, db: Session, desk: Desk) -> None:
    Slips.desk = desk
    run_state_machine_as_test(Slips, settings=few(20))
    assert BORN
