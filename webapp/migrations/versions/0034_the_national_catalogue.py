"""national: records of the national portal, their versions, doubts and our corrections; a change of them is another edition."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None
UTC = sa.DateTime(timezone=True)
LIVING = sa.text("withdrawn_at IS NULL")
WATCHED = ("national_records", "national_edits")
CHANGES = ("insert", "update", "delete")
RENEW = "BEGIN UPDATE edition SET stamp = lower(hex(randomblob(16))); END"


def upgrade() -> None:
    op.create_table(
        "national_records",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_national_records")),
    )
    op.create_table(
        "national_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("imported_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["code"], ["national_records.code"], name=op.f("fk_national_versions_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_national_versions")),
        sa.UniqueConstraint("code", "number", name=op.f("uq_national_versions_code_number")),
    )
    op.create_table(
        "national_doubts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("raised_at", UTC, nullable=False),
        sa.Column("settled_at", UTC, nullable=True),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["national_records.code"], name=op.f("fk_national_doubts_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_national_doubts")),
        sa.UniqueConstraint("code", "key", name=op.f("uq_national_doubts_code_key")),
    )
    op.create_index("ix_national_doubts_state_kind_code", "national_doubts", ["state", "kind", "code"])
    op.create_table(
        "national_edits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("under", sa.Text(), nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["code"], ["national_records.code"], name=op.f("fk_national_edits_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_national_edits")),
    )
    op.create_index(
        "uq_national_edits_living",
        "national_edits",
        ["code", "part", "channel"],
        unique=True,
        sqlite_where=LIVING,
        postgresql_where=LIVING,
    )
    for statement in _triggers(op.get_bind().dialect.name):
        op.execute(statement)


def _triggers(dialect: str) -> Iterator[str]:
    for table in WATCHED:
        if dialect == "postgresql":
            changes = " OR ".join((*CHANGES, "truncate"))
            yield f"CREATE TRIGGER edition_{table} AFTER {changes} ON {table} EXECUTE FUNCTION renew_edition()"
        else:
            for change in CHANGES:
                yield f"CREATE TRIGGER edition_{table}_{change} AFTER {change} ON {table} {RENEW}"


def downgrade() -> None:
    raise NotImplementedError("what was imported and decided is not taken back")
