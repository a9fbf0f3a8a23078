"""Requests about one's own data: written down with the law's term, done, stopped, listed for those who must answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.privacy.models import DataRequest

EXPORT, DELETE, WITHDRAW, STOPPED = "export", "delete", "withdraw_consent", "delete_stopped"
AGREED_AGAIN = "withdraw_stopped"
LIMITS = {WITHDRAW: "consent_withdrawn"}


def ask(db: Session, account_id: UUID, kind: str, object_id: UUID | None = None, done: bool = False) -> DataRequest:
    """Write a request down; `due_at` is the law's term for its kind, `done`: it is answered in this very moment."""
    now = clock.now()
    made = DataRequest(
        account_id=account_id, kind=kind, object_id=object_id, asked_at=now,
        due_at=now + retention.term(LIMITS.get(kind, "request_other")), done_at=now if done else None,
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def of(db: Session, account_id: UUID) -> list[DataRequest]:
    """All of an account, the latest first."""
    return list(db.scalars(asked_by(account_id).order_by(DataRequest.asked_at.desc())))


def asked_by(account_id: UUID) -> Select[DataRequest]:
    return select(DataRequest).where(DataRequest.account_id == account_id)


def waiting(db: Session) -> list[DataRequest]:
    """What is not answered yet, the earliest due first."""
    return list(db.scalars(select(DataRequest).where(DataRequest.done_at.is_(None)).order_by(DataRequest.due_at)))


def closing(db: Session, account_id: UUID) -> DataRequest | None:
    """The request to close this account, while it waits."""
    mine = select(DataRequest).where(DataRequest.account_id == account_id, DataRequest.object_id == account_id)
    return db.scalar(mine.where(DataRequest.kind == DELETE, DataRequest.done_at.is_(None)))


def closes_at(request: DataRequest) -> datetime:
    """When the wait before closing is over."""
    return request.asked_at + retention.term("account_closing")


def stop_closing(db: Session, account_id: UUID) -> bool:
    """The owner keeps the account; whether there was anything to stop."""
    found = closing(db, account_id)
    if found is not None:
        found.kind, found.done_at = STOPPED, clock.now()
    return found is not None
