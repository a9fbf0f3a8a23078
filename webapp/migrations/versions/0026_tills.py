"""tills: shifts of clerks at a counter, what was taken in each; a closed one does not change."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None
UTC = sa.DateTime(timezone=True)
OPEN = sa.text("closed_at IS NULL")
FROZEN = (
    "account_id",
    "clerk",
    "unit_id",
    "opened_at",
    "opening_float",
    "counted",
    "closed_at",
    "closed_by",
    "sheet_hash",
)
"""Of a closed shift. Not what is sealed: a new key seals it anew; the sheet's hash proves that it says the same."""
NEVER = ("shift_id", "fact_id", "kind", "means", "amount", "given", "bill_reference", "at")
CLOSED, ADDED = "a closed shift does not change", "takings are only ever added to an open shift"

STILL_OPEN = """CREATE FUNCTION keep_takings_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS (SELECT 1 FROM shifts WHERE id = NEW.shift_id AND closed_at IS NOT NULL) THEN
RAISE EXCEPTION 'a closed shift does not change'; END IF; RETURN NEW; END $$"""


def upgrade() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("clerk", sa.String(length=120), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=False),
        sa.Column("opened_at", UTC, nullable=False),
        sa.Column("opening_float", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("closed_at", UTC, nullable=True),
        sa.Column("closed_by", sa.String(length=120), nullable=True),
        sa.Column("sheet", sa.LargeBinary(), nullable=True),
        sa.Column("sheet_hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
    )
    op.create_index("ix_shifts_unit_id_opened_at", "shifts", ["unit_id", "opened_at"])
    op.create_index("uq_shifts_open", "shifts", ["account_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "shift_takings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("means", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("given", sa.BigInteger(), nullable=True),
        sa.Column("bill_reference", sa.String(length=12), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("receipts", sa.JSON(), nullable=False),
        sa.Column("reference", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"], name=op.f("fk_shift_takings_shift_id")),
        sa.ForeignKeyConstraint(["fact_id"], ["money_facts.id"], name=op.f("fk_shift_takings_fact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_takings")),
    )
    for column in ("shift_id", "fact_id"):
        op.create_index(op.f(f"ix_shift_takings_{column}"), "shift_takings", [column])
    for statement in _guards():
        op.execute(statement)


def _guards() -> Iterator[str]:
    """Whatever a program or a person at the console tries."""
    if op.get_bind().dialect.name == "postgresql":
        yield from _postgresql()
        return
    shift, taking = _changed(FROZEN, "IS NOT"), _changed(NEVER, "IS NOT")
    yield _sqlite("shifts_update", f"UPDATE ON shifts WHEN OLD.closed_at IS NOT NULL AND ({shift})", CLOSED)
    yield _sqlite("shifts_delete", "DELETE ON shifts WHEN OLD.closed_at IS NOT NULL", CLOSED)
    closed = "EXISTS (SELECT 1 FROM shifts WHERE id = NEW.shift_id AND closed_at IS NOT NULL)"
    yield _sqlite("takings_insert", f"INSERT ON shift_takings WHEN {closed}", CLOSED)
    yield _sqlite("takings_update", f"UPDATE ON shift_takings WHEN {taking}", ADDED)
    yield _sqlite("takings_delete", "DELETE ON shift_takings", ADDED)


def _postgresql() -> Iterator[str]:
    shift, taking = _changed(FROZEN, "IS DISTINCT FROM"), _changed(NEVER, "IS DISTINCT FROM")
    for name, said in (("shifts", CLOSED), ("takings", ADDED)):
        yield f"CREATE FUNCTION keep_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{said}'; END $$"
    yield STILL_OPEN
    for name, table, when, do in (
        ("shifts_update", "UPDATE ON shifts", f"WHEN (OLD.closed_at IS NOT NULL AND ({shift}))", "keep_shifts"),
        ("shifts_delete", "DELETE ON shifts", "WHEN (OLD.closed_at IS NOT NULL)", "keep_shifts"),
        ("takings_insert", "INSERT ON shift_takings", "", "keep_takings_open"),
        ("takings_update", "UPDATE ON shift_takings", f"WHEN ({taking})", "keep_takings"),
        ("takings_delete", "DELETE ON shift_takings", "", "keep_takings"),
    ):
        yield f"CREATE TRIGGER keep_{name} BEFORE {table} FOR EACH ROW {when} EXECUTE FUNCTION {do}()"


def _changed(columns: tuple[str, ...], differs: str) -> str:
    return " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in columns)


def _sqlite(name: str, when: str, said: str) -> str:
    return f"CREATE TRIGGER keep_{name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{said}'); END"


def downgrade() -> None:
    raise NotImplementedError("sheets of money are not taken back")
