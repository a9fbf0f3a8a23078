"""A day's settlement: every payment that took money and every refund, with what VNPAY says of each today."""

import sqlite3
from datetime import date, datetime

from webapp.payments.gateways.vnpay_form import written_moment
from webapp.sandbox.vnpay.questions import BEING_REFUNDED

COLUMNS = (
    "vnp_TxnRef", "vnp_TransactionNo", "vnp_TransactionType", "vnp_PayDate", "vnp_Amount", "vnp_TransactionStatus",
    "vnp_BankCode", "vnp_BankTranNo", "fee",
)  # fmt: skip


def rows(db: sqlite3.Connection, day: date) -> list[tuple[str, ...]]:
    """As COLUMNS; amounts in đồng (not hundredths), always positive; the type 01 is a payment, 02 and 03 are refunds."""
    paid = db.execute(
        "SELECT reference, number, '01', settled AS at, amount, status FROM payments"
        " WHERE status IN ('00', '04', '07') AND substr(settled, 1, 10) = ?"
        " UNION ALL SELECT p.reference, r.number, r.kind, r.at, r.amount, ? FROM refunds r JOIN payments p ON p.id = r.payment_id"
        " WHERE substr(r.at, 1, 10) = ? ORDER BY at, 2",
        (day.isoformat(), BEING_REFUNDED, day.isoformat()),
    ).fetchall()
    return [
        (
            reference,
            number,
            kind,
            written_moment(datetime.fromisoformat(at)),
            str(amount),
            status,
            "NCB",
            f"VNP{number}",
            "0",
        )
        for reference, number, kind, at, amount, status in paid
    ]
