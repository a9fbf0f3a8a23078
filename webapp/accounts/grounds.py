"""On what ground one person acts for another (pure): the answers that can be given, dated, with their source (data/grounds.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "data" / "grounds.yaml"
OWN = "own"
"""No answer of the file: what is done in one's own matter."""


class UnknownGround(LookupError):
    """No such answer, or not for such a person, or not on that day."""


@dataclass(frozen=True)
class Ground:
    """One answer. `asks`, `paper` and the values of `said` are {vi, en} texts; `source` as in the file."""

    id: str
    asks: Mapping[str, str]
    said: Mapping[str, Mapping[str, str]]
    of: str
    ends_at_majority: bool
    paper: Mapping[str, str] | None
    source: Mapping[str, Any]

    def called(self, gender: str) -> Mapping[str, str]:
        """«mẹ»: what the one who acts is called; `gender` "1", "2" or ""."""
        return self.said.get(gender) or self.said["any"]

    def fits(self, kind: str, minor: bool | None) -> bool:
        """Whether it can be said of such a person; `minor` None: nobody knows the age."""
        if self.of == "any" or kind != "citizen":
            return self.of in ("any", "organisation")
        return self.of == "citizen" or (self.of in ("minor", "adult") and minor in (None, self.of == "minor"))


def offered(on: date, kind: str, minor: bool | None) -> list[Ground]:
    """The answers for such a person on that day, in the order to show them."""
    there = [one for one, since, until in _every() if since <= on and (until is None or on <= until)]
    return [one for one in there if one.fits(kind, minor)]


def known(ground_id: str) -> Ground:
    """By id, whenever it counted: for what was said before. Raises `UnknownGround`."""
    found = next((one for one, _since, _until in _every() if one.id == ground_id), None)
    if found is None:
        raise UnknownGround(ground_id)
    return found


def years(age: str) -> int:
    """`majority`, or `own_matter`: from which age a young person may act in their own matter."""
    return int(_file()["ages"][age]["years"])


def birthday(born: date, nth: int) -> date:
    """The day somebody completes `nth` years; who was born on 29 February does so on 1 March."""
    try:
        return born.replace(year=born.year + nth)
    except ValueError:
        return date(born.year + nth, 3, 1)


@cache
def _file() -> Mapping[str, Any]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


@cache
def _every() -> tuple[tuple[Ground, date, date | None], ...]:
    own = ("id", "asks", "said", "of", "ends_at_majority", "paper", "source")
    return tuple((Ground(**{name: one[name] for name in own}), one["from"], one["to"]) for one in _file()["grounds"])
