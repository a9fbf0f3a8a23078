"""A payment on its way: card, the bank's code, cancelled, out of time; and what the gateway marks it with later."""

import sqlite3
from datetime import datetime

from webapp import clock
from webapp.payments.gateways.vnpay import NOT_SETTLED
from webapp.payments.gateways.vnpay_form import written_moment
from webapp.sandbox.vnpay import notices
from webapp.sandbox.vnpay.cards import BY_NUMBER, OTP, find
from webapp.sandbox.vnpay.refusals import NotOpen, NotPaid, UnknownPayment, WrongCard, WrongOtp

TRIES = 3
OPEN, PAID, FAILED, REVERSED, DOUBTFUL = "01", "00", "02", "04", "07"
STATES = {
    OPEN: "Chưa trả xong",
    PAID: "Đã trả",
    FAILED: "Chưa trả được",
    REVERSED: "Ngân hàng đã trừ, VNPAY không nhận (04)",
    DOUBTFUL: "Đã trừ tiền, đang nghi ngờ (07)",
}
OUTCOMES = {
    "00": "Đã trả tiền",
    "07": "Đã trừ tiền, nhưng giao dịch bị nghi ngờ",
    "09": "Thẻ chưa đăng ký trả tiền trên mạng",
    "10": "Thông tin thẻ sai 3 lần",
    "11": "Đã hết giờ trả tiền",
    "12": "Thẻ đang bị khoá",
    "13": "Mã OTP sai 3 lần",
    "24": "Đã huỷ, không trả",
    "51": "Tài khoản không đủ tiền",
    "65": "Đã quá hạn mức trong ngày",
    "75": "Ngân hàng đang bảo trì",
    "79": "Sai mật khẩu quá nhiều lần",
    "99": "Ngân hàng báo lỗi khác",
}
MONEY_TAKEN = (PAID, REVERSED, DOUBTFUL)
MARKS = {"doubtful": ("07", DOUBTFUL), "reversed": ("99", REVERSED)}


def payment(db: sqlite3.Connection, number: int) -> sqlite3.Row:
    """One payment; raises UnknownPayment."""
    row = None
    if 0 <= number < 2**63:  # SQLite's row numbers have 63 bits
        row = db.execute(f"{_PAYMENTS} WHERE p.id = ?", (number,)).fetchone()
    if row is None:
        raise UnknownPayment
    return row  # type: ignore[no-any-return]


def by_token(db: sqlite3.Connection, token: str) -> sqlite3.Row:
    row = db.execute(f"{_PAYMENTS} WHERE p.token = ?", (token,)).fetchone()
    if row is None:
        raise UnknownPayment
    return row  # type: ignore[no-any-return]


def payments(db: sqlite3.Connection, limit: int = 100) -> list[sqlite3.Row]:
    """The last ones first."""
    return db.execute(f"{_PAYMENTS} ORDER BY p.id DESC LIMIT ?", (limit,)).fetchall()


def lapse(db: sqlite3.Connection) -> None:
    """Every payment whose window ended is over (11)."""
    now = clock.now()
    for row in db.execute("SELECT * FROM payments WHERE status = ?", (OPEN,)).fetchall():
        if datetime.fromisoformat(row["expires"]) <= now:
            settle(db, row, "11")


def give_card(db: sqlite3.Connection, row: sqlite3.Row, number: str, holder: str, issued: str) -> WrongCard | None:
    """Takes a card, or says what is wrong (the third time it is over, 10). Returned, not raised: the try must count."""
    _still(row)
    card = find(number, holder, issued)
    if card is None:
        left = TRIES - row["wrong_cards"] - 1
        db.execute("UPDATE payments SET wrong_cards = wrong_cards + 1 WHERE id = ?", (row["id"],))
        if left:
            return WrongCard(left=left)
        settle(db, row, "10")
        return None
    db.execute("UPDATE payments SET card = ? WHERE id = ?", (card.number, row["id"]))
    if card.at_once:
        settle(db, row, card.code)
    return None


def give_otp(db: sqlite3.Connection, row: sqlite3.Row, otp: str) -> WrongOtp | None:
    """Takes the bank's code, or says that it is wrong (the third time it is over, 13)."""
    _still(row)
    if row["card"] is None:
        raise NotOpen
    if otp.strip() != OTP:
        left = TRIES - row["wrong_otps"] - 1
        db.execute("UPDATE payments SET wrong_otps = wrong_otps + 1 WHERE id = ?", (row["id"],))
        if left:
            return WrongOtp(left=left)
        settle(db, row, "13")
        return None
    settle(db, row, BY_NUMBER[row["card"]].code)
    return None


def settle(db: sqlite3.Connection, row: sqlite3.Row, code: str) -> None:
    """Ends an open payment with a code of OUTCOMES and writes the notice about it. Raises NotOpen."""
    _still(row)
    number = NOT_SETTLED if code in ("11", "24") else next_number(db)
    _mark(db, row["id"], code, {"00": PAID, "07": DOUBTFUL}.get(code, FAILED), number)


def mark(db: sqlite3.Connection, row: sqlite3.Row, how: str) -> None:
    """What took money is doubted or turned back afterwards (`how` of MARKS), and another notice says so. Raises NotPaid."""
    if row["status"] not in MONEY_TAKEN:
        raise NotPaid
    code, status = MARKS[how]
    _mark(db, row["id"], code, status, row["number"])


def said(row: sqlite3.Row) -> dict[str, str]:
    """What a return address and an IPN say about a payment that ended; the shop's code and the hash are still to come."""
    known = {
        "vnp_Amount": str(row["amount"] * 100), "vnp_BankCode": "NCB" if row["card"] else "VNPAY", "vnp_CardType": "ATM",
        "vnp_BankTranNo": f"VNP{row['number']}" if row["status"] in MONEY_TAKEN else "", "vnp_OrderInfo": row["info"],
        "vnp_PayDate": written_moment(datetime.fromisoformat(row["settled"])), "vnp_ResponseCode": row["response_code"],
        "vnp_TransactionNo": row["number"], "vnp_TransactionStatus": row["status"],
        "vnp_TxnRef": row["reference"],
    }  # fmt: skip
    return {name: value for name, value in known.items() if value}


def next_number(db: sqlite3.Connection) -> str:
    row = db.execute("UPDATE settings SET value = value + 1 WHERE key = 'next_number' RETURNING value").fetchone()
    return str(row[0])


def _mark(db: sqlite3.Connection, number: int, code: str, status: str, transaction: str) -> None:
    at = clock.local(clock.now()).isoformat(timespec="seconds")
    db.execute(
        "UPDATE payments SET response_code = ?, status = ?, number = ?, settled = coalesce(settled, ?) WHERE id = ?",
        (code, status, transaction, at, number),
    )
    notices.write(db, number, said(payment(db, number)))


def _still(row: sqlite3.Row) -> None:
    if row["status"] != OPEN:
        raise NotOpen


_PAYMENTS = """SELECT p.*, (SELECT n.state FROM notices n WHERE n.payment_id = p.id ORDER BY n.id DESC LIMIT 1) AS told,
    (SELECT coalesce(sum(r.amount), 0) FROM refunds r WHERE r.payment_id = p.id) AS refunded FROM payments p"""
