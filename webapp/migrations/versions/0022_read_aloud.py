"""read aloud: the code of a mandate that is read to the helper; by which means a consent was given."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mandates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("code_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("code_tries", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("means", sa.String(length=8), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_column("means")
    with op.batch_alter_table("mandates", schema=None) as batch_op:
        for name in ("code_tries", "code_at", "code_hash"):
            batch_op.drop_column(name)
