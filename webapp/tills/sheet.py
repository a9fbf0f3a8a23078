"""The sheet of a shift: every đồng that came over the counter or went back, and what must lie in the drawer (pure, of rows)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from webapp import clock
from webapp.payments.service import Bill
from webapp.tills.models import Shift, Taking

TAKEN, COUNTER_ENTRY = "taken", "counter_entry"
MEANS = ("cash", "pos", "bank")
LESS = "da_nop"  # a line that takes off what was paid before


def signed(taking: Taking) -> int:
    """Đồng, − for what went back."""
    return taking.amount if taking.kind == TAKEN else -taking.amount


def by_means(takings: Iterable[Taking]) -> dict[str, int]:
    """Đồng over this counter, by how they came."""
    sums = dict.fromkeys(MEANS, 0)
    for one in takings:
        sums[one.means] += signed(one)
    return sums


def by_kind(takings: Iterable[Taking]) -> dict[str, int]:
    """Đồng by what they are for: phí and lệ phí apart."""
    sums: dict[str, int] = {}
    for one in takings:
        for kind, amount in one.kinds.items():
            sums[kind] = sums.get(kind, 0) + (amount if one.kind == TAKEN else -amount)
    return dict(sorted(sums.items()))


def drawer(shift: Shift) -> int:
    """Đồng that must lie in the drawer: the float, and cash that came and did not go back."""
    return shift.opening_float + by_means(shift.takings)["cash"]


def difference(shift: Shift) -> int:
    """Counted less expected; 0 while nobody counted."""
    return 0 if shift.counted is None else shift.counted - drawer(shift)


def shrunk(shift: Shift) -> bool:
    """Whether cash was given back after somebody had counted: by then it is known how much is missing."""
    now = drawer(shift)
    return any(one.get("expected", now) != now for one in shift.counts)


def kinds_of(bill: Bill, amount: int) -> dict[str, int]:
    """`amount` đồng of a bill by kind; what was paid before it covers the first lines first. Adds up to `amount`."""
    lines = [line for line in bill.quote["lines"] if line["kind"] != LESS and line["amount"] > 0]
    before, found = sum(line["amount"] for line in lines) - amount, dict[str, int]()
    for line in lines:
        covered = min(before, line["amount"])
        before -= covered
        if line["amount"] > covered:
            found[line["kind"]] = found.get(line["kind"], 0) + line["amount"] - covered
    return found


def made(shift: Shift, unit: Mapping[str, str]) -> dict[str, Any]:
    """As it is kept, shown and printed: amounts in đồng, − for what went back; moments as ISO text in Việt Nam's time."""
    means = by_means(shift.takings)
    return {
        "shift": str(shift.id), "unit": {"id": shift.unit_id, **unit}, "clerk": shift.clerk,
        "opened_at": said(shift.opened_at), "closed_at": said(shift.closed_at), "closed_by": shift.closed_by,
        "float": shift.opening_float, "rows": [_row(one) for one in shift.takings], "means": means,
        "total": sum(means.values()), "kinds": by_kind(shift.takings), "expected": drawer(shift),
        "counted": shift.counted, "counts": shift.counts, "difference": difference(shift), "note": shift.note,
    }  # fmt: skip


def said(moment: Any) -> str | None:
    return clock.local(moment).isoformat(timespec="seconds") if moment else None


def _row(one: Taking) -> dict[str, Any]:
    return {
        "id": str(one.id), "at": said(one.at), "kind": one.kind, "bill": one.bill_reference,
        "receipts": [receipt["name"] for receipt in one.receipts], "means": one.means, "amount": signed(one),
        "reference": one.reference, "reason": one.reason,
    }  # fmt: skip


def hashed(sheet: Mapping[str, Any]) -> str:
    """SHA-256 of the sheet, written the same way whoever writes it."""
    text = json.dumps(sheet, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
