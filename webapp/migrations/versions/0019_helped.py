"""helped: dossiers begun under a mandate, those that wait for their citizen; mandates signed on a phone and on paper."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mandate_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("set_aside", sa.String(length=8), nullable=True))
        batch_op.create_index(batch_op.f("ix_dossiers_mandate_id"), ["mandate_id"], unique=False)
    with op.batch_alter_table("mandates", schema=None) as batch_op:
        batch_op.add_column(sa.Column("signature", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("paper", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("paper_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("mandates", schema=None) as batch_op:
        for name in ("paper_at", "paper", "signature"):
            batch_op.drop_column(name)
    with op.batch_alter_table("dossiers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossiers_mandate_id"))
        batch_op.drop_column("set_aside")
        batch_op.drop_column("mandate_id")
