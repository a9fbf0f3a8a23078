"""Whose an upload is: its account's, or of whoever holds the dossier it is meant for."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.documents.models import Upload
from webapp.documents.uploads.states import RECEIVED, RECEIVING, REFUSED, TAKEN, NoSuchUpload
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Holder

Owner = Holder
"""The signed-in actor, and the browser's own token for drafts begun before sign-in."""


def find(db: Session, owner: Owner, upload_id: UUID, lock: bool = False) -> Upload:
    """The upload, if it is the owner's; raises `NoSuchUpload`. `lock` keeps others off until the transaction ends.

    One with a dossier goes the dossier's way: a draft that its browser's person claimed by signing in takes it along.
    """
    found = db.get(Upload, upload_id, with_for_update=lock, populate_existing=lock)
    if found is None or not _reaches(db, owner, found):
        raise NoSuchUpload
    return found


def of_dossier(db: Session, dossier: Dossier) -> list[Upload]:
    """Those of a dossier that are no document: on their way, waiting to be checked, or refused; the newest last."""
    alive = (Upload.state != RECEIVING) | (Upload.expires_at > clock.now())
    there = select(Upload).where(Upload.dossier_id == dossier.id, Upload.state.in_((RECEIVING, RECEIVED, REFUSED)))
    return list(db.scalars(there.where(alive).order_by(Upload.created_at, Upload.id)))


def of_account(db: Session, account_id: UUID) -> list[Upload]:
    """Everything an account began to send that is no document: unfinished, unclaimed, waiting or refused; the newest last."""
    return list(db.scalars(begun_by(account_id).order_by(Upload.created_at, Upload.id)))


def begun_by(account_id: UUID) -> Select[Upload]:
    its_dossiers = select(Dossier.id).where(Dossier.account_id == account_id)
    mine = (Upload.account_id == account_id) | Upload.dossier_id.in_(its_dossiers)  # a draft brought its own along
    return select(Upload).where(mine, Upload.state != TAKEN)


def theirs(owner: Owner) -> ColumnElement[bool]:
    """Uploads that count against this owner's bounds."""
    account_id = owner.actor.account_id
    return Upload.account_id == account_id if account_id else Upload.holder == owner.blind


def _reaches(db: Session, owner: Owner, upload: Upload) -> bool:
    if upload.dossier_id is None:
        if owner.actor.helped:
            return False  # a helper reaches what was begun under the mandate, and this was begun under none
        return upload.account_id is not None and upload.account_id == owner.actor.account_id
    try:
        dossiers.in_hand(db, owner, upload.dossier_id)
    except dossiers.NoSuchDossier:
        return False
    return True


def move(db: Session, dossier_ids: Collection[UUID], new: UUID) -> None:
    """What is on its way into these dossiers belongs to that account from now on."""
    db.execute(update(Upload).where(Upload.dossier_id.in_(dossier_ids)).values(account_id=new))
