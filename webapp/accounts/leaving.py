"""Leaving: consent taken back, a person forgotten, an account closed. Rows that books and dossiers point to stay, emptied."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import household
from webapp.accounts.models import Account, Consent, OneTimeCode, Passkey, Person, Role, SignIn
from webapp.messages import subscriptions

DATA_CONSENT = "du-lieu-ca-nhan-%"  # every version of the text; a declaration of truth is no consent and stays
CLOSED = "closed/"  # what a closed account has in place of its phone's index


def get(db: Session, account_id: UUID) -> Account:
    return db.get_one(Account, account_id)


def consents(db: Session, account_id: UUID) -> list[Consent]:
    """All that was ever agreed to, also what was taken back: the proof the law asks for."""
    return list(db.scalars(consents_of(account_id).order_by(Consent.given_at)))


def consents_of(account_id: UUID) -> Select[Consent]:
    return select(Consent).where(Consent.account_id == account_id)


def persons_of(account_id: UUID) -> Select[Person]:
    return select(Person).where(Person.account_id == account_id)


def numbers(account_id: UUID) -> tuple[ScalarSelect[int], ScalarSelect[int], ScalarSelect[datetime | None]]:
    """How many sign-ins are kept, how many passkeys, and `left_at`, as parts of another statement."""
    many = [
        select(func.count(one.id)).where(one.account_id == account_id).scalar_subquery() for one in (SignIn, Passkey)
    ]
    gone = left().where(Account.id == account_id).subquery()
    return many[0], many[1], select(gone.c.at).scalar_subquery()


def ever_signed_in(db: Session, account_id: UUID) -> list[SignIn]:
    """Sign-ins still kept, the ended ones too, the latest first."""
    return list(db.scalars(select(SignIn).where(SignIn.account_id == account_id).order_by(SignIn.created_at.desc())))


def roles_of(db: Session, account_ids: Iterable[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """Account → its (role, unit id): whom a log of reading means, without a name."""
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for row in db.scalars(select(Role).where(Role.account_id.in_(set(account_ids))).order_by(Role.role)):
        found[row.account_id].append((row.role, row.unit_id))
    return found


def withdraw_consent(db: Session, account_id: UUID) -> int:
    """Take back every consent to keep data; returns how many were still given."""
    given = select(Consent).where(
        Consent.account_id == account_id, Consent.text_id.like(DATA_CONSENT), Consent.withdrawn_at.is_(None)
    )
    rows = db.scalars(given).all()
    for row in rows:
        row.withdrawn_at = clock.now()
    household.forget_all(db, account_id)
    return len(rows)


def forget_person(db: Session, person: Person) -> None:
    """For good; no dossier may point to them any more. The ID number is free to be given again."""
    household.forget(db, person)
    db.execute(update(SignIn).where(SignIn.person_id == person.id).values(person_id=None))
    db.delete(person)
    db.flush()


def close(db: Session, account: Account) -> None:
    """Sign out everywhere, free the phone number, forget keys and codes; the row stays for what points to it."""
    now = clock.now()
    withdraw_consent(db, account.id)
    subscriptions.turn_off(db, select(SignIn.id).where(SignIn.account_id == account.id))
    db.execute(update(SignIn).where(SignIn.account_id == account.id).values(ended_at=now, device=""))
    db.execute(delete(Passkey).where(Passkey.account_id == account.id))
    db.execute(delete(OneTimeCode).where(OneTimeCode.phone_index == account.phone_index))
    db.execute(update(Person).where(Person.account_id == account.id).values(id_index=None))
    account.phone, account.phone_index = "", f"{CLOSED}{account.id}"
    db.flush()


def closed(account: Account) -> bool:
    return account.phone_index.startswith(CLOSED)


def left() -> Select[UUID, datetime | None]:
    """Accounts that were closed, or took their consent back and did not give it again: the id, and since when."""
    data = (Consent.account_id == Account.id, Consent.text_id.like(DATA_CONSENT))
    taken_back = select(func.max(Consent.withdrawn_at)).where(*data).scalar_subquery()
    given = exists().where(*data, Consent.withdrawn_at.is_(None))
    gone = or_(Account.phone_index.like(f"{CLOSED}%"), taken_back.is_not(None) & ~given)
    return select(Account.id, func.coalesce(taken_back, Account.created_at).label("at")).where(gone)


def left_at(db: Session, account_id: UUID | None) -> datetime | None:
    """Since when nothing of an account is kept by consent any more; None while consent holds."""
    row = db.execute(left().where(Account.id == account_id)).first()
    return row.at if row else None


def persons_left(db: Session, in_use: Select[UUID | None], most: int) -> list[Person]:
    """Persons nobody needs any more: of accounts that left, without a dossier (`in_use`: ids of those with one)."""
    accounts = left().with_only_columns(Account.id)
    gone = select(Person).where(Person.account_id.in_(accounts), Person.id.not_in(in_use))
    return list(db.scalars(gone.limit(most)))
