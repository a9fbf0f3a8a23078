"""The bank's own little SQLite file: demo accounts, transactions, notices with the log of their deliveries."""

import secrets
import sqlite3
from pathlib import Path

from webapp.sandbox.ground.store import Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
    number TEXT PRIMARY KEY, holder TEXT NOT NULL, note TEXT NOT NULL,
    opening INTEGER NOT NULL, balance INTEGER NOT NULL CHECK (balance >= 0));
CREATE TABLE IF NOT EXISTS transactions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, once TEXT UNIQUE, reference TEXT NOT NULL UNIQUE,
    payer TEXT NOT NULL REFERENCES accounts (number), bin TEXT NOT NULL, bank TEXT NOT NULL, account TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0), asked TEXT NOT NULL, content TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS notices (
    id INTEGER PRIMARY KEY, transaction_id INTEGER NOT NULL UNIQUE REFERENCES transactions (id),
    body TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('held', 'pending', 'delivered', 'given_up')),
    tries INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, notice_id INTEGER NOT NULL REFERENCES notices (id),
    kind TEXT NOT NULL, at TEXT NOT NULL, status INTEGER, answer TEXT NOT NULL, accepted INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""

# number, holder as banks print it, who that is in the demo, opening balance in đồng
ACCOUNTS = (
    ("1010000001", "NGUYEN VAN AN", "Nguyễn Văn An", 5_000_000),
    ("1010000002", "TRAN THI BINH", "Trần Thị Bình", 2_000_000),
    ("1010000003", "NGUYEN THI MAI", "Con gái ở xa (trả giúp)", 20_000_000),
    ("1010000004", "LE VAN TU", "Tài khoản sắp hết tiền", 1_000),
    ("1010000005", "HO KINH DOANH HAI LONG", "Hộ kinh doanh Hải Long", 800_000_000),
)


class BankStore(Store):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "sandbox-bank.sqlite3", SCHEMA)
        with self.writing() as db:
            _seed(db)


def _seed(db: sqlite3.Connection) -> None:
    db.executemany(
        "INSERT INTO accounts (number, holder, note, opening, balance) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(*account, account[-1]) for account in ACCOUNTS],
    )
    # Receivers know notices by their number for ever, so a bank begun anew must not begin again at 1.
    db.execute(
        "INSERT INTO settings VALUES ('first_notice', ?), ('holding', 0) ON CONFLICT DO NOTHING",
        (100_000 + secrets.randbelow(2_000_000_000),),
    )
