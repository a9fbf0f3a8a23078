"""What other rooms may ask of money: bills and what came for them, the journal, what providers said and will say."""

from webapp.payments.added import show_when_paid
from webapp.payments.asking import (
    AmountOutOfRange,
    DocumentMissing,
    ask_after_acceptance,
    ask_before_acceptance,
    set_bill,
)
from webapp.payments.attempts import NotPayable, OtherAttempt, that_counts
from webapp.payments.attempts import last as last_attempt
from webapp.payments.bills import (
    SHARED_FOR,
    asked_of,
    bill_of,
    bills_of,
    held_back,
    in_its_place,
    kept_back,
    live,
    of_debt,
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
from webapp.payments.bills import new as new_bill
from webapp.payments.differences import total_of
from webapp.payments.dropping import carry, drop
from webapp.payments.gateway import Leaving
from webapp.payments.going_back import BACK, GoingBack
from webapp.payments.going_back import of_bills as back_of
from webapp.payments.going_back import of_dossier as going_back
from webapp.payments.journal import Line, balance, counted, enter, given_up, locked, lying, state_of, where
from webapp.payments.journal_models import (
    BILL,
    HELD,
    OWED,
    TAKEN,
    TAKEN_BACK,
    WHERE,
    BankNotice,
    Decision,
    MoneyFact,
    Posting,
)
from webapp.payments.models import Attempt, Bill, Reckoning
from webapp.payments.notices import (
    JOB,
    SEAL,
    STATEMENT,
    Gateways,
    book,
    doubt,
    interpret,
    keep,
    keep_unproved,
    store_raw,
)
from webapp.payments.reckonings import close as close_reckoning
from webapp.payments.reckonings import given_back as reckon_given_back
from webapp.payments.reckonings import standing as reckoning_of
from webapp.payments.references import references_in
from webapp.payments.settle import dossier_of, on_paid, settle
from webapp.payments.statements import LARGEST as LARGEST_STATEMENT
from webapp.payments.statements import MOST_ROWS as MOST_STATEMENT_ROWS
from webapp.payments.statements import BadStatement, as_notice
from webapp.payments.statements import Row as StatementRow
from webapp.payments.statements import providers as statement_providers
from webapp.payments.statements import read as read_statement
from webapp.units.service import NoBankAccount

__all__ = [
    "BACK", "BILL", "HELD", "JOB", "LARGEST_STATEMENT", "MOST_STATEMENT_ROWS", "OWED", "SEAL", "SHARED_FOR", "STATEMENT",
    "TAKEN", "TAKEN_BACK", "WHERE", "AmountOutOfRange", "Attempt", "BadStatement", "BankNotice", "Bill", "Decision",
    "DocumentMissing", "Gateways", "GoingBack", "Leaving", "Line", "MoneyFact", "NoBankAccount", "NotPayable", "OtherAttempt",
    "Posting", "Reckoning", "StatementRow", "as_notice", "ask_after_acceptance", "ask_before_acceptance", "back_of",
    "balance", "asked_of", "bill_of", "bills_of", "book", "carry", "close_reckoning", "counted", "dossier_of", "doubt", "drop", "enter",
    "given_up", "going_back", "held_back", "in_its_place", "interpret", "keep", "keep_unproved", "kept_back", "last_attempt",
    "live", "locked", "lying", "new_bill", "of_debt", "on_paid", "one_transfer", "paid_of", "payable", "purpose", "qr_text",
    "read_statement", "received", "reckon_given_back", "reckoning_of", "references_in", "remaining", "set_bill", "settle",
    "share_anew", "shared", "show_when_paid", "state_of", "statement_providers", "store_raw", "that_counts", "total_of",
    "where",
]  # fmt: skip
