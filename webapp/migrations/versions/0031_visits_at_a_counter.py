"""visits of customers at a counter: whose desk, when, how it ended. Nothing of the customer stands in them."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counter_visits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("clerk_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("met", sa.String(length=8), nullable=False),
        sa.Column("new_account", sa.Boolean(), nullable=False),
        sa.Column("guided", sa.Boolean(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("rested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=8), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_visits")),
    )
    op.create_index(op.f("ix_counter_visits_clerk_id"), "counter_visits", ["clerk_id"])
    op.create_index("ix_counter_visits_unit_id_opened_at", "counter_visits", ["unit_id", "opened_at"])
    still_there = {"sqlite_where": sa.text("ended_at IS NULL"), "postgresql_where": sa.text("ended_at IS NULL")}
    op.create_index("uq_counter_visits_open", "counter_visits", ["clerk_id"], unique=True, **still_there)


def downgrade() -> None:
    op.drop_table("counter_visits")
