"""What other rooms ask: whether somebody may help today, in one statement, and whom to alert."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.engines import Database
from tests.people import AN, Browser, account_of
from tests.queries import counted
from tests.teams.conftest import AT, DUNG, TEAM, YEN, Helper, account_id_of, changes
from webapp import clock, seeds
from webapp.teams import demo
from webapp.teams import service as teams
from webapp.teams.written import Training


def test_an_acting_helper_stands_by_name_unit_and_code(dung: Helper, db: Session) -> None:
    found = teams.standing(db, account_id_of(db, DUNG))
    assert found
    assert (found.member_id, found.name, found.unit_id, found.code) == (dung.id, DUNG[1], TEAM, dung.member.code)
    assert (found.valid, found.why_not, found.learn_by) == (True, "", None)


def test_who_was_never_in_a_team_does_not_stand(db: Session) -> None:
    assert teams.standing(db, account_of(db, *AN).id) is None


def test_it_asks_once(dung: Helper, db: Session, database: Database) -> None:
    account_id = account_id_of(db, DUNG)
    db.expire_all()
    with counted(database.engine) as said:
        teams.standing(db, account_id)
    assert len(said) == 1


def test_it_says_why_not(invited: Helper, yen: Browser, db: Session) -> None:
    def why() -> str:
        found = teams.standing(db, account_id_of(db, DUNG))
        db.rollback()
        return found.why_not if found else "nothing"

    seen = [why()]
    for step in (invited.join, invited.send_photo, invited.learn):
        step()
        seen.append(why())
    for action in ("anh-khac", "tam-dung", "ket-thuc"):
        yen.post(f"{AT}/{invited.id}/{action}", data={"reason": "Lý do"})
        seen.append(why())
    assert seen == ["nothing", "training", "training", "", "photo", "suspended", "ended"]


def test_a_training_that_is_too_old_is_why_not(dung: Helper, db: Session, newer: Callable[[str], Training]) -> None:
    made = newer("2027-03-01")
    clock.set_to(clock.now().replace(year=2027, month=3, day=2) + made.grace)
    found = teams.standing(db, account_id_of(db, DUNG))
    assert found
    assert (found.valid, found.why_not) == (False, "training")


def test_after_another_invitation_the_team_of_now_counts(dung: Helper, yen: Browser, db: Session) -> None:
    yen.post(f"{AT}/{dung.id}/ket-thuc", data={"reason": "Chuyển nhà"})
    clock.advance(timedelta(days=1))
    found = teams.standing(db, account_id_of(db, DUNG))
    assert found
    assert found.why_not == "ended"
    assert found.since == changes(db)[-1].at


def test_the_managers_of_a_team_can_be_told(yen: Browser, tu: Browser, db: Session) -> None:
    assert [one.phone for one in teams.managers(db, TEAM)] == [YEN[0]]
    assert teams.managers(db, "to-so-ha-tu-1") == []


@pytest.mark.parametrize("times", [1, 2])
def test_the_demonstration_has_a_helper_with_a_badge_and_somebody_invited(app, db: Session, times: int) -> None:
    for _ in range(times):
        seeds.seed(app)
    found = teams.by_code(db, demo.CODE)
    assert found
    assert (found[1].valid, found[1].name) == (True, "Phạm Văn Dũng")
    assert found[0].photo
