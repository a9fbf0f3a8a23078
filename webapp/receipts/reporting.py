"""What the tax system is told of receipts (NĐ 254/2026/NĐ-CP art. 27.3): each one issued and each one cancelled, at once; after an
outage within three working days of its end, so an hourly sweep brings whatever is left."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from webapp import clock, outbox, together
from webapp.outbox import MONEY, Handler, Outside
from webapp.receipts.jobs import REPORT
from webapp.receipts.models import BEFORE_FORM, Receipt
from webapp.systems.state import stamp

log = logging.getLogger(__name__)
Send = Callable[[dict[str, Any]], str]
"""A record → the tax system's number for it; the same again gets the same (gateways.tax.report)."""
Row = TypeVar("Row")
Records = list[tuple[str, dict[str, Any]]]
EVENTS = {"issued": "lap", "cancelled": "huy"}
SWEEP, EVERY = "receipt.report_again", timedelta(hours=1)
MOST = 500


@dataclass(frozen=True)
class Unreported:
    """How many receipts the tax system was not told of yet, the oldest of `since`."""

    count: int
    since: datetime | None


def handlers(send: Send | None) -> dict[str, Handler]:
    return {REPORT: reporting(send), SWEEP: lambda db, _payload: sweep(db, send)}


def sweep(db: Session, send: Send | None) -> None:
    """Job, every hour, where something is connected."""
    if send and (again := report_again(db)):
        log.info("the tax system is told again of %d receipts", again)


def reporting(send: Send | None) -> Outside:
    """The job `receipt.report`: brings the tax system up to date about one receipt. `send` raises what it likes while the
    other side is out of reach; None: nothing is connected, the receipts wait."""

    def look(db: Session, payload: dict[str, Any]) -> Records:
        receipt = db.get_one(Receipt, UUID(payload["receipt"]))
        return _left(receipt) if send and receipt.form != BEFORE_FORM else []

    def work(records: Records) -> dict[str, str]:
        return {event: send(said) for event, said in records} if send else {}

    def finish(db: Session, payload: dict[str, Any], told: dict[str, str]) -> None:
        receipt = db.get_one(Receipt, UUID(payload["receipt"]))
        if "issued" in told:
            receipt.reported_at, receipt.acknowledged = clock.now(), told["issued"]
        if "cancelled" in told:
            receipt.cancel_reported_at, receipt.cancel_acknowledged = clock.now(), told["cancelled"]

    return Outside(look, work, finish, MONEY)


def _left(receipt: Receipt) -> Records:
    """What is still to be told of it, in the order in which it happened."""
    issued = [] if receipt.reported_at else [("issued", record(receipt, "issued"))]
    cancelled = (
        [("cancelled", record(receipt, "cancelled"))] if receipt.cancelled_at and not receipt.cancel_reported_at else []
    )
    return [*issued, *cancelled]


def record(receipt: Receipt, event: str) -> dict[str, Any]:
    """What gateways.tax.FIELDS names; `event`: issued or cancelled."""
    content = receipt.content
    return {
        "KyHieuMau": receipt.form, "KyHieu": receipt.series, "So": receipt.number, "Nam": receipt.year,
        "MaSoThue": content.get("tax_code") or "", "TenDonVi": content["collector"]["vi"], "LoaiKhoan": receipt.kind,
        "SoTien": content["total"], "NgayLap": stamp(receipt.issued_at), "TrangThai": EVENTS[event],
        "MaTraCuu": receipt.token,
    }  # fmt: skip


def _unreported() -> ColumnElement[bool]:
    untold = and_(Receipt.cancelled_at.is_not(None), Receipt.cancel_reported_at.is_(None))
    return and_(or_(Receipt.reported_at.is_(None), untold), Receipt.form != BEFORE_FORM)


def unreported(
    db: Session, unit_ids: Collection[str], **beside: Select[Any]
) -> tuple[Unreported, dict[str, list[Any]]]:
    """Of these units; and the rows of other statements by their names (`together`): a page asks once."""
    mine = and_(_unreported(), Receipt.unit_id.in_(unit_ids))
    told = select(func.count().label("count"), func.min(Receipt.issued_at).label("since")).where(mine).subquery()
    (_part, count, since, *_rows), found = together.beside(db, told, **beside)
    return Unreported(count, since), found


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
