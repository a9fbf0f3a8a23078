"""books: what was decided to go back and by what voucher, days held against a provider's statement."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0024"
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


def downgrade() -> None:
    raise NotImplementedError("decisions about money are not taken back")
