"""Reading rows of several tables that have nothing to do with one another in one statement."""

from typing import Any

from sqlalchemy import Select, Subquery, literal, select, true, union_all
from sqlalchemy.orm import Session, aliased


def together(db: Session, **parts: Select[Any]) -> dict[str, list[Any]]:
    """`parts`: names → statements that select one entity each. The rows of each by its name, in no certain order.

    A table of the parts' numbers, to which each part is joined at its own number: as many rows as all have together, not
    as many as they have multiplied.
    """
    return beside(db, select(literal(0).label("none_of_it")).subquery(), **parts)[1]


def beside(db: Session, one: Subquery, **parts: Select[Any]) -> tuple[tuple[Any, ...], dict[str, list[Any]]]:
    """The same, and the only row of `one` (sums and counts) with them."""
    numbers = union_all(*(select(literal(number).label("part")) for number in range(len(parts)))).subquery()
    joined = select(numbers.c.part, *one.c).select_from(numbers).join(one, true())
    width = len(one.c)
    for number, part in enumerate(parts.values()):
        rows = aliased(part.column_descriptions[0]["entity"], part.subquery())
        joined = joined.add_columns(rows).outerjoin(rows, numbers.c.part == number)
    found: dict[str, list[Any]] = {name: [] for name in parts}
    answer = db.execute(joined).all()
    for number, *rows in answer:
        if rows[width + number] is not None:
            found[list(parts)[number]].append(rows[width + number])
    return tuple(answer[0]), found
