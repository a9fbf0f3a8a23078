"""Money of the demo accounts: what may be paid, and booking it together with the notice that tells about it."""

import re
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from webapp import clock
from webapp.sandbox.bank import notices
from webapp.sandbox.bank.alter import ALTERATIONS, altered
from webapp.sandbox.bank.banks import bank_name
from webapp.sandbox.bank.refusals import (
    AmountOverLimit,
    AmountUnreadable,
    BeneficiaryUnreadable,
    ContentTooLong,
    InsufficientBalance,
    UnknownAccount,
    UnknownAlteration,
    UnknownTransaction,
)

LIMIT = 500_000_000  # one NAPAS 247 transfer is under 500 million đồng
CONTENT_LIMIT = 210
AMOUNT = re.compile(r"(\d{1,13}|\d{1,3}([. ,]\d{3}){1,4})", re.ASCII)


@dataclass(frozen=True)
class Order:
    """A transfer as the tester wants it; `amount` in đồng, `once` makes a repeated click harmless."""

    payer: str
    bin: str
    account: str
    amount: int
    content: str
    alter: str = "as_is"
    once: str | None = None


def read_amount(text: str) -> int:
    """đồng from what people type ("7.000", "7 000 đ"); raises AmountUnreadable."""
    plain = text.strip().removesuffix("đồng").removesuffix("đ").removesuffix("VND").strip()
    if not AMOUNT.fullmatch(plain):
        raise AmountUnreadable
    return int(re.sub(r"\D", "", plain))


def accounts(db: sqlite3.Connection) -> list[sqlite3.Row]:
    return db.execute("SELECT * FROM accounts ORDER BY number").fetchall()


def transactions(db: sqlite3.Connection, limit: int = 100) -> list[sqlite3.Row]:
    """The last ones first, each with the state of its notice."""
    return db.execute(f"{_TRANSACTIONS} ORDER BY t.id DESC LIMIT ?", (limit,)).fetchall()


def transaction(db: sqlite3.Connection, number: int) -> sqlite3.Row:
    """One transaction with its payer and notice; raises UnknownTransaction."""
    row: sqlite3.Row | None = db.execute(f"{_TRANSACTIONS} WHERE t.id = ?", (_rowid(number),)).fetchone()
    if row is None:
        raise UnknownTransaction
    return row


def refill(db: sqlite3.Connection, number: str) -> None:
    """Back to the opening balance; raises UnknownAccount."""
    if not db.execute("UPDATE accounts SET balance = opening WHERE number = ?", (number,)).rowcount:
        raise UnknownAccount


def pay(db: sqlite3.Connection, order: Order) -> int:
    """Books the transfer and its notice in one go and gives the transaction's number.
    The same `once` again gives the first transaction and moves nothing. Raises the refusals of `_check`."""
    if order.once and (known := db.execute("SELECT id FROM transactions WHERE once = ?", (order.once,)).fetchone()):
        return int(known["id"])
    _check(order)
    payer = _take(db, order)
    number = _book(db, order, payer)
    notices.write(db, transaction(db, number), received=_received(db, order.account))
    return number


def check_beneficiary(bin_code: str, account: str) -> None:
    """Raises BeneficiaryUnreadable unless these are a six-digit BIN and an account of 1 to 19 letters and digits."""
    if not re.fullmatch(r"\d{6}", bin_code, re.ASCII) or not re.fullmatch(r"[0-9A-Za-z]{1,19}", account):
        raise BeneficiaryUnreadable


def _check(order: Order) -> None:
    if order.alter not in ALTERATIONS:
        raise UnknownAlteration
    check_beneficiary(order.bin, order.account)
    if order.amount <= 0:
        raise AmountUnreadable
    if order.amount >= LIMIT:
        raise AmountOverLimit
    if len(order.content) > CONTENT_LIMIT:
        raise ContentTooLong(limit=CONTENT_LIMIT)


def _take(db: sqlite3.Connection, order: Order) -> sqlite3.Row:
    payer: sqlite3.Row | None = db.execute("SELECT * FROM accounts WHERE number = ?", (order.payer,)).fetchone()
    if payer is None:
        raise UnknownAccount
    if payer["balance"] < order.amount:
        raise InsufficientBalance(balance=payer["balance"], amount=order.amount)
    db.execute("UPDATE accounts SET balance = balance - ? WHERE number = ?", (order.amount, order.payer))
    return payer


def _book(db: sqlite3.Connection, order: Order, payer: sqlite3.Row) -> int:
    at = clock.local(clock.now())
    asked = " ".join("".join(c if c.isprintable() else " " for c in order.content).split())
    number = f"{secrets.randbelow(10**10):010d}"
    content = altered(asked, order.alter, number, order.payer, payer["holder"], order.account)
    bank = bank_name(order.bin)
    row = db.execute(
        "INSERT INTO transactions (once, reference, payer, bin, bank, account, amount, asked, content, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (order.once, _reference(at), order.payer, order.bin, bank, order.account, order.amount, asked, content,
         at.isoformat(timespec="seconds")),
    )  # fmt: skip
    return int(row.lastrowid or 0)


def _reference(at: datetime) -> str:
    """FT, the year, the day of the year, then chance: the way core banking systems print it."""
    return f"FT{at:%y%j}{secrets.randbelow(10**9):09d}"


def _received(db: sqlite3.Connection, account: str) -> int:
    """All the demo money that has come to this account: the notice's running balance."""
    row = db.execute("SELECT sum(amount) FROM transactions WHERE account = ?", (account,)).fetchone()
    return int(row[0])


def _rowid(number: int) -> int:
    """SQLite's row numbers have 63 bits; anything longer is no transaction."""
    if not 0 <= number < 2**63:
        raise UnknownTransaction
    return number


_TRANSACTIONS = """SELECT t.*, a.holder, a.note, a.balance, n.id AS notice_id, n.state, n.tries, n.body
    FROM transactions t JOIN accounts a ON a.number = t.payer LEFT JOIN notices n ON n.transaction_id = t.id"""
