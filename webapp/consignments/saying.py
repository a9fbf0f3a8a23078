"""One's own consignments as plain values, for whoever asks for a copy of their data."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.consignments.models import Consignment


def said(db: Session, dossier_id: UUID) -> list[dict[str, Any]]:
    """Of a dossier, oldest first; moments in ISO 8601, UTC."""
    rows = select(Consignment).where(Consignment.dossier_id == dossier_id).order_by(Consignment.written_at)
    return [_one(row) for row in db.scalars(rows.options(joinedload(Consignment.papers))).unique()]


def _one(row: Consignment) -> dict[str, Any]:
    moments = ("written_at", "signed_at", "handed_at", "result_at", "given_at")
    plain = (
        "number", "unit_id", "agency_id", "services", "delivery", "address", "authorised", "note", "state", "result", "missing",
        "item_code", "tracking", "given_to", "sheet",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in plain}, **{name: _at(getattr(row, name)) for name in moments},
        "papers": [
            {"name": one.name, "copies": one.copies, "original": one.original, "to_return": one.to_return, "place": one.place,
             "returned_at": _at(one.returned_at), "returned_to": one.returned_to}
            for one in row.papers
        ],
    }  # fmt: skip


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
