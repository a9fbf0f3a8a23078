"""What other rooms may ask of receipts: those of a bill or a dossier, writing and cancelling them, their papers."""

from webapp.receipts.collecting import agreement, delegate_of, may_collect
from webapp.receipts.issuing import (
    NoSuchReceipt,
    all_of,
    by_token,
    cancel,
    initials,
    issue,
    living,
    name_of,
    numbers,
    of_dossier,
    one,
)
from webapp.receipts.models import BEFORE, OF_BILL, Receipt, ReceiptCounter, of_bill
from webapp.receipts.money import Money, money_of, with_decisions
from webapp.receipts.paper import Layout, file_name
from webapp.receipts.papers import Printer, signed_at
from webapp.receipts.reporting import Unreported, report_again, unreported

__all__ = [
    "BEFORE", "Layout", "Money", "OF_BILL", "NoSuchReceipt", "Printer", "Receipt", "ReceiptCounter", "Unreported", "agreement", "all_of", "by_token",
    "cancel", "delegate_of", "file_name", "initials", "issue", "living", "may_collect", "money_of", "name_of", "numbers",
    "of_bill", "of_dossier", "one", "report_again", "signed_at", "unreported", "with_decisions",
]  # fmt: skip
