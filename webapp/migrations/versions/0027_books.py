"""books: what was decided to go back and by what voucher, days held against a provider's statement."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None
UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("money_decisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("of_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("pay_to", sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_money_decisions_of_id"), "money_decisions", ["of_id"], ["id"])
        batch_op.create_unique_constraint(batch_op.f("uq_money_decisions_of_id"), ["of_id"])
    _vouchers()
    _sheets()
    _lines()


def _vouchers() -> None:
    op.create_table(
        "refund_vouchers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["money_decisions.id"], name=op.f("fk_refund_vouchers_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_vouchers")),
        sa.UniqueConstraint("unit_id", "year", "number", name=op.f("uq_refund_vouchers_unit_id_year_number")),
    )
    op.create_table(
        "voucher_counters",
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "year", name=op.f("pk_voucher_counters")),
    )


def _sheets() -> None:
    op.create_table(
        "day_sheets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("signed_at", UTC, nullable=True),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("signed_name", sa.String(length=120), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["signed_by"], ["accounts.id"], name=op.f("fk_day_sheets_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_sheets")),
        sa.UniqueConstraint("provider", "day", "part", name=op.f("uq_day_sheets_provider_day_part")),
    )
    op.create_table(
        "statements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["day_sheets.id"], name=op.f("fk_statements_sheet_id")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_statements_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_sheet_id"), "statements", ["sheet_id"])


def _lines() -> None:
    op.create_table(
        "statement_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("ours", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=True),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("explanation", sa.LargeBinary(), nullable=True),
        sa.Column("explained_by", sa.String(length=120), nullable=True),
        sa.Column("explained_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["day_sheets.id"], name=op.f("fk_statement_lines_sheet_id")),
        sa.ForeignKeyConstraint(["fact_id"], ["money_facts.id"], name=op.f("fk_statement_lines_fact_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["bank_notices.id"], name=op.f("fk_statement_lines_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_lines")),
        sa.UniqueConstraint("sheet_id", "number", name=op.f("uq_statement_lines_sheet_id_number")),
    )
    for column in ("sheet_id", "fact_id"):
        op.create_index(op.f(f"ix_statement_lines_{column}"), "statement_lines", [column])


def downgrade() -> None:
    raise NotImplementedError("decisions about money are not taken back")
