"""Files that can't be read as they were written: told to whoever asked for one, kept as a fact, counted for /healthz.

A file is shown whole or not at all. The rows are only added to: one that says `READABLE` ends those before it, when a file
came back from a backup.
"""

import logging
from uuid import UUID

from flask import Flask, Response, g
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock, errors
from webapp.db import append
from webapp.documents.keeping import Damaged
from webapp.documents.models import Document, DocumentFault
from webapp.documents.store import StoreError
from webapp.i18n import _l

READABLE = "readable again"
WORDS = errors.Words(
    _l("Không mở được tệp này"),
    _l("Tệp đang lưu không còn giống lúc gửi lên, nên không mở ra nữa."),
    _l("Hồ sơ và các giấy tờ khác vẫn còn nguyên. Sự việc đã được ghi lại."),
    _l("Nếu hồ sơ còn cho bổ sung thì gửi lại giấy này; nếu không, gọi để được giúp."),
)
AWAY = errors.Words(
    _l("Chưa lấy được tệp lúc này"),
    _l("Nơi lưu tệp chưa trả lời."),
    _l("Tệp và hồ sơ vẫn còn nguyên."),
    _l("Chờ một phút rồi thử lại. Nếu vẫn chưa được, gọi để được giúp."),
)
log = logging.getLogger(__name__)


def attach(app: Flask) -> None:
    app.extensions.setdefault("health", {})["files"] = lambda db: len(standing(db))

    @app.errorhandler(Damaged)
    def _damaged(damage: Damaged) -> Response:
        log.error("file of document %s can't be read: %s", damage.document_id, damage.what)
        if row := told(g.db, damage.document_id, damage.what):
            append(row)
        return errors.show(500, WORDS)

    @app.errorhandler(StoreError)
    def _away(error: StoreError) -> Response:
        log.error("the store of files: %s", error)
        return errors.show(503, AWAY, {"Retry-After": "60"})


def told(db: Session, document_id: UUID, what: str) -> DocumentFault | None:
    """The row to add, or None where the latest says the same: who reloads a page adds nothing."""
    latest = select(DocumentFault.what).where(DocumentFault.document_id == document_id)
    if db.scalar(latest.order_by(DocumentFault.at.desc(), DocumentFault.id.desc()).limit(1)) == what:
        return None
    return DocumentFault(document_id=document_id, what=what[:200], at=clock.now())


def standing(db: Session) -> dict[UUID, str]:
    """Papers still kept whose file can't be read, and what is wrong with it."""
    kept = select(Document.id).where(Document.wrapped_key != b"")
    rows = select(DocumentFault.document_id, DocumentFault.what).where(DocumentFault.document_id.in_(kept))
    latest: dict[UUID, str] = {}
    for row in db.execute(rows.order_by(DocumentFault.at, DocumentFault.id)):
        latest[row.document_id] = row.what
    return {document_id: what for document_id, what in latest.items() if what != READABLE}
