"""The log of staff: who did or opened what, when and on what ground. The looks at dossiers, kept apart until now, go into it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# The office was not kept then: «why» stays empty
MOVED = """
    INSERT INTO staff_acts (id, at, account_id, act, method, about, why)
    SELECT id, at, account_id, 'desk.dossier', 'GET', 'dossier_id=' || {dossier}, '' FROM dossier_views
"""
TEXT = {  # SQLite keeps an id as 32 digits
    "postgresql": "CAST(dossier_id AS TEXT)",
    "sqlite": "substr(dossier_id, 1, 8) || '-' || substr(dossier_id, 9, 4) || '-' || substr(dossier_id, 13, 4) || '-' || "
    "substr(dossier_id, 17, 4) || '-' || substr(dossier_id, 21)",
}


def upgrade() -> None:
    op.create_table(
        "staff_acts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("method", sa.String(length=7), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_acts")),
    )
    with op.batch_alter_table("staff_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_acts_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_acts_account_id"), ["account_id"], unique=False)
    op.execute(MOVED.format(dossier=TEXT[op.get_bind().dialect.name]))
    op.drop_table("dossier_views")
