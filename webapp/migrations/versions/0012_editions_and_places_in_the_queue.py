"""What hardly changes has a stamp that triggers renew; a dossier has a place in its office's queue."""

from collections.abc import Iterator
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from webapp.dossiers.queue import place

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None
WATCHED = ("units", "calendar_days", "procedure_versions", "roles")
CHANGES = ("insert", "update", "delete")
RENEW = "BEGIN UPDATE edition SET stamp = lower(hex(randomblob(16))); END"
DOSSIERS = sa.table(
    "dossiers",
    sa.column("id", sa.Uuid()),
    sa.column("state", sa.String()),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ("due_at", "submitted_at", "closed_at")),
    sa.column("queue", sa.BigInteger()),
)


def upgrade() -> None:
    edition = op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    op.bulk_insert(edition, [{"id": 1, "stamp": str(uuid4())}])
    for statement in _triggers(op.get_bind().dialect.name):
        op.execute(statement)
    with op.batch_alter_table("dossiers") as batch:
        batch.add_column(sa.Column("queue", sa.BigInteger(), nullable=True))
        batch.drop_index("ix_dossiers_unit_id_state")
        batch.drop_index(batch.f("ix_dossiers_account_id"))
        batch.create_index("ix_dossiers_unit_id_queue", ["unit_id", "queue", "id"])
        batch.create_index("ix_dossiers_account_id_saved_at", ["account_id", "saved_at"])
    _line_up()


def _triggers(dialect: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield (
            "CREATE FUNCTION renew_edition() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN UPDATE edition SET stamp = gen_random_uuid(); RETURN NULL; END'"
        )
        for table in WATCHED:
            changes = " OR ".join((*CHANGES, "truncate"))
            yield f"CREATE TRIGGER edition_{table} AFTER {changes} ON {table} EXECUTE FUNCTION renew_edition()"
    else:
        for table in WATCHED:
            for change in CHANGES:
                yield f"CREATE TRIGGER edition_{table}_{change} AFTER {change} ON {table} {RENEW}"


def _line_up() -> None:
    bind = op.get_bind()
    known = [DOSSIERS.c[name] for name in ("id", "state", "due_at", "submitted_at", "closed_at")]
    places = [
        {"of": row.id, "at": place(row.state, row.due_at, row.submitted_at, row.closed_at)}
        for row in bind.execute(sa.select(*known))
    ]
    if places:
        move = DOSSIERS.update().where(DOSSIERS.c.id == sa.bindparam("of")).values(queue=sa.bindparam("at"))
        bind.execute(move, places)
