"""What one agrees to before anything personal is kept: the text that holds today (data/consent.yaml), and who agreed to which."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

import yaml
from flask import render_template
from sqlalchemy import Select, insert, literal, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.models import Consent
from webapp.db import uuid7

FILE = Path(__file__).parent / "data" / "consent.yaml"


@dataclass(frozen=True)
class Text:
    """A version: its words stand in templates/accounts/consent/<id>.html and hold from `since` on. `new`: {vi, en}, what is
    other than before."""

    id: str
    since: date
    new: dict[str, str] | None


@cache
def versions() -> list[Text]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return sorted((Text(row["id"], row["from"], row.get("new")) for row in rows), key=lambda one: one.since)


def current() -> str:
    """The id of the text that holds today."""
    return _now().id


def _now() -> Text:
    """Before the first date, the first."""
    held = [one for one in versions() if one.since <= clock.today()]
    return (held or versions()[:1])[-1]


def words() -> str:
    """Its words in the current language, as pages show them."""
    return render_template("accounts/consent_text.html")


def agree(db: Session, account_id: UUID, text_id: str, text: str, means: str | None = None) -> None:
    """Record a consent once; the hash proves which words were shown. `means`: link, code, paper; None on one's own page."""
    given = {
        "id": uuid7(), "account_id": account_id, "text_id": text_id, "text_hash": hashlib.sha256(text.encode()).hexdigest(),
        "given_at": clock.now(), "means": means,
    }  # fmt: skip
    columns = [Consent.__table__.c[name] for name in given]
    new = select(*(literal(value, column.type) for value, column in zip(given.values(), columns, strict=True)))
    known = _given(account_id, text_id).where(Consent.text_hash == given["text_hash"]).exists()
    db.execute(insert(Consent).from_select(columns, new.where(~known)))


def has_agreed(db: Session, account_id: UUID, text_id: str) -> bool:
    return db.scalar(_given(account_id, text_id).limit(1)) is not None


def was_asked(db: Session, account_id: UUID) -> bool:
    """Whether this account ever agreed to any of the texts, or took that back: then it is asked on its own phone only."""
    return db.scalar(select(Consent.id).where(Consent.account_id == account_id).limit(1)) is not None


def news(db: Session, account_id: UUID) -> dict[str, str] | None:
    """What is new in the text of today, for who agreed to an older one."""
    older = [one.id for one in versions() if one.since < _now().since]
    before = select(Consent.id).where(Consent.account_id == account_id, Consent.text_id.in_(older))
    return _now().new if db.scalar(before.limit(1)) else None


def _given(account_id: UUID, text_id: str) -> Select[UUID]:
    """Consents that were not taken back."""
    mine = select(Consent.id).where(Consent.account_id == account_id, Consent.text_id == text_id)
    return mine.where(Consent.withdrawn_at.is_(None))
