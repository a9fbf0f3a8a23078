"""The end of a window is seconds since 1970: from 2038 on no plain integer of PostgreSQL holds it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("throttle") as batch:
        batch.alter_column("until", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False)
