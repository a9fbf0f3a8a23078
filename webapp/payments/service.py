"""What other rooms may ask of money: the bills of a dossier, setting one, its receipts."""

from webapp.payments.asking import (
    AmountOutOfRange,
    DocumentMissing,
    ask_after_acceptance,
    ask_before_acceptance,
    set_bill,
)
from webapp.payments.bills import (
    bill_of,
    bills_of,
    kept_back,
    one_transfer,
    paid_of,
    payable,
    qr_text,
    received,
    remaining,
)
from webapp.payments.differences import total_of
from webapp.payments.models import BankNotice, Bill, MoneyFact, Reckoning
from webapp.payments.money import Money, money_of
from webapp.payments.paper import file_name as receipt_file
from webapp.payments.papers import Printer, signed_at
from webapp.payments.receipt_models import BEFORE, Receipt
from webapp.payments.receipts import NoSuchReceipt
from webapp.payments.receipts import all_of as receipts_of
from webapp.payments.receipts import by_token as receipt_by_token
from webapp.payments.receipts import cancel as cancel_receipt
from webapp.payments.receipts import initials as initials
from webapp.payments.receipts import issue as issue_receipts
from webapp.payments.receipts import of_dossier as receipts
from webapp.payments.receipts import one as receipt
from webapp.payments.reckonings import standing as reckoning_of
from webapp.payments.reporting import Unreported, report_again, unreported
from webapp.payments.settle import JOB, doubt, interpret, interpret_job, keep_unproved, store_raw
from webapp.payments.waiting import Waiting, for_a_person, puzzling
from webapp.units.service import NoBankAccount

__all__ = [
    "BEFORE", "JOB", "Printer", "Unreported", "report_again", "signed_at", "unreported", "receipts_of", "cancel_receipt", "issue_receipts", "receipt_by_token", "receipt_file", "initials", "Money", "money_of", "AmountOutOfRange", "BankNotice", "Bill", "DocumentMissing", "MoneyFact", "NoBankAccount", "NoSuchReceipt",
    "Receipt", "Reckoning", "Waiting", "ask_after_acceptance", "ask_before_acceptance", "bill_of", "bills_of", "doubt",
    "for_a_person", "interpret", "interpret_job", "keep_unproved", "kept_back", "one_transfer", "paid_of", "payable",
    "puzzling", "qr_text", "receipt", "receipts", "received", "reckoning_of", "remaining", "set_bill",
    "store_raw", "total_of",
]  # fmt: skip
