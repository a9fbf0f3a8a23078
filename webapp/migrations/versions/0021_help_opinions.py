"""help opinions: what those who were helped think of it, one by one for some days, then in sums."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "help_opinions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=4), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.CheckConstraint("answer IN ('good', 'fair', 'poor')", name=op.f("ck_help_opinions_answer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_opinions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_help_opinions_token_hash")),
    )
    with op.batch_alter_table("help_opinions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_opinions_helper_id"), ["helper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_opinions_until"), ["until"], unique=False)
    op.create_table(
        "help_opinion_sums",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("helper_id", sa.Uuid(), nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_opinion_sums")),
    )
    with op.batch_alter_table("help_opinion_sums", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_opinion_sums_helper_id"), ["helper_id"], unique=False)
        batch_op.create_index("ix_help_opinion_sums_unit_id_month", ["unit_id", "month"], unique=False)


def downgrade() -> None:
    op.drop_table("help_opinion_sums")
    op.drop_table("help_opinions")
