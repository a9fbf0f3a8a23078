"""money: attempts, decisions, and the journal, to which nothing is done but add; what came before is entered into it."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from webapp.db import uuid7

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None
UTC = sa.DateTime(timezone=True)
COUNTED = ("settled", "short", "surplus")
BILLS = {"id": sa.Uuid(), "state": sa.String(), "total": sa.BigInteger()}
FACTS = {
    "id": sa.Uuid(), "bill_id": sa.Uuid(), "amount": sa.BigInteger(), "outcome": sa.String(), "held": sa.BigInteger(), "at": UTC,
}  # fmt: skip
POSTINGS = {
    "id": sa.Uuid(), "entry_id": sa.Uuid(), "fact_id": sa.Uuid(), "account": sa.String(), "bill_id": sa.Uuid(),
    "amount": sa.BigInteger(), "at": UTC,
}  # fmt: skip
REFUSE = "postings are only ever added to"


def upgrade() -> None:
    _bills()
    _attempts()
    _decisions()
    _facts()
    _postings()
    _enter_what_came()
    for statement in _guards():
        op.execute(statement)
    with op.batch_alter_table("money_facts", schema=None) as batch_op:
        batch_op.drop_column("needs_person")


def _bills() -> None:
    with op.batch_alter_table("bills", schema=None) as batch_op:
        batch_op.alter_column("dossier_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.add_column(sa.Column("debt_code", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("shared_reference", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("share_until", UTC, nullable=True))
        batch_op.add_column(sa.Column("payer", sa.LargeBinary(), nullable=True))
        batch_op.create_index(batch_op.f("ix_bills_debt_code"), ["debt_code"])
        batch_op.create_unique_constraint(batch_op.f("uq_bills_shared_reference"), ["shared_reference"])
    with op.batch_alter_table("bank_notices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=8), nullable=False, server_default="notice"))


def _attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bill_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=12), nullable=False),
        sa.Column("reference", sa.String(length=34), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("through", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("started_at", UTC, nullable=False),
        sa.Column("expires_at", UTC, nullable=False),
        sa.Column("asked_at", UTC, nullable=True),
        sa.Column("ended_at", UTC, nullable=True),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name=op.f("fk_attempts_bill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("reference", name=op.f("uq_attempts_reference")),
    )
    op.create_index(op.f("ix_attempts_bill_id"), "attempts", ["bill_id"])
    op.create_index(op.f("ix_attempts_state"), "attempts", ["state"])
    op.create_table(
        "provider_asked",
        sa.Column("provider", sa.String(length=12), nullable=False),
        sa.Column("account", sa.String(length=19), nullable=False),
        sa.Column("until", UTC, nullable=False),
        sa.PrimaryKeyConstraint("provider", "account", name=op.f("pk_provider_asked")),
    )


def _decisions() -> None:
    op.create_table(
        "money_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=True),
        sa.Column("bill_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["money_facts.id"], name=op.f("fk_money_decisions_fact_id")),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name=op.f("fk_money_decisions_bill_id")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_money_decisions_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_money_decisions")),
    )
    for column in ("fact_id", "bill_id"):
        op.create_index(op.f(f"ix_money_decisions_{column}"), "money_decisions", [column])


def _facts() -> None:
    with op.batch_alter_table("money_facts", schema=None) as batch_op:
        batch_op.alter_column("notice_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.add_column(sa.Column("attempt_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("through", sa.String(length=8), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("held", sa.BigInteger(), nullable=False, server_default="0"))
        batch_op.create_foreign_key(batch_op.f("fk_money_facts_attempt_id"), "attempts", ["attempt_id"], ["id"])
    waits = sa.text("held > 0")
    op.create_index("ix_money_facts_held", "money_facts", ["at"], sqlite_where=waits, postgresql_where=waits)


def _postings() -> None:
    op.create_table(
        "postings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("account", sa.String(length=8), nullable=False),
        sa.Column("bill_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(["fact_id"], ["money_facts.id"], name=op.f("fk_postings_fact_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["money_decisions.id"], name=op.f("fk_postings_decision_id")),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name=op.f("fk_postings_bill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
    )
    for column in ("entry_id", "fact_id", "bill_id"):
        op.create_index(op.f(f"ix_postings_{column}"), "postings", [column])


def _enter_what_came() -> None:
    """What counted for a bill counts up to its total; the rest, and what came for a void bill, waits for a person."""
    db = op.get_bind()
    bills, facts, postings = _table("bills", BILLS), _table("money_facts", FACTS), _table("postings", POSTINGS)
    left = {one.id: 0 if one.state == "void" else one.total for one in db.execute(sa.select(bills))}
    for fact in db.execute(sa.select(facts).order_by(facts.c.at, facts.c.id)):
        counts = min(fact.amount, left.get(fact.bill_id, 0)) if fact.outcome in COUNTED else 0
        if fact.bill_id is not None:
            left[fact.bill_id] = left.get(fact.bill_id, 0) - counts
        entry, held = uuid7(), fact.amount - counts
        lines = (("bank", fact.amount, None), ("bill", -counts, fact.bill_id), ("held", -held, fact.bill_id))
        for account, amount, bill in [line for line in lines if line[1]]:
            row = {"id": uuid7(), "entry_id": entry, "fact_id": fact.id, "account": account, "bill_id": bill}
            db.execute(postings.insert().values(amount=amount, at=fact.at, **row))
        db.execute(facts.update().where(facts.c.id == fact.id).values(held=held))


def _table(name: str, columns: dict[str, sa.types.TypeEngine]) -> sa.TableClause:
    return sa.table(name, *(sa.column(column, kind) for column, kind in columns.items()))


def _guards() -> Iterator[str]:
    """Whatever a program or a person at the console tries: an entry stands."""
    if op.get_bind().dialect.name == "postgresql":
        yield (
            "CREATE FUNCTION keep_postings() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSE}'; END $$"
        )
        yield (
            "CREATE TRIGGER keep_postings BEFORE UPDATE OR DELETE OR TRUNCATE ON postings "
            "FOR EACH STATEMENT EXECUTE FUNCTION keep_postings()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER keep_postings_{change.lower()} BEFORE {change} ON postings "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSE}'); END"
        )


def downgrade() -> None:
    raise NotImplementedError("a journal of money is not taken back")
