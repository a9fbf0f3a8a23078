"""Finding a notice by its code, keeping what was found, and its bill: beside a dossier or alone."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import uuid7
from webapp.debts import bills
from webapp.debts.models import FoundDebt
from webapp.debts.register import Debt, Item
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.payments import service as payments
from webapp.payments.service import Bill
from webapp.systems.calling import Unreachable
from webapp.systems.state import plain
from webapp.systems.state_http import Refused

MOST = 50


class Register(Protocol):
    """The port to the systems that ask for money by notices."""

    def find(self, code: str) -> Debt | None:
        """As it stands now; None where there is none. Raises Unreachable, Refused."""

    def confirm(self, code: str, amount: int, transaction: str, at: datetime, receipt: str) -> None:
        """Tell that it was paid; the same transaction again changes nothing. Raises Unreachable, Refused."""


class NoRegister(Exception):
    """This province is not connected to any such system."""


class NoSuchDebt(Exception):
    """Nobody found anything under this id."""


def ask(register: Register | None, code: str) -> Debt | None:
    """The notice as it stands now; the caller holds no transaction open meanwhile. Raises NoRegister, Unreachable."""
    if register is None:
        raise NoRegister
    try:
        return register.find(code)
    except Refused as refusal:  # a no without a meaning here: as good as no answer
        raise Unreachable(refusal.code) from None


def keep(db: Session, debt_id: UUID, debt: Debt, account_id: UUID | None) -> FoundDebt:
    """What was found, under the id of the form: sent twice it is one. Its bill follows what the notice says now; where the
    notice names a dossier of ours, it stands beside that at once."""
    row = _row(db, debt_id, debt, account_id)
    refresh(row, debt)
    beside = named(db, debt)
    if beside:
        bills.for_debt(db, debt, beside)
    else:
        bills.renew(db, debt)
    return row


def _row(db: Session, debt_id: UUID, debt: Debt, account_id: UUID | None) -> FoundDebt:
    code, known = plain(debt.code), db.get(FoundDebt, debt_id)
    if known and known.code == code and known.account_id in (None, account_id):
        known.account_id = account_id
        return known
    made = FoundDebt(
        id=uuid7() if known else debt_id,
        code=code,
        account_id=account_id,
        found=_plain(debt),
        first_at=clock.now(),
        found_at=clock.now(),
    )
    try:
        with db.begin_nested():
            db.add(made)
    except IntegrityError:  # the same form twice at once
        return db.get_one(FoundDebt, debt_id)
    return made


def refresh(row: FoundDebt, debt: Debt) -> None:
    row.found, row.found_at = _plain(debt), clock.now()


def one(db: Session, debt_id: UUID) -> FoundDebt:
    """Raises NoSuchDebt."""
    found = db.get(FoundDebt, debt_id)
    if found is None:
        raise NoSuchDebt
    return found


def pay(db: Session, debt: Debt) -> Bill | None:
    """The bill to pay now, its link good for long enough; None where there is nothing to pay."""
    bill = bills.for_debt(db, debt, named(db, debt))
    if bill and bill.state == "open":
        bills.link_on(bill)
    return bill


def put_beside(db: Session, debt: Debt, dossier: Dossier) -> Bill | None:
    """The notice's bill stands on the page of this dossier from now on; None where there is nothing to pay and nothing was
    paid here. Raises OtherDossier: it belongs to another one."""
    other = named(db, debt)
    if other and other.id != dossier.id:
        raise bills.OtherDossier
    bill = bills.for_debt(db, debt, dossier)
    if bill:
        bills.put_beside(bill, dossier)
    return bill


def named(db: Session, debt: Debt) -> Dossier | None:
    """The dossier that the notice says it belongs to, where it is one of ours."""
    return dossiers.find(db, debt.dossier) if debt.dossier else None


def keeps_receipts(row: FoundDebt, bill: Bill) -> bool:
    """Whether it was found before it was paid here: a code alone, learnt later, gives nobody's name away."""
    return bill.paid_at is not None and row.first_at <= bill.paid_at


def keeps_receipts_of(db: Session, row: FoundDebt) -> bool:
    """The same of the bill that counts now; where nothing was paid there is nothing to give away."""
    bill = payments.of_debt(db, row.code)
    return bill is None or bill.paid_at is None or keeps_receipts(row, bill)


def mine(db: Session, account_id: UUID) -> list[tuple[FoundDebt, Bill | None]]:
    """What this account found, each notice once, the latest first, with the bill that counts."""
    living = and_(Bill.debt_code == FoundDebt.code, Bill.state.in_(("open", "paid")))
    rows = db.execute(
        select(FoundDebt, Bill)
        .outerjoin(Bill, living)
        .where(FoundDebt.account_id == account_id)
        .order_by(FoundDebt.found_at.desc(), FoundDebt.id.desc())
        .limit(MOST)
    )
    once: dict[str, tuple[FoundDebt, Bill | None]] = {}
    for row, bill in rows:
        once.setdefault(row.code, (row, bill))
    return list(once.values())


def of_account(account_id: UUID) -> Select[FoundDebt]:
    return select(FoundDebt).where(FoundDebt.account_id == account_id)


def notice(row: FoundDebt) -> Debt:
    """As it stood when it was found."""
    said = dict(row.found)
    said["items"] = tuple(Item(**item) for item in said["items"])
    said["due"] = date.fromisoformat(said["due"]) if said["due"] else None
    said["issued"] = date.fromisoformat(said["issued"])
    return Debt(**said)


def _plain(debt: Debt) -> dict[str, Any]:
    said = asdict(debt)
    return said | {"due": debt.due.isoformat() if debt.due else None, "issued": debt.issued.isoformat()}
