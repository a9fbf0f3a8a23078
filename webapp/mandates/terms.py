"""How long offers and mandates may last and which words are agreed to: dated data with its source (data/terms.yaml)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from webapp import clock

FILE = Path(__file__).parent / "data" / "terms.yaml"


@dataclass(frozen=True)
class Terms:
    """`days`: what can be chosen, 1 is the day of the visit; `text`: the version of the words; `late`: how long after a mandate's
    end work from a phone without a signal is still taken in, to be kept for the citizen; `provisional`: how long a
    signature alone counts, until the photographed paper is here; `code`: how long a code that is read aloud may be typed."""

    offer: timedelta
    late: timedelta
    provisional: timedelta
    code: timedelta
    days: tuple[int, ...]
    text: str


def _terms(row: dict[str, Any]) -> Terms:
    offer, provisional = timedelta(hours=row["offer_hours"]), timedelta(hours=row["provisional_hours"])
    late, code = timedelta(days=row["late_days"]), timedelta(minutes=row["code_minutes"])
    return Terms(offer, late, provisional, code, tuple(row["days"]), row["text"])


@cache
def _dated() -> list[tuple[date, Terms]]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    made = [(row["from"], _terms(row)) for row in rows]
    return sorted(made, key=lambda one: one[0])


def now() -> Terms:
    """Those that hold today; before the first date, the first."""
    held = [terms for since, terms in _dated() if since <= clock.today()]
    return held[-1] if held else _dated()[0][1]
