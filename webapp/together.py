"""Reading rows of several tables that have nothing to do with one another in one statement."""

from typing import Any

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session, aliased


def together(db: Session, **parts: Select[Any]) -> dict[str, list[Any]]:
    """`parts`: names → statements that select one entity each. The rows of each by its name, in no certain order.

    A table of the parts' numbers, to which each part is joined at its own number: as many rows as all have together, not
    as many as they have multiplied.
    """
    numbers = union_all(*(select(literal(number).label("part")) for number in range(len(parts)))).subquery()
    joined = select(numbers.c.part)
    for number, part in enumerate(parts.values()):
        rows = aliased(part.column_descriptions[0]["entity"], part.subquery())
        joined = joined.add_columns(rows).outerjoin_from(numbers, rows, numbers.c.part == number)
    found: dict[str, list[Any]] = {name: [] for name in parts}
    for number, *rows in db.execute(joined):
        if rows[number] is not None:
            found[list(parts)[number]].append(rows[number])
    return found
