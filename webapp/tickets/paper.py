"""A ticket on 80 mm paper: the number in big digits, the office, the QR of its page."""

from pathlib import Path

from webapp import clock, qr, typesetting
from webapp.tickets.models import QueueTicket

TEMPLATE = Path(__file__).parent / "data" / "ticket.typ"


def pdf(ticket: QueueTicket, unit: str, link: str) -> bytes:
    at = clock.local(ticket.made_at)
    said = {
        "unit": unit, "number": f"{ticket.number or 0:03}", "at": f"{at:%H:%M} · {at:%d/%m/%Y}", "qr": qr.svg(link),
        "booked": f"Hẹn {clock.local(ticket.slot_at):%H:%M}" if ticket.slot_at else "",
        "words": "Quét mã để xem còn mấy người, điện thoại báo khi đến lượt.",
    }  # fmt: skip
    return typesetting.pdf(TEMPLATE, said, ticket.made_at)
