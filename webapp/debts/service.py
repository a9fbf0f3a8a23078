"""What other rooms may ask of debts: what an account found, and what is kept how long."""

from webapp.debts.finding import (
    NoRegister,
    NoSuchDebt,
    Register,
    ask,
    keep,
    keeps_receipts,
    keeps_receipts_of,
    mine,
    notice,
    of_account,
    one,
    pay,
    put_beside,
    refresh,
)
from webapp.debts.leaving import RULE, forget, forget_old, said
from webapp.debts.models import Confirmation, FoundDebt
from webapp.debts.telling import EVERY, NothingToSettle, paid, refused, settle

__all__ = [
    "EVERY", "RULE", "Confirmation", "FoundDebt", "NoRegister", "NoSuchDebt", "NothingToSettle", "Register", "ask", "forget",
    "forget_old", "keep", "keeps_receipts", "keeps_receipts_of", "mine", "notice", "of_account", "one", "paid", "pay", "put_beside", "refresh", "refused", "said",
    "settle",
]  # fmt: skip
