"""Outages to play with: the systems are being looked after, or one answer gets lost on its way."""

import sqlite3

AT_REST, LOST = "at_rest", "lost"
TROUBLES = {
    "": "Chạy bình thường",
    AT_REST: "Đang bảo trì: không trả lời gì (503)",
    LOST: "Làm xong nhưng mất câu trả lời kế tiếp (502)",
}


def now(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT value FROM settings WHERE key = 'trouble'").fetchone()
    return str(row["value"]) if row else ""


def switch(db: sqlite3.Connection, which: str) -> None:
    """`which` is a key of TROUBLES."""
    db.execute(
        "INSERT INTO settings VALUES ('trouble', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (which,)
    )
