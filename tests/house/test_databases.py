"""Every test begins with the same database, whatever the one before did to it."""

import pytest
from sqlalchemy import Engine, inspect, text

from tests.engines import databases

CHANGES = {
    "rows": ["insert into throttle values ('x', 1, 1, 1)"],
    "nothing": [],
    "what was there from the beginning": ["delete from calendar_days", "update units set active = not active"],
    "tables": ["create table left_behind (id int)", "alter table units add column left_behind int"],
}


def inside(engine: Engine) -> dict[str, list[str]]:
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return {name: sorted(map(repr, connection.execute(text(f'select * from "{name}"')))) for name in names}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("what", CHANGES)
def test_what_a_test_changed_is_gone_for_the_next(kind: str, what: str, templates: databases) -> None:
    before = inside(templates.fresh(kind).engine)
    for _ in range(2):
        one = templates.fresh(kind)
        with one.engine.begin() as connection:
            for change in CHANGES[what]:
                assert connection.execute(text(change)).rowcount
        one.close()
        assert inside(templates.fresh(kind).engine) == before


def test_a_connection_left_open_is_cut_off(templates: databases) -> None:
    with templates.fresh("postgresql").engine.connect() as forgotten:
        forgotten.execute(text("update units set active = not active"))
        with templates.fresh("postgresql").engine.connect() as connection:
            assert connection.scalar(text("select bool_and(active) from units"))
        forgotten.invalidate()
