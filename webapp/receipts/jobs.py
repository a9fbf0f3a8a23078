"""The jobs that follow a receipt: its signed original (papers.py), and its record sent to the tax system (reporting.py)."""

from sqlalchemy.orm import Session

from webapp import outbox
from webapp.receipts.models import Receipt

SIGN, REPORT = "receipt.sign", "receipt.report"


def ask(db: Session, receipt: Receipt) -> None:
    """For one just issued."""
    outbox.enqueue(db, SIGN, {"receipt": str(receipt.id)}, key=f"{SIGN}/{receipt.id}")
    report(db, receipt)


def report(db: Session, receipt: Receipt) -> None:
    """That it was issued; of a cancelled one, that it was cancelled."""
    what = "issued" if receipt.living else "cancelled"
    outbox.enqueue(db, REPORT, {"receipt": str(receipt.id)}, key=f"{REPORT}/{what}/{receipt.id}")
