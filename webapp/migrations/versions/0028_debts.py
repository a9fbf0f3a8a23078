"""debts: notices somebody found by their code, and what became of telling their system; one living bill for each code."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None
UTC = sa.DateTime(timezone=True)
LIVING = sa.text("debt_code IS NOT NULL AND state IN ('open', 'paid')")


def upgrade() -> None:
    op.create_table(
        "debts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("found", sa.LargeBinary(), nullable=False),
        sa.Column("first_at", UTC, nullable=False),
        sa.Column("found_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_debts_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debts")),
    )
    for column in ("code", "account_id", "found_at"):
        op.create_index(op.f(f"ix_debts_{column}"), "debts", [column])
    op.create_table(
        "debt_confirmations",
        sa.Column("bill_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("paid_at", UTC, nullable=False),
        sa.Column("told_at", UTC, nullable=True),
        sa.Column("refused_code", sa.String(length=20), nullable=True),
        sa.Column("refused_at", UTC, nullable=True),
        sa.Column("settled_at", UTC, nullable=True),
        sa.Column("settled_by", sa.String(length=120), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name=op.f("fk_debt_confirmations_bill_id")),
        sa.PrimaryKeyConstraint("bill_id", name=op.f("pk_debt_confirmations")),
    )
    with op.batch_alter_table("bills", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owed_by", sa.LargeBinary(), nullable=True))
    op.create_index(
        "uq_bills_living_debt", "bills", ["debt_code"], unique=True, sqlite_where=LIVING, postgresql_where=LIVING
    )


def downgrade() -> None:
    op.drop_index("uq_bills_living_debt", "bills")
    with op.batch_alter_table("bills", schema=None) as batch_op:
        batch_op.drop_column("owed_by")
    op.drop_table("debt_confirmations")
    op.drop_table("debts")
