"""consignments: papers that go by public post, their records of handing over; a confirmed record does not change."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None
UTC = sa.DateTime(timezone=True)
LIVING = sa.text("state IN ('written', 'signed', 'listed')")
FROZEN = (
    "number", "day", "unit_id", "agency_id", "direction", "state", "made_by_id", "given_by", "made_at", "confirmed_by_id",
    "received_by", "confirmed_at", "hash",
)  # fmt: skip
"""Of a confirmed record, with its lines and its agreement. Not what is sealed: a new key seals it anew; the hash proves that it says
the same."""
WORDS = ("lines", "agreement")
CONFIRMED = "a confirmed record does not change"


def upgrade() -> None:
    op.create_table(
        "handover_days",
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "day", name=op.f("pk_handover_days")),
    )
    op.create_table(
        "handovers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("agency_id", sa.String(length=60), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("agreement", sa.JSON(), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("given_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", UTC, nullable=False),
        sa.Column("confirmed_by_id", sa.Uuid(), nullable=True),
        sa.Column("received_by", sa.String(length=120), nullable=True),
        sa.Column("confirmed_at", UTC, nullable=True),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        sa.UniqueConstraint("unit_id", "day", "number", name=op.f("uq_handovers_unit_id_day_number")),
    )
    op.create_index("ix_handovers_agency_id_state", "handovers", ["agency_id", "state"])
    op.create_table(
        "consignments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("agency_id", sa.String(length=60), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("clerk", sa.String(length=120), nullable=False),
        sa.Column("services", sa.String(length=8), nullable=False),
        sa.Column("delivery", sa.String(length=8), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("authorised", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("written_at", UTC, nullable=False),
        sa.Column("signed_at", UTC, nullable=True),
        sa.Column("handed_at", UTC, nullable=True),
        sa.Column("handover_id", sa.Uuid(), nullable=True),
        sa.Column("missing", sa.LargeBinary(), nullable=True),
        sa.Column("forwarded", sa.JSON(), nullable=True),
        sa.Column("sheet", sa.LargeBinary(), nullable=True),
        sa.Column("sheet_hash", sa.String(length=64), nullable=True),
        sa.Column("result_handover_id", sa.Uuid(), nullable=True),
        sa.Column("result_at", UTC, nullable=True),
        sa.Column("item_code", sa.String(length=13), nullable=True),
        sa.Column("tracking", sa.JSON(), nullable=True),
        sa.Column("given_at", UTC, nullable=True),
        sa.Column("given_by_id", sa.Uuid(), nullable=True),
        sa.Column("given_to", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=op.f("fk_consignments_dossier_id")),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name=op.f("fk_consignments_handover_id")),
        sa.ForeignKeyConstraint(
            ["result_handover_id"], ["handovers.id"], name=op.f("fk_consignments_result_handover_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consignments")),
        sa.UniqueConstraint("number", name=op.f("uq_consignments_number")),
    )
    op.create_index("ix_consignments_agency_id_result", "consignments", ["agency_id", "result"])
    op.create_index(op.f("ix_consignments_dossier_id"), "consignments", ["dossier_id"])
    op.create_index(op.f("ix_consignments_handover_id"), "consignments", ["handover_id"])
    op.create_index(op.f("ix_consignments_result_handover_id"), "consignments", ["result_handover_id"])
    op.create_index("ix_consignments_unit_id_state", "consignments", ["unit_id", "state"])
    op.create_index(op.f("ix_consignments_written_at"), "consignments", ["written_at"])
    op.create_index(
        "uq_consignments_living",
        "consignments",
        ["dossier_id"],
        unique=True,
        sqlite_where=LIVING,
        postgresql_where=LIVING,
    )
    op.create_table(
        "consignment_papers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consignment_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("original", sa.Boolean(), nullable=False),
        sa.Column("to_return", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=8), nullable=False),
        sa.Column("returned_at", UTC, nullable=True),
        sa.Column("returned_to", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consignment_id"], ["consignments.id"], name=op.f("fk_consignment_papers_consignment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consignment_papers")),
    )
    op.create_index(op.f("ix_consignment_papers_consignment_id"), "consignment_papers", ["consignment_id"])
    op.create_index("ix_consignment_papers_place", "consignment_papers", ["place"])
    for statement in _guards():
        op.execute(statement)


def _guards() -> Iterator[str]:
    """Whatever a program or a person at the console tries."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    changed = _changed("IS DISTINCT FROM" if postgresql else "IS NOT")
    if postgresql:
        yield f"CREATE FUNCTION keep_handovers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{CONFIRMED}'; END $$"
    for name, what, when in (
        ("update", "UPDATE ON handovers", f"OLD.state = 'confirmed' AND ({changed})"),
        ("delete", "DELETE ON handovers", "OLD.state = 'confirmed'"),
    ):
        if postgresql:
            do = f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION keep_handovers()"
        else:
            do = f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{CONFIRMED}'); END"
        yield f"CREATE TRIGGER keep_handovers_{name} BEFORE {what} {do}"


def _changed(differs: str) -> str:
    texts = [f"CAST(NEW.{name} AS TEXT) {differs} CAST(OLD.{name} AS TEXT)" for name in WORDS]
    return " OR ".join([*(f"NEW.{name} {differs} OLD.{name}" for name in FROZEN), *texts])


def downgrade() -> None:
    raise NotImplementedError("records are not taken back")
