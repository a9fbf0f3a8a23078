"""Who of a household acts for whom; a person leaves with what is theirs."""

import sqlalchemy as sa
from alembic import op

from webapp.db import UTC, Sealed, SealedJSON

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("acting_id", sa.Uuid(), nullable=False),
        sa.Column("for_id", sa.Uuid(), nullable=False),
        sa.Column("said", SealedJSON("standing"), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("given_at", UTC(), nullable=False),
        sa.Column("ends_in", sa.Integer(), nullable=True),
        sa.Column("told_at", UTC(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_standings_account_id_accounts")),
        sa.ForeignKeyConstraint(["acting_id"], ["persons.id"], name=op.f("fk_standings_acting_id_persons")),
        sa.ForeignKeyConstraint(["for_id"], ["persons.id"], name=op.f("fk_standings_for_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standings")),
        sa.UniqueConstraint("acting_id", "for_id", name=op.f("uq_standings_acting_id_for_id")),
    )
    op.create_index(op.f("ix_standings_account_id"), "standings", ["account_id"])
    op.create_index(op.f("ix_standings_for_id"), "standings", ["for_id"])
    op.create_index(op.f("ix_standings_ends_in"), "standings", ["ends_in"])
    with op.batch_alter_table("sign_ins") as batch:
        batch.add_column(sa.Column("acting_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(batch.f("fk_sign_ins_acting_id_persons"), "persons", ["acting_id"], ["id"])
    with op.batch_alter_table("dossier_events") as batch:
        batch.add_column(sa.Column("acted", SealedJSON("event acted"), nullable=True))
    op.create_table(
        "moves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code", Sealed("move code"), nullable=True),
        sa.Column("code_index", sa.String(length=64), nullable=True),
        sa.Column("asked_at", UTC(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("means", sa.String(length=8), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("done_at", UTC(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_moves_account_id_accounts")),
        sa.ForeignKeyConstraint(["from_id"], ["accounts.id"], name=op.f("fk_moves_from_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
        sa.UniqueConstraint("code_index", name=op.f("uq_moves_code_index")),
    )
    for column in ("account_id", "asked_at", "from_id", "done_at"):
        op.create_index(op.f(f"ix_moves_{column}"), "moves", [column])
