"""Runs migrations on the connection that `webapp.cli.migrate` hands over."""

from alembic import context

from webapp.db import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=connection.dialect.name == "sqlite")
context.run_migrations()
