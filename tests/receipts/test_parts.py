"""A bill taken apart by kind: whatever it says, its receipts come to exactly what was paid."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.receipts.parts import Part, split
from webapp.receipts.series import KINDS

AMOUNTS = st.integers(0, 10**9)
LINES = st.lists(st.tuples(st.sampled_from([*KINDS, "something else"]), AMOUNTS), min_size=1, max_size=6)
BEFORE = st.dictionaries(st.sampled_from(KINDS), st.integers(0, 2 * 10**9))


def line(kind: str, amount: int) -> dict[str, Any]:
    return {"id": kind, "kind": kind, "amount": amount, "label": {"vi": kind, "en": kind}, "reasons": []}


def bill(lines: list[tuple[str, int]], less: int = 0) -> list[dict[str, Any]]:
    return [*(line(*one) for one in lines), *([line("da_nop", -less)] if less else [])]


def sums(parts: list[Part]) -> dict[str, int]:
    return {part.kind: part.amount for part in parts}


@given(LINES, st.data(), BEFORE)
def test_it_comes_to_the_bill_and_no_part_is_nothing(
    lines: list[tuple[str, int]], data: st.DataObject, before: dict[str, int]
) -> None:
    gross = sum(amount for _kind, amount in lines)
    less = data.draw(st.integers(0, gross))
    parts = split(bill(lines, less), gross - less, before)
    assert sum(part.amount for part in parts) == gross - less
    assert all(part.amount > 0 and sum(one["amount"] for one in part.lines) == part.amount for part in parts)
    assert [part.kind for part in parts] == sorted({part.kind for part in parts}, key=KINDS.index)


def test_it_keeps_phi_and_le_phi_apart() -> None:
    parts = split(bill([("le_phi", 8_000), ("phi", 5_000), ("le_phi", 2_000)]), 15_000)
    assert sums(parts) == {"phi": 5_000, "le_phi": 10_000}


def test_it_takes_what_was_paid_off_its_own_kind() -> None:
    parts = split(bill([("phi", 50_000), ("le_phi", 30_000)], 30_000), 50_000, {"le_phi": 30_000})
    assert sums(parts) == {"phi": 50_000}


def test_it_takes_what_a_kind_no_longer_costs_off_the_others() -> None:
    parts = split(bill([("phi", 20_000), ("le_phi", 100_000)], 50_000), 70_000, {"phi": 50_000})
    assert sums(parts) == {"le_phi": 70_000}


def test_it_writes_no_receipt_over_nothing_but_keeps_what_is_free_beside_what_is_not() -> None:
    parts = split(bill([("phi", 0), ("le_phi", 0), ("le_phi", 8_000)]), 8_000)
    assert [(part.kind, len(part.lines)) for part in parts] == [("le_phi", 2)]


def test_it_refuses_lines_that_come_to_less_than_the_bill() -> None:
    with pytest.raises(ValueError, match="1 đồng less"):
        split(bill([("phi", 999)]), 1_000)
