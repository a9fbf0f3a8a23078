"""What a counter has to do with receipts: which ones a bill has, what they are called, and that money given back takes them along."""

from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.payments import receipts
from webapp.payments.models import Bill
from webapp.payments.receipt_models import Receipt


def living(bill: Bill) -> list[Receipt]:
    """The receipts that count: one for each kind of money."""
    return [one for one in bill.receipts if one.living]


def name_of(receipt: Receipt) -> str:
    """As it stands on the sheet of a shift: its series, with the year, and its number."""
    return f"{receipt.series} {receipt.number:08}"


def cancel_all(db: Session, bill: Bill, by: Actor, why: str) -> None:
    """They keep their numbers; when the bill is paid again it gets new ones."""
    for one in living(bill):
        receipts.cancel(db, one, by, why)
