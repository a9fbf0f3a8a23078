"""receipts: one for each kind of money of a bill, by series; cancelled ones, signed papers, what the tax system was told."""

import json
import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None
OLD_FORM, OLD_SERIES = "BN", "BN."  # proofs of before lie in series of their own: one a unit, for all kinds of money
NEW = {
    "delegate_unit_id": sa.String(length=60), "kind": sa.String(length=8), "form": sa.String(length=40),
    "series": sa.String(length=80), "token": sa.String(length=32), "cancelled_at": sa.DateTime(timezone=True),
    "cancelled_by": sa.LargeBinary(), "cancelled_why": sa.LargeBinary(), "reported_at": sa.DateTime(timezone=True),
    "acknowledged": sa.String(length=60), "cancel_reported_at": sa.DateTime(timezone=True),
    "cancel_acknowledged": sa.String(length=60),
}  # fmt: skip
UNREPORTED = "reported_at IS NULL OR cancelled_at IS NOT NULL AND cancel_reported_at IS NULL"
NEEDED = ("kind", "form", "series", "token")


def upgrade() -> None:
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        for name, kind in NEW.items():
            batch_op.add_column(sa.Column(name, kind, nullable=True))
    _fill()
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        for name in NEEDED:
            batch_op.alter_column(name, existing_type=NEW[name], nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_receipts_unit_id_year_number"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_receipts_bill_id"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_receipts_series_year_number"), ["series", "year", "number"])
        batch_op.create_unique_constraint(batch_op.f("uq_receipts_token"), ["token"])
        batch_op.create_index(batch_op.f("ix_receipts_bill_id"), ["bill_id"], unique=False)
    _index("uq_receipts_living", ["bill_id", "kind"], "cancelled_at IS NULL", unique=True)
    _index("ix_receipts_unreported", ["issued_at"], UNREPORTED, unique=False)
    _count_by_series()
    op.create_table(
        "receipt_papers",
        sa.Column("receipt_id", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_papers_receipt_id")),
        sa.PrimaryKeyConstraint("receipt_id", name=op.f("pk_receipt_papers")),
    )


def _index(name: str, columns: list[str], where: str, unique: bool) -> None:
    condition = sa.text(where)
    op.create_index(name, "receipts", columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def _fill() -> None:
    receipts = sa.table(
        "receipts", sa.column("id", sa.Uuid()), sa.column("bill_id", sa.Uuid()), sa.column("unit_id", sa.String()),
        *(sa.column(name, NEW[name]) for name in NEEDED),
    )  # fmt: skip
    bills = sa.table("bills", sa.column("id", sa.Uuid()), sa.column("quote", sa.JSON()))
    bind = op.get_bind()
    known = sa.select(receipts.c.id, receipts.c.unit_id, bills.c.quote).join(bills, bills.c.id == receipts.c.bill_id)
    rows = [
        {
            "of": row.id,
            "a": _kind(row.quote),
            "b": OLD_FORM,
            "c": OLD_SERIES + row.unit_id,
            "d": secrets.token_urlsafe(18),
        }
        for row in bind.execute(known)
    ]
    if rows:
        values = dict(zip(NEEDED, map(sa.bindparam, "abcd"), strict=True))
        bind.execute(sa.update(receipts).where(receipts.c.id == sa.bindparam("of")).values(values), rows)


def _kind(quote: Any) -> str:
    """Of what all lines were; of one for several kinds at once `chung`."""
    said = json.loads(quote) if isinstance(quote, str) else quote
    kinds = {line["kind"] for line in (said or {}).get("lines", []) if line["kind"] != "da_nop"}
    return kinds.pop() if len(kinds) == 1 else "chung"


def _count_by_series() -> None:
    old = sa.table("receipt_counters", *(sa.column(name) for name in ("unit_id", "year", "last")))
    known = [
        {"series": OLD_SERIES + row.unit_id, "year": row.year, "last": row.last}
        for row in op.get_bind().execute(sa.select(old))
    ]
    op.drop_table("receipt_counters")
    made = op.create_table(
        "receipt_counters",
        sa.Column("series", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_receipt_counters")),
    )
    op.bulk_insert(made, known)


def downgrade() -> None:
    """Receipts of several kinds would not fit: only where there is none yet."""
    op.drop_table("receipt_papers")
    op.drop_table("receipt_counters")
    op.create_table(
        "receipt_counters",
        sa.Column("unit_id", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "year", name=op.f("pk_receipt_counters")),
    )
    for name in ("ix_receipts_unreported", "uq_receipts_living"):
        op.drop_index(name, "receipts")
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipts_bill_id"))
        batch_op.drop_constraint(batch_op.f("uq_receipts_token"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_receipts_series_year_number"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_receipts_unit_id_year_number"), ["unit_id", "year", "number"])
        batch_op.create_unique_constraint(batch_op.f("uq_receipts_bill_id"), ["bill_id"])
        for name in NEW:
            batch_op.drop_column(name)
