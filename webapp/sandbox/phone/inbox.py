"""What arrived on which phone, what was refused, and the trouble that waits for the next message of a kind."""

import secrets
import sqlite3
from dataclasses import dataclass

from webapp import clock

KINDS = ("sms", "zns")
TROUBLES = {
    "permanent": "Từ chối hẳn",
    "temporary": "Trục trặc tạm thời",
    "slow": "Trả lời quá chậm",
    "expired": "Hết hạn khoá Zalo",
}
MOST = 200


@dataclass(frozen=True)
class Arrived:
    kind: str
    key: str
    phone: str  # 0xxxxxxxxx
    sender: str
    title: str
    text: str
    encoding: str = ""
    units: int = 0
    parts: int = 1


def take(db: sqlite3.Connection, one: Arrived) -> str:
    """Put it on the phone and give its number; a repetition of the same key changes nothing."""
    db.execute(
        "INSERT INTO messages (kind, key, phone, sender, title, text, encoding, units, parts, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (one.kind, one.key, one.phone, one.sender, one.title, one.text, one.encoding, one.units, one.parts, _now()),
    )
    row = db.execute("SELECT id FROM messages WHERE kind = ? AND key = ?", (one.kind, one.key)).fetchone()
    return f"{one.kind}-{row['id']}"


def refuse(db: sqlite3.Connection, kind: str, phone: str, trouble: str) -> None:
    """Remember that it did not arrive, and why."""
    db.execute("INSERT INTO refusals (kind, phone, trouble, at) VALUES (?, ?, ?, ?)", (kind, phone, trouble, _now()))


def phones(db: sqlite3.Connection) -> list[sqlite3.Row]:
    """Every number with its last message, the newest first."""
    return db.execute(
        "SELECT m.*, n.many FROM messages m JOIN (SELECT max(id) AS last, count(*) AS many FROM messages GROUP BY phone) n"
        " ON m.id = n.last ORDER BY m.id DESC LIMIT ?",
        (MOST,),
    ).fetchall()


def thread(db: sqlite3.Connection, phone: str, kind: str) -> list[dict[str, object]]:
    """What one phone shows of one kind, oldest first, with the refusals in between (`trouble`)."""
    come = db.execute(
        "SELECT * FROM messages WHERE phone = ? AND kind = ? ORDER BY id DESC LIMIT ?", (phone, kind, MOST)
    )
    gone = db.execute(
        "SELECT * FROM refusals WHERE phone = ? AND kind = ? ORDER BY id DESC LIMIT ?", (phone, kind, MOST)
    )
    rows = [{"trouble": "", **row} for row in (*come.fetchall(), *gone.fetchall())]
    return sorted(rows, key=lambda row: (str(row["at"]), int(row["id"])))


def latest(db: sqlite3.Connection, phone: str | None) -> list[sqlite3.Row]:
    """For programs: the newest first, of one phone or of all."""
    where, asked = ("WHERE phone = ?", (phone,)) if phone else ("", ())
    return db.execute(f"SELECT * FROM messages {where} ORDER BY id DESC LIMIT {MOST}", asked).fetchall()


def clear(db: sqlite3.Connection) -> None:
    """All phones are new. Numbers go on, so that nothing is mixed up."""
    db.execute("DELETE FROM messages")
    db.execute("DELETE FROM refusals")


def trouble(db: sqlite3.Connection, kind: str) -> str:
    """What waits for the next message of this kind; empty = nothing."""
    row = db.execute("SELECT value FROM settings WHERE key = ?", (f"trouble {kind}",)).fetchone()
    return str(row["value"]) if row else ""


def set_trouble(db: sqlite3.Connection, kind: str, which: str) -> None:
    """For the next message only. An expired token lasts until the app fetched another."""
    if which == "expired":
        renew_token(db)
        which = ""
    db.execute(
        "INSERT INTO settings VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (f"trouble {kind}", which),
    )


def next_trouble(db: sqlite3.Connection, kind: str) -> str:
    """Taken away: the message after it is in no trouble."""
    found = trouble(db, kind)
    set_trouble(db, kind, "")
    return found


def token(db: sqlite3.Connection) -> str:
    return str(db.execute("SELECT value FROM settings WHERE key = 'access_token'").fetchone()["value"])


def renew_token(db: sqlite3.Connection) -> str:
    """Another one; the last is worth nothing from now on."""
    db.execute("UPDATE settings SET value = ? WHERE key = 'access_token'", (secrets.token_urlsafe(24),))
    return token(db)


def local(phone: str) -> str:
    """«0912345678» of «84912345678»."""
    digits = phone.lstrip("+")
    return f"0{digits[2:]}" if digits.startswith("84") and len(digits) > 10 else digits


def _now() -> str:
    return clock.local(clock.now()).isoformat(timespec="seconds")
