"""The migrations make exactly the tables that the models say, and carry rows over, on both engines."""

from importlib import import_module

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Session

from tests.engines import Database
from tests.people import AN, account_of, make_dossier
from webapp import (
    clock,
    door,  # noqa: F401  every model, through every room
    staff_log,
)
from webapp.db import UTC, Base, uuid7
from webapp.desk import returns
from webapp.documents.models import Upload
from webapp.dossiers.service import Dossier, State
from webapp.payments.models import Bill
from webapp.privacy.models import RetentionAct
from webapp.receipts.models import Receipt, ReceiptCounter, ReceiptPaper
from webapp.staff_log import StaffAct


def of_the_app(_object: object, name: str | None, kind: str, *_: object) -> bool:
    """Not the table that the tests of saving bring along."""
    return not (kind == "table" and (name or "").startswith("probe"))


def test_nothing_is_left_to_migrate(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": of_the_app})
        assert compare_metadata(context, Base.metadata) == [], "run: python -m tools.new_revision 'what changes'"


def test_words_left_by_destroyed_papers_and_emptied_dossiers_go(app, db: Session) -> None:
    account = account_of(db, *AN)
    dossier = make_dossier(db, account, state=State.SUPPLEMENT)
    upload = Upload(
        id=uuid7(), account_id=account.id, filename="An.jpg", metadata_="x", length=1, wrapped_key=b"k", state="taken",
        created_at=clock.now(), expires_at=clock.now(),
    )  # fmt: skip
    db.add_all([upload, RetentionAct(rule="dossier_finished", kind="dossier", object_id=dossier.id, at=clock.now())])
    db.commit()
    revision = import_module("webapp.migrations.versions.0005_what_was_destroyed_keeps_no_words")
    with Operations.context(MigrationContext.configure(db.connection())):
        revision.upgrade()
    db.expire_all()
    item = returns.all_of(db, dossier)[0].items[0]
    assert (upload.filename, upload.metadata_, item.reason, item.answer) == ("", "", "", None)


def test_the_looks_at_dossiers_go_into_the_log_of_staff(app, db: Session) -> None:
    dossier_id, account_id = uuid7(), uuid7()
    old = Table(
        "dossier_views",
        MetaData(),
        *(Column(name, Uuid()) for name in ("id", "dossier_id", "account_id")),
        Column("at", UTC),
    )
    connection = db.connection()
    StaffAct.__table__.drop(connection)
    old.create(connection)
    connection.execute(old.insert().values(id=uuid7(), dossier_id=dossier_id, account_id=account_id, at=clock.now()))
    with Operations.context(MigrationContext.configure(connection)):
        import_module("webapp.migrations.versions.0020_staff_log").upgrade()
    (line,) = staff_log.of_thing(db, dossier_id)
    assert (line.account_id, line.act, line.about) == (account_id, "desk.dossier", f"dossier_id={dossier_id}")


def test_receipts_of_before_get_a_kind_and_a_series_of_their_own(app, db: Session) -> None:
    dossier = make_dossier(db, account_of(db, *AN), code="1.004222", state=State.NEW)
    connection, moment = db.connection(), clock.now()
    bills = [bill_of(dossier, kinds) for kinds in (["phi", "phi"], ["le_phi", "phi", "da_nop"])]
    db.add_all(bills)
    db.flush()
    for model in (ReceiptPaper, Receipt, ReceiptCounter):
        model.__table__.drop(connection)
    old, counters = receipts_of_before()
    old.metadata.create_all(connection)
    for number, bill in enumerate(bills, 1):
        known = {"unit_id": "hong-gai", "year": 2026, "number": number, "content": b"", "issued_at": moment}
        connection.execute(old.insert().values(id=uuid7(), bill_id=bill.id, **known))
    connection.execute(counters.insert().values(unit_id="hong-gai", year=2026, last=2))
    with Operations.context(MigrationContext.configure(connection)):
        import_module("webapp.migrations.versions.0023_receipts").upgrade()
    found = db.execute(select(Receipt.kind, Receipt.series, Receipt.number).order_by(Receipt.number)).all()
    assert [tuple(one) for one in found] == [("phi", "BN.hong-gai", 1), ("chung", "BN.hong-gai", 2)]
    assert db.get_one(ReceiptCounter, ("BN.hong-gai", 2026)).last == 2


def bill_of(dossier: Dossier, kinds: list[str]) -> Bill:
    return Bill(
        dossier_id=dossier.id, state="paid", total=1, quote={"lines": [{"kind": kind} for kind in kinds]}, unit_id="hong-gai",
        reference="-".join(kinds)[:12], share_token="-".join(kinds), bank_bin="1", bank_account="1", bank_account_name="",
        frozen_at=clock.now(),
    )  # fmt: skip


def receipts_of_before() -> tuple[Table, Table]:
    """The tables as revision 0001 made them."""
    data, names = MetaData(naming_convention=Base.metadata.naming_convention), ("unit_id", "year", "number")
    bills = Table("bills", data, Column("id", Uuid(), primary_key=True))
    old = Table(
        "receipts", data, Column("id", Uuid(), primary_key=True), Column("bill_id", Uuid(), ForeignKey(bills.c.id), nullable=False),
        Column("unit_id", String(60), nullable=False), Column("year", Integer, nullable=False),
        Column("number", Integer, nullable=False), Column("content", LargeBinary, nullable=False),
        Column("issued_at", UTC, nullable=False),
        UniqueConstraint("bill_id", name="uq_receipts_bill_id"),
        UniqueConstraint(*names, name="uq_receipts_unit_id_year_number"),
    )  # fmt: skip
    counters = Table(
        "receipt_counters", data, Column("unit_id", String(60), primary_key=True), Column("year", Integer, primary_key=True),
        Column("last", Integer, nullable=False),
    )  # fmt: skip
    return old, counters
