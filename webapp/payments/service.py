"""What other rooms may ask of money: the bills of a dossier, setting one, its receipts."""

from webapp.payments.asking import (
    AmountOutOfRange,
    DocumentMissing,
    ask_after_acceptance,
    ask_before_acceptance,
    set_bill,
)
from webapp.payments.attempts import NotPayable, OtherAttempt
from webapp.payments.attempts import last as last_attempt
from webapp.payments.bills import (
    bill_of,
    bills_of,
    kept_back,
    live,
    one_transfer,
    paid_of,
    payable,
    purpose,
    qr_text,
    received,
    remaining,
    share_anew,
    shared,
)
from webapp.payments.collecting import delegate_of, may_collect
from webapp.payments.counter import PROVIDERS as COUNTER
from webapp.payments.counter import NotWhole, OtherTaking, ReferenceMissing, take
from webapp.payments.counter import may_pay as may_pay_at_counter
from webapp.payments.counter_entries import BuiltUpon, Moved, NotAtCounter, OtherEntry, WhyMissing, counter_entry
from webapp.payments.counter_receipts import living as living_receipts
from webapp.payments.counter_receipts import name_of as receipt_name
from webapp.payments.debt_bills import (
    OtherDossier,
    bill_debt,
    forget_debts,
    last_movement,
    link_on,
    of_debt,
    put_beside,
    receipt_numbers,
    renew_debt,
)
from webapp.payments.differences import total_of
from webapp.payments.gateway import Unreachable
from webapp.payments.gateways import debts
from webapp.payments.gateways.debts import Debt, Item
from webapp.payments.gateways.debts import register as debt_register
from webapp.payments.gateways.state import plain as debt_code
from webapp.payments.gateways.state_http import Refused
from webapp.payments.journal_models import BankNotice, Decision, MoneyFact, Posting
from webapp.payments.models import Attempt, Bill, Reckoning
from webapp.payments.money import Money, money_of
from webapp.payments.notices import JOB, Gateways, doubt, interpret, keep, keep_unproved, store_raw
from webapp.payments.panels import MoneyPanel, register_money
from webapp.payments.paper import Layout
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
from webapp.payments.settle import on_paid
from webapp.payments.waiting import Waiting, doubtful, for_a_person, puzzling
from webapp.units.service import NoBankAccount

__all__ = [
    "AmountOutOfRange", "Attempt", "BEFORE", "BankNotice", "Bill", "BuiltUpon", "COUNTER", "Decision",
    "DocumentMissing", "Gateways", "JOB", "Layout", "Money", "MoneyFact", "Moved", "NoBankAccount", "NoSuchReceipt",
    "NotAtCounter", "NotPayable", "NotWhole", "OtherAttempt", "OtherEntry", "OtherTaking", "Posting", "Printer",
    "Receipt", "Reckoning", "ReferenceMissing", "Unreported", "Waiting", "WhyMissing",
    "ask_after_acceptance", "ask_before_acceptance", "bill_of", "bills_of", "cancel_receipt", "counter_entry",
    "delegate_of", "doubt", "doubtful", "for_a_person", "initials", "interpret", "issue_receipts", "keep",
    "keep_unproved", "kept_back", "last_attempt", "live", "living_receipts", "may_collect", "may_pay_at_counter",
    "money_of", "one_transfer", "paid_of", "payable", "purpose", "puzzling", "qr_text", "receipt", "receipt_by_token",
    "receipt_file", "receipt_name", "receipts", "receipts_of", "received", "reckoning_of", "remaining",
    "report_again", "set_bill", "share_anew", "shared", "signed_at", "store_raw", "take", "total_of", "unreported",
    "Debt", "Item", "MoneyPanel", "OtherDossier", "Refused", "Unreachable", "bill_debt", "debt_code", "debt_register", "debts", "forget_debts",
    "last_movement", "link_on", "of_debt", "on_paid", "put_beside", "receipt_numbers", "register_money", "renew_debt",
]  # fmt: skip
