"""Mandates as they were offered and given, and the book of all that happened with them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, Sealed, SealedBytes


class Mandate(Base):
    """A citizen lets a helper help: whom, with which procedures (none named: whatever this visit needs), how long.

    `signature` (an SVG path on 300 × 120) and `paper` (a JPEG): what stands for a tap where there was no signal. `id` is made on the helper's phone; `called` is whom they mean, in words of their own. `token` opens the citizen's page, `token_hash` finds it. `means` says how it was given
    (tap, link, code, paper), "" while it is only offered; `code_*`: the last code sent to be read aloud, until it was right; `text_id` and `text_hash` which words stood there. `ended_by`: citizen, link, helper,
    desk, refused. Frozen by «không phải tôi» it stays so; `settled_*` is the manager's word on the case.
    """

    __tablename__ = "mandates"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    helper_id: Mapped[UUID] = mapped_column(index=True)
    unit_id: Mapped[str] = mapped_column(String(60), index=True)
    account_id: Mapped[UUID | None] = mapped_column(index=True)
    person_id: Mapped[UUID | None]
    called: Mapped[str | None] = mapped_column(Sealed("mandate called"))
    phone: Mapped[str | None] = mapped_column(Sealed("mandate phone"))
    procedures: Mapped[list[Any]]
    days: Mapped[int]
    lang: Mapped[str] = mapped_column(String(2))
    token: Mapped[str] = mapped_column(Sealed("mandate token"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    offered_at: Mapped[datetime] = mapped_column(UTC)
    offer_until: Mapped[datetime] = mapped_column(UTC)
    means: Mapped[str] = mapped_column(String(8), default="")
    text_id: Mapped[str | None] = mapped_column(String(40))
    text_hash: Mapped[str | None] = mapped_column(String(64))
    given_at: Mapped[datetime | None] = mapped_column(UTC)
    until: Mapped[datetime | None] = mapped_column(UTC)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    code_at: Mapped[datetime | None] = mapped_column(UTC)
    code_tries: Mapped[int] = mapped_column(default=0)
    signature: Mapped[str | None] = mapped_column(Sealed("mandate signature"), deferred=True)
    paper: Mapped[bytes | None] = mapped_column(SealedBytes("mandate paper"), deferred=True)
    paper_at: Mapped[datetime | None] = mapped_column(UTC)
    ended_at: Mapped[datetime | None] = mapped_column(UTC)
    ended_by: Mapped[str | None] = mapped_column(String(8))
    frozen_at: Mapped[datetime | None] = mapped_column(UTC, index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UTC)
    settled_by: Mapped[UUID | None]
    settled_note: Mapped[str | None] = mapped_column(Sealed("mandate case"))


NOBODYS = dict.fromkeys(("called", "phone", "signature", "paper"))
"""What goes when whose mandate it was is to be known no longer; the book keeps the hashes of what was signed."""


class BookLine(Base):
    """One line of the book. Appended only; what it says of people are identifiers, so that nothing in it need ever be deleted."""

    __tablename__ = "mandate_book"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTC)
    kind: Mapped[str] = mapped_column(String(12))
    mandate_id: Mapped[UUID] = mapped_column(index=True)
    said: Mapped[dict[str, Any]]
    key_id: Mapped[str] = mapped_column(String(12))
    before: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))


class BookHead(Base):
    """The last number and seal: the one row that writers of the book wait for each other at."""

    __tablename__ = "mandate_book_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))


class BookKey(Base):
    """A key of the book, under the master key: changing that one leaves the seals as they are."""

    __tablename__ = "mandate_book_keys"

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    key: Mapped[str] = mapped_column(Sealed("mandate book key"))
