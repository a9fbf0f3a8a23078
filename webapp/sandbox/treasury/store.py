"""What both systems remember: notices and what was told of them, receipts, and the trouble somebody switched on."""

from pathlib import Path

from webapp.sandbox.ground.store import Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL UNIQUE, shown TEXT NOT NULL, once TEXT UNIQUE,
    kind TEXT NOT NULL, office TEXT NOT NULL, payer TEXT NOT NULL, payer_id TEXT NOT NULL, items TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0), issued TEXT NOT NULL, due TEXT NOT NULL, dossier TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'chua_nop' CHECK (state IN ('chua_nop', 'da_nop', 'thu_hoi')));
CREATE TABLE IF NOT EXISTS payments (
    number TEXT PRIMARY KEY, notice_id INTEGER NOT NULL UNIQUE REFERENCES notices (id),
    amount INTEGER NOT NULL, at TEXT NOT NULL, receipt TEXT NOT NULL, told_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS receipts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, form TEXT NOT NULL, series TEXT NOT NULL, year INTEGER NOT NULL,
    number INTEGER NOT NULL, tax_code TEXT NOT NULL, office TEXT NOT NULL, what TEXT NOT NULL, amount INTEGER NOT NULL,
    at TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('lap', 'huy')), lookup TEXT NOT NULL, told_at TEXT NOT NULL,
    UNIQUE (tax_code, form, series, year, number, state));
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


def open_store(folder: Path) -> Store:
    return Store(folder / "sandbox-treasury.sqlite3", SCHEMA)
