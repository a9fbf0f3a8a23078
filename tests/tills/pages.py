"""Standing at the counter by its pages."""

from typing import Any

from tests import people
from tests.page import Page
from tests.people import Browser
from tests.tills.counter import Counter
from webapp.payments.models import Bill
from webapp.tills.models import Shift, Taking

HOME, OPEN, TAKE = "/quay", "/quay/mo-ca", "/quay/thu"


def shift_of(ha: Browser, counter: Counter, opening: str = "500.000") -> Shift:
    page = Page(ha.get(HOME).text)
    said = {"id": page.inputs["id"], "unit": people.UNIT, "opening": opening}
    assert ha.post(OPEN, data=said).status_code == 303
    return newest(counter, Shift, Shift.opened_at)


def newest(counter: Counter, kind: Any, by: Any) -> Any:
    counter.db.rollback()
    found = counter.db.query(kind).order_by(by.desc()).populate_existing().first()
    counter.db.expunge_all()
    counter.db.rollback()
    return found


def pay(ha: Browser, bill: Bill, **said: str) -> Any:
    page = Page(ha.get(f"{TAKE}?ma={bill.reference}").text)
    form = {name: page.inputs[name] for name in ("id", "amount")} | {"ma": bill.reference, "means": "cash"}
    return ha.post(TAKE, data=form | said)


def taken(ha: Browser, bill: Bill, counter: Counter, **said: str) -> Taking:
    answer = pay(ha, bill, **said)
    assert answer.status_code == 303, answer.text
    return newest(counter, Taking, Taking.at)


def closed(ha: Browser, shift: Shift, counted: int, seen: int = 0, note: str = "") -> Any:
    at = f"/quay/ca/{shift.id}"
    page = Page(ha.get(f"{at}/dem").text)
    assert ha.post(f"{at}/dem", data={"id": page.inputs["id"], "counted": str(counted)}).status_code == 303
    return ha.post(f"{at}/dong", data={"seen": str(seen), "note": note})
