"""account helps."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_helps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('opened', 'raised', 'entered', 'not_yet')", name=op.f("ck_account_helps_kind")),
        sa.CheckConstraint("(reason IS NOT NULL) = (kind = 'not_yet')", name=op.f("ck_account_helps_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_helps")),
    )
    with op.batch_alter_table("account_helps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_helps_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_helps_helper_id"), ["helper_id"], unique=False)
        batch_op.create_index("ix_account_helps_unit_id_day", ["unit_id", "day"], unique=False)
