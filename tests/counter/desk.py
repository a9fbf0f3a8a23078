"""A desk of the post office of Hà Tu: clerk Hà, whoever sits down, and their cards."""

import re
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.people import Browser
from webapp.counter.models import CounterVisit
from webapp.mandates.models import Mandate

OFFICE = "buu-dien-ha-tu"
HA, TU = ("0912000006", "Vũ Thị Hà"), ("0912000042", "Ngô Văn Tú")
NA = "022145000321||Đỗ Thị Na|03021945|Nữ|Tổ 3, khu 2, phường Hà Tu, Quảng Ninh|01012022||"
TAM = "022079000555||Lê Văn Tám|01051979|Nam|Khu 4, phường Hà Tu, Quảng Ninh|05062021||"
AN_CARD = "022185000011||Nguyễn Thị An|12031985|Nữ|Hồng Gai|01012022||"
BY_TELEX = NA.replace("Đỗ Thị Na", "DDox Thij Na")
"""What a scanner gun types through a keyboard that makes accents of letters."""


def scan(ha: Browser, text: str, visit_id: UUID | None = None) -> TestResponse:
    return ha.post("/khach/quet", data={"id": str(visit_id or uuid4()), "text": text})


def yes(ha: Browser, page: TestResponse, **changes: Any) -> TestResponse:
    """What the page that the card made sends, when the customer said yes."""
    return ha.post("/khach/nhan", data=fields(page) | changes)


def fields(page: TestResponse) -> dict[str, str]:
    """The form's fields as they stand."""
    form = page.text[page.text.index('action="/khach/nhan"') :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said.get("type") == "radio" and " checked" not in tag:
            continue
        if "name" in said:
            found.setdefault(said["name"], said.get("value", ""))
    return found


def sit(ha: Browser, db: Session, text: str = NA, **changes: Any) -> CounterVisit:
    """Card, yes."""
    answer = yes(ha, scan(ha, text), **changes)
    assert answer.status_code == 303, answer.text
    db.expire_all()
    visit = db.scalar(
        select(CounterVisit).where(CounterVisit.ended_at.is_(None)).order_by(CounterVisit.opened_at.desc())
    )
    assert visit
    return visit


def mandate_of(db: Session, visit: CounterVisit) -> Mandate:
    return db.get_one(Mandate, visit.id)
