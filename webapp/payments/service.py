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
    held_back,
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
from webapp.payments.checking import wrong
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
from webapp.payments.deciding import ASSIGNS, GIVES_BACK, NotYours, TooMuch, Undecidable
from webapp.payments.deciding import may as may_decide
from webapp.payments.decisions import assign, gone, refund, refundable, return_, went
from webapp.payments.decisions import keep as keep_money
from webapp.payments.differences import total_of
from webapp.payments.fitting import fitting, open_bill
from webapp.payments.gateway import Unreachable
from webapp.payments.gateways import debts
from webapp.payments.gateways.debts import Debt, Item
from webapp.payments.gateways.debts import register as debt_register
from webapp.payments.gateways.state import plain as debt_code
from webapp.payments.gateways.state_http import Refused
from webapp.payments.going_back import GoingBack, Owed, not_gone, voucher_of
from webapp.payments.going_back import of_bills as back_of
from webapp.payments.going_back import of_dossier as going_back
from webapp.payments.journal import balance, counted, given_up, lies
from webapp.payments.journal_models import BankNotice, Decision, MoneyFact, Posting
from webapp.payments.models import Attempt, Bill, Reckoning
from webapp.payments.money import Money, money_of, with_decisions
from webapp.payments.notices import JOB, STATEMENT, Gateways, doubt, interpret, keep, keep_unproved, store_raw
from webapp.payments.paper import Layout
from webapp.payments.paper import file_name as receipt_file
from webapp.payments.paper import pdf as receipt_paper
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
from webapp.payments.settle import dossier_of, on_paid
from webapp.payments.statements import LARGEST as LARGEST_STATEMENT
from webapp.payments.statements import MOST_ROWS as MOST_STATEMENT_ROWS
from webapp.payments.statements import BadStatement, as_notice
from webapp.payments.statements import Row as StatementRow
from webapp.payments.statements import providers as statement_providers
from webapp.payments.statements import read as read_statement
from webapp.payments.voucher_models import Voucher
from webapp.payments.voucher_paper import pdf as voucher_paper
from webapp.payments.waiting import Waiting, doubtful, for_a_person, puzzling
from webapp.units.service import NoBankAccount

__all__ = [
    "ASSIGNS", "AmountOutOfRange", "Attempt", "BEFORE", "BadStatement", "BankNotice", "Bill", "BuiltUpon", "COUNTER",
    "Debt", "Decision", "DocumentMissing", "GIVES_BACK", "Gateways", "GoingBack", "Item", "JOB", "LARGEST_STATEMENT",
    "Layout", "MOST_STATEMENT_ROWS", "Money", "MoneyFact", "Moved", "NoBankAccount", "NoSuchReceipt",
    "NotAtCounter", "NotPayable", "NotWhole", "NotYours", "OtherAttempt", "OtherDossier", "OtherEntry", "OtherTaking",
    "Owed", "Posting", "Printer", "Receipt", "Reckoning", "ReferenceMissing", "Refused", "STATEMENT", "StatementRow",
    "TooMuch", "Undecidable", "Unreachable", "Unreported", "Voucher", "Waiting", "WhyMissing", "as_notice",
    "ask_after_acceptance", "ask_before_acceptance", "assign", "back_of", "balance", "bill_debt", "bill_of",
    "bills_of", "cancel_receipt", "counted", "counter_entry", "debt_code", "debt_register", "debts", "delegate_of",
    "dossier_of", "doubt", "doubtful", "fitting", "for_a_person", "forget_debts", "given_up", "going_back", "gone",
    "held_back", "initials", "interpret", "issue_receipts", "keep", "keep_money", "keep_unproved", "kept_back",
    "last_attempt", "last_movement", "lies", "link_on", "live", "living_receipts", "may_collect",
    "may_decide", "may_pay_at_counter", "money_of", "not_gone", "of_debt", "on_paid", "one_transfer", "open_bill", "paid_of",
    "payable", "purpose", "put_beside", "puzzling", "qr_text", "read_statement", "receipt", "receipt_by_token",
    "receipt_file", "receipt_name", "receipt_numbers", "receipt_paper", "receipts", "receipts_of", "received",
    "reckoning_of", "refund", "refundable", "remaining", "renew_debt", "report_again", "return_",
    "set_bill", "share_anew", "shared", "signed_at", "statement_providers", "store_raw", "take", "total_of",
    "unreported", "voucher_of", "voucher_paper", "went", "with_decisions", "wrong",
]  # fmt: skip
