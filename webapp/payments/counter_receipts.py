"""What a counter has to do with receipts: which ones a bill has, what they are called, and that money given back takes them along."""

from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.payments.models import Bill, Receipt


class ReceiptStands(Exception):
    """The bill has a receipt that cannot be cancelled: its money is not taken back at the counter."""


def living(bill: Bill) -> list[Receipt]:
    """The receipts that count."""
    return [bill.receipt] if bill.receipt else []


def name_of(receipt: Receipt) -> str:
    """As it stands on the sheet of a shift."""
    return f"{receipt.number:08}/{receipt.year}"


def cancel_all(db: Session, bill: Bill, by: Actor, why: str) -> None:
    """Raises ReceiptStands."""
    if living(bill):
        raise ReceiptStands
