"""«Đừng gợi ý nữa», and taking that back."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Exists, Select, SQLColumnExpression, delete, exists, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import insert_for, uuid7
from webapp.documents.service import Document
from webapp.wallet.models import Declined

PAPER, ANSWERS = "paper", "answers"


def decline(db: Session, account_id: UUID, kind: str, object_id: UUID) -> None:
    """Do not offer this paper, or the answers of this dossier, any more; twice is as once."""
    row = {"id": uuid7(), "account_id": account_id, "kind": kind, "object_id": object_id, "at": clock.now()}
    db.execute(insert_for(db, Declined).values(row).on_conflict_do_nothing())


def allow(db: Session, account_id: UUID, object_id: UUID) -> None:
    """Offer it again."""
    db.execute(delete(Declined).where(Declined.account_id == account_id, Declined.object_id == object_id))


def declined(db: Session, account_id: UUID | None) -> set[UUID]:
    """The papers and dossiers of which nothing is offered."""
    return set(db.scalars(select(Declined.object_id).where(Declined.account_id == account_id)))


def is_declined(account_id: UUID, object_id: SQLColumnExpression[UUID]) -> Exists:
    """Whether nothing is offered of that object, as part of another statement."""
    return exists().where(Declined.account_id == account_id, Declined.object_id == object_id)


def refusals(db: Session, account_id: UUID) -> list[Declined]:
    """What an account does not want to be offered again, and since when; the newest last."""
    return list(db.scalars(refusals_of(account_id).order_by(Declined.at)))


def refusals_of(account_id: UUID) -> Select[Declined]:
    return select(Declined).where(Declined.account_id == account_id)


def move(db: Session, dossier_ids: Collection[UUID], old: UUID, new: UUID) -> None:
    """What of these dossiers and their papers is not to be offered again, said by another account from now on."""
    papers = select(Document.id).where(Document.dossier_id.in_(dossier_ids))
    theirs = Declined.object_id.in_(dossier_ids) | Declined.object_id.in_(papers)
    db.execute(update(Declined).where(Declined.account_id == old, theirs).values(account_id=new))
