"""What the sandbox VNPAY remembers: payments, IPNs with the log of their deliveries, refunds, numbers of requests."""

import secrets
from pathlib import Path

from webapp.sandbox.ground.store import Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS payments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE, address TEXT NOT NULL,
    reference TEXT NOT NULL, day TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount > 0), info TEXT NOT NULL,
    return_url TEXT NOT NULL, created TEXT NOT NULL, expires TEXT NOT NULL, asked_bank TEXT NOT NULL,
    card TEXT, wrong_cards INTEGER NOT NULL DEFAULT 0, wrong_otps INTEGER NOT NULL DEFAULT 0,
    response_code TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT '01', number TEXT NOT NULL DEFAULT '0',
    settled TEXT, UNIQUE (reference, day));
CREATE TABLE IF NOT EXISTS notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT, payment_id INTEGER NOT NULL REFERENCES payments (id), said TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('held', 'pending', 'delivered', 'given_up', 'lost')),
    tries INTEGER NOT NULL DEFAULT 0, queued INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, notice_id INTEGER NOT NULL REFERENCES notices (id),
    kind TEXT NOT NULL, at TEXT NOT NULL, status INTEGER, answer TEXT NOT NULL, accepted INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS refunds (
    id INTEGER PRIMARY KEY AUTOINCREMENT, payment_id INTEGER NOT NULL REFERENCES payments (id),
    kind TEXT NOT NULL, amount INTEGER NOT NULL CHECK (amount > 0), number TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS requests (id TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (id, day));
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class VnpayStore(Store):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "sandbox-vnpay.sqlite3", SCHEMA)
        with self.writing() as db:
            # Receivers know transactions by their number for ever, so a sandbox begun anew must not begin again at 1.
            db.execute(
                "INSERT INTO settings VALUES ('next_number', ?), ('mode', 'send') ON CONFLICT DO NOTHING",
                (str(14_000_000 + secrets.randbelow(80_000_000)),),
            )
