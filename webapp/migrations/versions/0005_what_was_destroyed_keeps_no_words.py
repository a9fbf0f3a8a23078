"""what was destroyed keeps no words.

Rows only: small pictures and names of destroyed papers, names of uploads that became documents, reasons and answers of
returns whose dossier was emptied. From now on these go together with what they belong to.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from webapp import sealing

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    db = op.get_bind()
    documents = _table("documents", "wrapped_key", "filename", "small")
    uploads = _table("uploads", "filename", "metadata", state=sa.String())
    items = _table("return_items", "reason", "answer", return_id=sa.Uuid())
    returns = _table("returns", id=sa.Uuid(), dossier_id=sa.Uuid())
    acts = _table("retention_acts", kind=sa.String(), object_id=sa.Uuid())

    _fill(db, documents, documents.c.wrapped_key == b"", {"filename": "file name"}, small=None)
    _fill(db, uploads, uploads.c.state == "taken", {"filename": "file name", "metadata": "upload metadata"})
    emptied = sa.select(acts.c.object_id).where(acts.c.kind == "dossier")
    theirs = sa.select(returns.c.id).where(returns.c.dossier_id.in_(emptied))
    _fill(db, items, items.c.return_id.in_(theirs), {"reason": "return reason"}, answer=None)


def _table(name: str, *sealed: str, **others: sa.types.TypeEngine[Any]) -> sa.TableClause:
    columns = dict.fromkeys(sealed, sa.LargeBinary()) | others
    return sa.table(name, *(sa.column(one, kind) for one, kind in columns.items()))


def _fill(
    db: sa.Connection, table: sa.TableClause, where: sa.ColumnElement[bool], empty: dict[str, str], **more: None
) -> None:
    """Seals nothing where there is nothing: a new database has no key yet."""
    if db.scalar(sa.select(sa.func.count()).select_from(table).where(where)):
        sealed = {name: sealing.seal(b"", purpose) for name, purpose in empty.items()}
        db.execute(sa.update(table).where(where).values(**sealed, **more))
