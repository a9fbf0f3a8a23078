"""When a counter's screen is cleared: dated data with its source (data/counter.yaml)."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from webapp import clock

FILE = Path(__file__).parent / "data" / "counter.yaml"


@dataclass(frozen=True)
class Terms:
    """Seconds without a touch: until the screen is cleared, and how many of them are the warning's."""

    idle: int
    warning: int


@cache
def _dated() -> list[tuple[date, Terms]]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return sorted(
        ((row["from"], Terms(row["idle_seconds"], row["warning_seconds"])) for row in rows), key=lambda one: one[0]
    )


def now() -> Terms:
    """Those of today; before the first date, the first."""
    held = [terms for since, terms in _dated() if since <= clock.today()]
    return (held or [_dated()[0][1]])[-1]
