"""What the tax system is told of receipts (NĐ 254/2026/NĐ-CP art. 27.3): each one issued and each one cancelled, at once; after an
outage within three working days of its end, so an hourly sweep brings whatever is left."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from webapp import clock, outbox
from webapp.outbox import SENDING, Outside
from webapp.payments.receipt_jobs import REPORT
from webapp.payments.receipt_models import BEFORE_FORM, Receipt

Send = Callable[[dict[str, Any]], str]
"""A record → the acknowledgement number of the tax system, which knows a record that comes twice by its `id`."""
MOST = 500


@dataclass(frozen=True)
class Unreported:
    """How many receipts the tax system was not told of yet, the oldest of `since`."""

    count: int
    since: datetime | None


def reporting(send: Send | None) -> Outside:
    """The job `receipt.report`: brings the tax system up to date about one receipt. `send` raises what it likes while the
    other side is out of reach; None: nothing is connected, the receipts wait."""

    def look(db: Session, payload: dict[str, Any]) -> list[dict[str, Any]]:
        receipt = db.get_one(Receipt, UUID(payload["receipt"]))
        return _left(receipt) if send and receipt.form != BEFORE_FORM else []

    def work(records: list[dict[str, Any]]) -> dict[str, str]:
        return {record["event"]: send(record) for record in records} if send else {}

    def finish(db: Session, payload: dict[str, Any], told: dict[str, str]) -> None:
        receipt = db.get_one(Receipt, UUID(payload["receipt"]))
        if "issued" in told:
            receipt.reported_at, receipt.acknowledged = clock.now(), told["issued"]
        if "cancelled" in told:
            receipt.cancel_reported_at, receipt.cancel_acknowledged = clock.now(), told["cancelled"]

    return Outside(look, work, finish, SENDING)


def _left(receipt: Receipt) -> list[dict[str, Any]]:
    """What is still to be told of it, in the order in which it happened."""
    issued = [] if receipt.reported_at else [record(receipt, "issued")]
    cancelled = [record(receipt, "cancelled")] if receipt.cancelled_at and not receipt.cancel_reported_at else []
    return [*issued, *cancelled]


def record(receipt: Receipt, event: str) -> dict[str, Any]:
    """`event`: issued or cancelled. Amounts in đồng, moments in ISO 8601, Việt Nam time. The names of fields are ours:
    the tax system's are not known to us."""
    content = receipt.content
    return {
        "id": f"{receipt.id}/{event}", "event": event, "form": receipt.form, "series": receipt.series,
        "number": f"{receipt.number:08}", "year": receipt.year, "issued_at": _at(receipt.issued_at),
        "collector": content["collector"]["vi"], "tax_code": content.get("tax_code"),
        "delegate": content["delegate"]["name"]["vi"] if content.get("delegate") else None, "kind": receipt.kind,
        "payer": content.get("payer") or content["applicant"], "total": content["total"], "words": content["words"],
        "lines": [{"label": line["label"]["vi"], "amount": line["amount"]} for line in content["lines"]],
        "cancelled_at": _at(receipt.cancelled_at) if event == "cancelled" and receipt.cancelled_at else None,
        "cancelled_why": receipt.cancelled_why if event == "cancelled" else None,
    }  # fmt: skip


def _at(moment: datetime) -> str:
    return clock.local(moment).isoformat(timespec="seconds")


def _unreported() -> ColumnElement[bool]:
    untold = and_(Receipt.cancelled_at.is_not(None), Receipt.cancel_reported_at.is_(None))
    return and_(or_(Receipt.reported_at.is_(None), untold), Receipt.form != BEFORE_FORM)


def unreported(db: Session, unit_ids: Collection[str]) -> Unreported:
    """Of these units."""
    known = select(func.count(), func.min(Receipt.issued_at)).where(_unreported(), Receipt.unit_id.in_(unit_ids))
    count, since = db.execute(known).one()
    return Unreported(count, since)


def report_again(db: Session) -> int:
    """For the hour: whatever is not reported gets its job again, those that rest and those whose job is gone. At most MOST, the
    oldest first; returns how many."""
    woken = outbox.wake(db, REPORT)
    waiting = {UUID(payload["receipt"]) for payload in outbox.undone(db, REPORT)}
    oldest = select(Receipt.id).where(_unreported(), Receipt.id.not_in(waiting)).order_by(Receipt.issued_at).limit(MOST)
    found = list(db.scalars(oldest))
    for receipt_id in found:
        outbox.enqueue(db, REPORT, {"receipt": str(receipt_id)})
    return woken + len(found)
