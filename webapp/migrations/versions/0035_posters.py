"""posters: short addresses that stand on paper, and how often they were followed on a day."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "posters",
        sa.Column("short", sa.String(length=8), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("short", name=op.f("pk_posters")),
        sa.UniqueConstraint("unit_id", "kind", "target", name=op.f("uq_posters_unit_id_kind_target")),
    )
    op.create_table(
        "poster_scans",
        sa.Column("short", sa.String(length=8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("short", "day", name=op.f("pk_poster_scans")),
    )
    op.create_index(op.f("ix_poster_scans_day"), "poster_scans", ["day"])


def downgrade() -> None:
    op.drop_table("poster_scans")
    op.drop_table("posters")
