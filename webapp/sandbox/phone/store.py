"""What the phones remember: one little SQLite file in the demonstration's data folder."""

import secrets
from pathlib import Path

from webapp.sandbox.ground.store import Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL CHECK (kind IN ('sms', 'zns')), key TEXT NOT NULL,
    phone TEXT NOT NULL, sender TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, encoding TEXT NOT NULL,
    units INTEGER NOT NULL, parts INTEGER NOT NULL, at TEXT NOT NULL, UNIQUE (kind, key));
CREATE INDEX IF NOT EXISTS ix_messages_phone ON messages (phone, id);
CREATE TABLE IF NOT EXISTS refusals (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, phone TEXT NOT NULL, trouble TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class PhoneStore(Store):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "sandbox-phone.sqlite3", SCHEMA)
        with self.writing() as db:
            db.execute(
                "INSERT INTO settings VALUES ('access_token', ?) ON CONFLICT DO NOTHING", (secrets.token_urlsafe(24),)
            )
