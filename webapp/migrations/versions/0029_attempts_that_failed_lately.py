"""attempts that failed lately are asked about too: found by when they run out."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_attempts_expires_at"), "attempts", ["expires_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_attempts_expires_at"), "attempts")
