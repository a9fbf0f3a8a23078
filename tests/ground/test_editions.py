"""What a process read once it reads anew as soon as the database says that it changed, whoever changed it."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import things
from tests.engines import Database
from tests.people import BINH, account_of
from tests.queries import counted
from webapp import calendar_days, clock, editions
from webapp.accounts import service as accounts
from webapp.db import make_engine
from webapp.procedures import service as procedures
from webapp.units import service as units
from webapp.units.models import Unit

CHANGES = {
    "units": "UPDATE units SET phone = '0203 3 825 000' WHERE id = 'hong-gai'",
    "calendar_days": "DELETE FROM calendar_days",
    "procedure_versions": "UPDATE procedure_versions SET source_hash = ''",
    "roles": "DELETE FROM roles",
    "national_records": "UPDATE national_records SET name = 'Thả diều ở bãi'",
    "national_edits": "UPDATE national_edits SET value = '2 ngày'",
}


def stamp(app: Flask) -> str:
    with app.extensions["sessions"].read() as db:
        return editions.stamp(db)


@pytest.mark.parametrize("table", editions.WATCHED)
def test_another_program_s_change_is_another_edition(app: Flask, db: Session, database: Database, table: str) -> None:
    things.national(db, account_of(db, *BINH, [("officer", "hong-gai")]).id)
    db.commit()
    before, other = stamp(app), make_engine(database.url)
    with other.begin() as connection:
        connection.execute(text(CHANGES[table]))
    other.dispose()
    assert stamp(app) not in ("", before)


def test_what_did_not_change_is_not_read_again(app: Flask, db: Session, database: Database) -> None:
    units.all_units(db)
    calendar_days.current(db)
    db.commit()
    with app.extensions["sessions"].read() as other, counted(database.engine) as said:
        assert units.all_units(other)
        assert calendar_days.current(other)
    assert len(said) == 1, "the stamp, and nothing else"


def test_a_change_is_seen_in_its_own_transaction_and_gone_with_it(db: Session) -> None:
    number = units.get(db, "hong-gai").phone
    db.get_one(Unit, "hong-gai").phone = "0203 3 825 000"
    db.flush()
    assert units.get(db, "hong-gai").phone == "0203 3 825 000"
    db.rollback()
    assert units.get(db, "hong-gai").phone == number


def test_a_role_a_day_off_and_a_procedure_are_there_with_the_next_question(db: Session) -> None:
    account_of(db, *BINH, [("supervisor", "hong-gai")])
    calendar_days.put(db, clock.today(), "off", "Ngày nghỉ thử", "A day off", "thử")
    assert "hong-gai" in accounts.staffed(db, "supervisor")
    assert not calendar_days.current(db).is_working(clock.today())
    assert procedures.current(db, "1.004194").code == "1.004194"


def test_nobody_changes_what_all_threads_share(db: Session) -> None:
    with pytest.raises(TypeError, match="shared"):
        units.get(db, "hong-gai").phone = "0"
