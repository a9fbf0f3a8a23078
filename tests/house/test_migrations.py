"""The migrations make exactly the tables that the models say, on both engines."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.engines import Database
from webapp import door  # noqa: F401  every model, through every room
from webapp.db import Base


def of_the_app(_object: object, name: str | None, kind: str, *_: object) -> bool:
    """Not the table that the tests of saving bring along."""
    return not (kind == "table" and (name or "").startswith("probe"))


def test_nothing_is_left_to_migrate(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": of_the_app})
        assert compare_metadata(context, Base.metadata) == [], "run: python -m tools.new_revision 'what changes'"
