"""Pure: how long a procedure takes for these answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from webapp.procedures.conditions import holds


@dataclass(frozen=True)
class Term:
    """`count` in `unit`: working_days, calendar_days, same_day (with `cutoff`), immediate, unknown."""

    unit: str
    count: int = 0
    cutoff: time | None = None
    label: dict[str, str] | None = None
    source: dict[str, str] | None = None


def term_for(definition: Mapping[str, Any], answers: Mapping[str, Any]) -> Term:
    """The first term whose condition holds (the last one has none, the loader sees to it)."""
    return _read(next((one for one in definition["term"] if holds(one.get("when"), answers)), definition["term"][-1]))


def terms_of(definition: Mapping[str, Any]) -> list[Term]:
    """All of them, in the order in which they are tried."""
    return [_read(one) for one in definition["term"]]


def _read(entry: Mapping[str, Any]) -> Term:
    cutoff = time.fromisoformat(entry["cutoff"]) if entry.get("cutoff") else None
    return Term(entry["unit"], entry.get("count") or 0, cutoff, entry.get("label"), entry.get("source"))
