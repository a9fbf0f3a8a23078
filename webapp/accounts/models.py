"""Accounts (a phone number), the persons who share it, sign-ins, one-time codes, passkeys, roles, consents."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import UTC, Base, Sealed, SealedJSON, uuid7
from webapp.sealing import Index


class Account(Base):
    """One phone number. A household may share it: its people are separate persons. Somebody without any ("") is found by their
    card alone, by a helper or at a desk.

    `phone_store`: the key that seals what lies on this account's phones (hex, 256 bits), made when first asked for.
    """

    __tablename__ = "accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    phone: Mapped[str] = mapped_column(Sealed("phone"))
    phone_index: Mapped[str] = mapped_column(String(64), unique=True, info={"blind": Index("phone", "phone")})
    lang: Mapped[str] = mapped_column(String(2), default="vi")
    phone_store: Mapped[str | None] = mapped_column(Sealed("phone store"))
    created_at: Mapped[datetime] = mapped_column(UTC)
    persons: Mapped[list["Person"]] = relationship(back_populates="account", order_by="Person.created_at")
    roles: Mapped[list["Role"]] = relationship(back_populates="account")
    passkeys: Mapped[list["Passkey"]] = relationship(back_populates="account")


class Person(Base):
    """Who applies: a citizen, or a business or organisation with the person who represents it.

    `id_index` is unique: one ID number, one person. `facts`: what the card says (full_name, id_number, birth_date …).
    """

    __tablename__ = "persons"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12), default="citizen")
    facts: Mapped[dict[str, Any]] = mapped_column(SealedJSON("person"))
    id_index: Mapped[str | None] = mapped_column(
        String(64), unique=True, info={"blind": Index("id number", "facts", "id_number")}
    )
    source: Mapped[str] = mapped_column(String(12), default="typed")  # typed, card
    name_doubtful: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTC)
    account: Mapped[Account] = relationship(back_populates="persons")


class Standing(Base):
    """On what ground one person of a household acts for another; asked once for each two, put right in place.

    `said`: {ground, paper}. `words_hash` proves which words were asked and answered. `ends_in`: the year in which the
    ground ends because that person comes of age (the day would give a birth date away); `told_at`: they were told.
    """

    __tablename__ = "standings"
    __table_args__ = (UniqueConstraint("acting_id", "for_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    acting_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    for_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), index=True)
    said: Mapped[dict[str, Any]] = mapped_column(SealedJSON("standing"))
    words_hash: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime] = mapped_column(UTC)
    ends_in: Mapped[int | None] = mapped_column(index=True)
    told_at: Mapped[datetime | None] = mapped_column(UTC)


class Role(Base):
    __tablename__ = "roles"
    __table_args__ = (UniqueConstraint("account_id", "role", "unit_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[str] = mapped_column(String(60))
    account: Mapped[Account] = relationship(back_populates="roles")


class RoleChange(Base):
    """A role was granted or revoked. Appended only; `by` is who decided it, as the command was told."""

    __tablename__ = "role_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[str] = mapped_column(String(60))
    change: Mapped[str] = mapped_column(String(8))  # granted, revoked
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UTC)


class SignIn(Base):
    """One browser that is signed in; the cookie holds its id, ending it here ends it there. `browser` is its mark
    (browser.py): it may ask for codes when strangers have used up what one phone gets. `person_id`: for whom papers are
    made now; `acting_id`: who said to be holding this phone, where several of a household may be meant."""

    __tablename__ = "sign_ins"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    acting_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    device: Mapped[str] = mapped_column(String(80))
    browser: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UTC)
    ended_at: Mapped[datetime | None] = mapped_column(UTC)
    account: Mapped[Account] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])


class OneTimeCode(Base):
    """A six-digit code sent to a phone for one browser: kept as a keyed hash, 5 minutes, 5 tries. Other browsers that ask
    for the same phone have rows of their own, so that a stranger can neither void this one nor use up its tries."""

    __tablename__ = "one_time_codes"
    __table_args__ = {"info": {"fades": True}}  # the hash can't be made anew under another key; nightly removes the row

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    phone: Mapped[str] = mapped_column(Sealed("phone"))
    phone_index: Mapped[str] = mapped_column(String(64), index=True)
    browser: Mapped[str | None] = mapped_column(String(64))
    code_hash: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime] = mapped_column(UTC)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UTC)


class Passkey(Base):
    __tablename__ = "passkeys"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    label: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(UTC)
    account: Mapped[Account] = relationship(back_populates="passkeys")


class Consent(Base):
    """That an account agreed to a version of a text; the proof the law asks for (Law 91/2025/QH15).

    `means`: by the link of a text message, by a code read aloud; None on a page of their own.
    """

    __tablename__ = "consents"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    text_id: Mapped[str] = mapped_column(String(40))
    text_hash: Mapped[str] = mapped_column(String(64))
    means: Mapped[str | None] = mapped_column(String(8))
    given_at: Mapped[datetime] = mapped_column(UTC)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTC)


class Clash(Base):
    """Somebody gave an ID number that another account already holds: for a human to settle, with proof, at a desk."""

    __tablename__ = "id_clashes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    id_index: Mapped[str] = mapped_column(String(64), info={"follows": "persons.id_index"})
    code: Mapped[str] = mapped_column(String(12), unique=True)
    at: Mapped[datetime] = mapped_column(UTC)
    settled_at: Mapped[datetime | None] = mapped_column(UTC)
