"""What the search looks through: all that a procedure is called, and what other rooms list beside the catalogue."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp.procedures.search import Answer
from webapp.procedures.search_index import Entry, Index
from webapp.procedures.wording import Wording

Row = tuple[str, str, str, str]  # code, name, name of its field, everyday name or ""
_lists: list[Callable[[Session], Iterable[Row]]] = []


@dataclass(frozen=True)
class Listed:
    """A procedure that is known by name only; its page is `/thu-tuc/<code>` as well."""

    code: str
    name: str
    field: str
    everyday: str


@dataclass(frozen=True)
class Answered:
    """`verdict`: clear, two, ask or nothing. `offered` are meant, `others` come after them, each a Procedure or Listed; `opens`: so
    clear that it is shown at once; `by_name`: others go by these words too, but only the first is called so;
    `covers`: how much of the question the first one's names meet, 0 to 1."""

    verdict: str
    offered: list[Any]
    others: list[Any]
    opens: bool
    by_name: bool = False
    covers: float = 0.0


@dataclass(frozen=True)
class Listing:
    rows: tuple[Row, ...]
    by_code: Mapping[str, Listed]
    index: Index


_made: list[Listing] = []  # the last one: an edition ends for many reasons, and thousands of names hardly ever change


def more_to_find(rows: Callable[[Session], Iterable[Row]]) -> None:
    """Whatever `rows` gives is found too, after what is curated. It is asked once an edition (editions.py)."""
    if rows not in _lists:
        _lists.append(rows)


def called(definition: Mapping[str, Any]) -> tuple[str, ...]:
    """The name and the everyday names of a procedure, in every language, each once."""
    everyday = (name for names in definition["everyday"].values() for name in names)
    return tuple(dict.fromkeys([*definition["name"].values(), *everyday]))


def officially(definition: Mapping[str, Any]) -> int:
    """How many of them, the first ones, are official names."""
    return len(set(definition["name"].values()))


def told(found: Answer, known: Mapping[str, Any]) -> Answered:
    """`known`: all that may be found, by code."""
    offered, others = ([known[hit.code] for hit in hits] for hits in (found.offered, found.others))
    covers = found.found[0].covers if found.found else 0.0
    return Answered(found.verdict, offered, others, found.opens, found.by_name, covers)


def listing(db: Session, wording: Wording, curated: Collection[str]) -> Listing:
    """All that is listed and not curated, by code."""
    rows = {row[0]: row for rows in _lists for row in rows(db) if row[0] not in curated}
    ordered = tuple(row for _code, row in sorted(rows.items()))
    if not _made or _made[0].rows != ordered:
        index = Index((Entry(code, _names(*called)) for code, *called in ordered), wording, curated=False)
        _made[:] = [Listing(ordered, {row[0]: Listed(*row) for row in ordered}, index)]
    return _made[0]


def _names(name: str, field: str, everyday: str) -> tuple[str, ...]:
    """The names, and the official one again with its field, which is a light signal: nothing is found by the field alone."""
    return tuple(one for one in (name, field and f"{field} {name}", everyday) if one)
