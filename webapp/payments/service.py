"""What other rooms may ask of money: the bill of a dossier, setting one, its receipts."""

from webapp.payments.bills import (
    AlreadyPaid,
    AmountOutOfRange,
    DocumentMissing,
    ask_after_acceptance,
    ask_before_acceptance,
    bill_of,
    qr_text,
    remaining,
    set_bill,
)
from webapp.payments.models import BankNotice, Bill, MoneyFact, Receipt
from webapp.payments.receipts import NoSuchReceipt
from webapp.payments.receipts import of_dossier as receipts
from webapp.payments.receipts import one as receipt
from webapp.payments.settle import JOB, for_a_person, interpret, interpret_job, store_raw

__all__ = [
    "JOB", "AlreadyPaid", "AmountOutOfRange", "BankNotice", "Bill", "DocumentMissing", "MoneyFact", "NoSuchReceipt", "Receipt",
    "ask_after_acceptance", "ask_before_acceptance", "bill_of", "for_a_person", "interpret", "interpret_job", "qr_text",
    "receipt", "receipts", "remaining", "set_bill", "store_raw",
]  # fmt: skip
