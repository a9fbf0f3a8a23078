"""What other rooms may ask of money: the bill of a dossier, setting one, its receipts."""

from webapp.payments.bills import (
    AlreadyPaid,
    AmountOutOfRange,
    DocumentMissing,
    ask_after_acceptance,
    ask_before_acceptance,
    bill_of,
    kept_back,
    one_transfer,
    payable,
    qr_text,
    received,
    remaining,
    set_bill,
)
from webapp.payments.models import BankNotice, Bill, MoneyFact, Receipt
from webapp.payments.paper import pdf as receipt_paper
from webapp.payments.receipts import NoSuchReceipt
from webapp.payments.receipts import of_dossier as receipts
from webapp.payments.receipts import one as receipt
from webapp.payments.settle import JOB, doubt, interpret, interpret_job, keep_unproved, store_raw
from webapp.payments.waiting import Waiting, for_a_person, puzzling
from webapp.units.service import NoBankAccount

__all__ = [
    "JOB", "AlreadyPaid", "AmountOutOfRange", "BankNotice", "Bill", "DocumentMissing", "MoneyFact", "NoBankAccount",
    "NoSuchReceipt", "Receipt", "Waiting", "ask_after_acceptance", "ask_before_acceptance", "bill_of", "doubt",
    "for_a_person", "interpret", "interpret_job", "keep_unproved", "kept_back", "one_transfer", "payable", "puzzling",
    "qr_text", "receipt", "receipt_paper", "receipts", "received", "remaining", "set_bill", "store_raw",
]  # fmt: skip
