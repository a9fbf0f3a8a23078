"""A bill taken apart by kind (pure): phí, lệ phí, taxes and the rest have receipts of their own (FACTS §4.6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.receipts.series import KINDS

DEDUCTION = "da_nop"
Lines = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Part:
    """What one receipt is about: `amount` đồng (more than 0), and its lines, which add up to that."""

    kind: str
    amount: int
    lines: list[dict[str, Any]]


def kind_of(line: Mapping[str, Any]) -> str:
    return str(line["kind"]) if line["kind"] in KINDS else "khac"


def split(lines: Lines, total: int, before: Mapping[str, int] | None = None) -> list[Part]:
    """The parts of a bill over `total` đồng, in the order of KINDS; their amounts add up to it, and none is 0 or less.

    `before`: đồng that were receipted for each kind already. A line «less what was paid before» takes that off its own
    kind first; what is then left of it (a kind became cheaper than what was paid for it) comes off the others in order.
    ValueError where the lines come to less than `total`.
    """
    asked = {kind: [line for line in lines if line["kind"] != DEDUCTION and kind_of(line) == kind] for kind in KINDS}
    gross = {kind: sum(int(line["amount"]) for line in mine) for kind, mine in asked.items()}
    taken = _spread(gross, sum(gross.values()) - total, before or {})
    deduction = next((line for line in lines if line["kind"] == DEDUCTION), None)
    return [
        Part(kind, gross[kind] - taken[kind], [*map(dict, asked[kind]), *_less(deduction, taken[kind])])
        for kind in KINDS
        if gross[kind] > taken[kind]
    ]


def _spread(gross: Mapping[str, int], less: int, before: Mapping[str, int]) -> dict[str, int]:
    """How much of `less` comes off each kind, never more than there is of it."""
    if less < 0:
        raise ValueError(f"the lines come to {-less} đồng less than the bill")
    taken = dict.fromkeys(gross, 0)
    for most in (before, gross):
        for kind in gross:
            step = min(less, max(0, min(gross[kind], most.get(kind, 0)) - taken[kind]))
            taken[kind] += step
            less -= step
    return taken


def _less(deduction: Mapping[str, Any] | None, amount: int) -> list[dict[str, Any]]:
    return [{**deduction, "amount": -amount, "base": -amount}] if deduction and amount else []
