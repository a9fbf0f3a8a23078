"""What is left to pay, or was paid too much, when the answers change after a payment (pure, but for the rows it reads).

What counts as paid is what paid bills asked for, less what was given back: money beyond a bill waits and pays for nothing else.
"""

from collections.abc import Sequence
from typing import Any

from webapp import clock
from webapp.payments.journal import given_up
from webapp.payments.models import Bill

LESS = {"vi": "Trừ số đã nộp trước", "en": "Less what was paid before"}
UNTOLD = ("unknown", "partly", "untold")


def total_of(bills: Sequence[Bill]) -> int:
    """Đồng that these paid bills asked for, less what went back since."""
    return sum(bill.total - given_up(bill) for bill in bills)


def due(quote: dict[str, Any], paid: Sequence[Bill]) -> int | None:
    """Đồng that the whole dossier costs by these rules; None where they do not tell.

    Nor do they where an officer set one of the bills: whether that was all or came on top, only an officer knows.
    """
    if quote["says"] in UNTOLD or any(bill.legal_document for bill in paid):
        return None
    return int(quote["total"])


def difference(quote: dict[str, Any], paid: Sequence[Bill]) -> dict[str, Any]:
    """The quote less what was paid, in the shape of a quote: its lines add up to the `total` that is still due.

    `rules` are the lines before that, to compare a later correction with; `before` is what was paid.
    """
    before = total_of(paid)
    names = ", ".join(bill.reference for bill in paid)
    line = {
        "id": "da-nop", "kind": "da_nop", "label": {lang: f"{words} ({names})" for lang, words in LESS.items()},
        "amount": -before, "base": -before, "reasons": [_payment(bill) for bill in paid], "relief": None,
    }  # fmt: skip
    lines = quote["lines"]
    return quote | {"lines": [*lines, line], "rules": lines, "total": quote["total"] - before, "before": before}


def _payment(bill: Bill) -> dict[str, Any]:
    day = clock.local(bill.paid_at or bill.frozen_at).date()
    return {
        "what": "paid",
        "source": None,
        "reference": bill.reference,
        "amount": total_of([bill]),
        "day": day.isoformat(),
    }
