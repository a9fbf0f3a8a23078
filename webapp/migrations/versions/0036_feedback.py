"""feedback: signs of desks, ratings with five faces, petitions and what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None
UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "feedback_signs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", UTC, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_signs")),
        sa.UniqueConstraint("code", name=op.f("uq_feedback_signs_code")),
    )
    op.create_index("ix_feedback_signs_unit_id_ended_at", "feedback_signs", ["unit_id", "ended_at"])
    op.create_table(
        "feedback_ratings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=12), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=True),
        sa.Column("desk", sa.String(length=20), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("face", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.Column("has_photo", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.String(length=8), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.Column("of", sa.String(length=64), nullable=True),
        sa.CheckConstraint("face BETWEEN 1 AND 5", name=op.f("ck_feedback_ratings_face")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_ratings")),
        sa.UniqueConstraint("once", name=op.f("uq_feedback_ratings_once")),
    )
    op.create_index("ix_feedback_ratings_code_day", "feedback_ratings", ["code", "day"])
    op.create_index(op.f("ix_feedback_ratings_day"), "feedback_ratings", ["day"])
    op.create_index(op.f("ix_feedback_ratings_of"), "feedback_ratings", ["of"])
    op.create_index(op.f("ix_feedback_ratings_staff_id"), "feedback_ratings", ["staff_id"])
    op.create_index("ix_feedback_ratings_unit_id_day", "feedback_ratings", ["unit_id", "day"])
    op.create_table(
        "feedback_petitions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("code_index", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("received_at", UTC, nullable=False),
        sa.Column("due_at", UTC, nullable=True),
        sa.Column("closed_at", UTC, nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("passed_to", sa.String(length=200), nullable=True),
        sa.Column("said", sa.Integer(), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["feedback_ratings.id"], name=op.f("fk_feedback_petitions_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_petitions")),
        sa.UniqueConstraint("code_index", name=op.f("uq_feedback_petitions_code_index")),
    )
    op.create_index(op.f("ix_feedback_petitions_assigned_id"), "feedback_petitions", ["assigned_id"])
    op.create_index(op.f("ix_feedback_petitions_received_at"), "feedback_petitions", ["received_at"])
    op.create_index("ix_feedback_petitions_unit_id_state", "feedback_petitions", ["unit_id", "state"])
    op.create_table(
        "feedback_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.String(length=12), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["feedback_petitions.id"], name=op.f("fk_feedback_events_petition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_events")),
    )
    op.create_index(op.f("ix_feedback_events_petition_id"), "feedback_events", ["petition_id"])


def downgrade() -> None:
    op.drop_table("feedback_events")
    op.drop_table("feedback_petitions")
    op.drop_table("feedback_ratings")
    op.drop_table("feedback_signs")
