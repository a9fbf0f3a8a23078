"""Runs migrations on the connection that `webapp.cli.migrate` hands over; a revision names plain column types, not the app's own."""

from typing import Any

from alembic import context

from webapp.db import UTC, Base, Sealed, SealedBytes, SealedJSON

PLAIN = dict.fromkeys((Sealed, SealedBytes, SealedJSON), "sa.LargeBinary()") | {UTC: "sa.DateTime(timezone=True)"}


def plain(kind: str, item: Any, _context: Any) -> Any:
    """How autogenerate writes a type: a revision must mean the same when the app's classes change."""
    return PLAIN.get(type(item), False) if kind == "type" else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain,
)
context.run_migrations()
