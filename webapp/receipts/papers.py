"""The signed original of a receipt: made once by a job right after the payment and kept; whatever else is asked for (another size,
a cancelled one, one that the job has not come to yet) is made and signed anew."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import insert_for
from webapp.outbox import Outside
from webapp.receipts import paper
from webapp.receipts.models import BEFORE, Receipt, ReceiptPaper
from webapp.receipts.paper import Layout, Signed
from webapp.receipts.signing import NoCertificate, Signer


@dataclass(frozen=True)
class Printer:
    """What makes papers: who signs, under which address receipts are checked, and whether all of it is a demonstration."""

    signer: Signer
    public_url: str
    demo: bool

    def paper(self, db: Session, receipt: Receipt, layout: Layout = "a5") -> bytes:
        """The receipt as a PDF: the original where that is asked for, else one made now. Without a certificate of its unit it
        says in words that it is not signed."""
        return self.later(db, receipt)() if layout == "a5" else self.made(receipt, layout)[0]

    def later(self, db: Session, receipt: Receipt) -> Callable[[], bytes]:
        """The same, to be made when it is wanted, without a database."""
        kept = db.get(ReceiptPaper, receipt.id) if receipt.living else None
        return partial(bytes, kept.pdf) if kept else lambda: self.made(receipt)[0]

    def made(self, receipt: Receipt, layout: Layout = "a5") -> tuple[bytes, datetime | None]:
        """Made now, and when it was signed: None where nobody signs."""
        try:
            if receipt.kind == BEFORE:
                raise NoCertificate(receipt.unit_id)
            signed = Signed(self.signer.holder(receipt.unit_id), clock.now())
            plain = paper.pdf(receipt, self.public_url, self.demo, layout, signed)
            return self.signer.sign(plain, receipt.unit_id), signed.at
        except NoCertificate:
            return paper.pdf(receipt, self.public_url, self.demo, layout), None

    def signs(self, receipt: Receipt) -> bool:
        """Whether a paper made now would be signed."""
        try:
            return receipt.kind != BEFORE and bool(self.signer.holder(receipt.unit_id))
        except NoCertificate:
            return False


def signed_at(db: Session, receipt: Receipt) -> datetime | None:
    """When the original was signed; None while there is none."""
    return db.scalar(select(ReceiptPaper.signed_at).where(ReceiptPaper.receipt_id == receipt.id))


def signing(printer: Printer) -> Outside:
    """The job `receipt.sign`: harmless when repeated, an original is made once."""

    def look(db: Session, payload: dict[str, Any]) -> Receipt | None:
        receipt = db.get_one(Receipt, UUID(payload["receipt"]))
        return receipt if receipt.living and signed_at(db, receipt) is None else None

    def work(receipt: Receipt | None) -> tuple[bytes, datetime | None] | None:
        return printer.made(receipt) if receipt else None

    def finish(db: Session, payload: dict[str, Any], made: tuple[bytes, datetime | None] | None) -> None:
        if made and made[1]:
            row = insert_for(db, ReceiptPaper).values(
                receipt_id=UUID(payload["receipt"]), pdf=made[0], signed_at=made[1]
            )
            db.execute(row.on_conflict_do_nothing(index_elements=[ReceiptPaper.receipt_id]))

    return Outside(look, work, finish)
