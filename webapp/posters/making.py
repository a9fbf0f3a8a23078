"""What is on which paper: one sheet for a procedure, a field or a unit, or the booklet of a unit, of a field."""

from sqlalchemy.orm import Session

from webapp.posters import addresses, sheets
from webapp.posters.addresses import Target
from webapp.posters.sheets import Sheet, Shorts
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure
from webapp.units.service import Unit

BOOKLET = "booklet"
KINDS = ("procedure", "field", "unit")
MOST = 80
"""Procedures in a booklet: typesetting a hundred takes the memory that its process has (measured). Where there are more, a booklet
is of a field."""


class NoSuchPoster(LookupError):
    """There is nothing of that name to make one of."""


def wanted(db: Session, unit: Unit, kind: str, target: str) -> list[Target]:
    """The short addresses that stand on it, the one it goes by first. `target` of a booklet: a field, "" for all the unit does.

    Raises NoSuchPoster, UnknownProcedure.
    """
    if kind == "procedure":
        return addresses.of_procedure(procedures.current(db, target).code)
    if kind == "field":
        return [*_of_field(target), *_of_all(procedures.by_field(db, target))]
    if kind == "unit":
        return addresses.of_unit(unit)
    found = _in_booklet(db, unit, target)
    if kind != BOOKLET or not 0 < len(found) <= MOST:
        raise NoSuchPoster(kind)
    return [*(_of_field(target) if target else addresses.of_unit(unit)), *_of_all(found)]


def _of_field(field_id: str) -> list[Target]:
    if not addresses.field(field_id):
        raise NoSuchPoster(field_id)
    return [("field", field_id)]


def _of_all(found: list[Procedure]) -> list[Target]:
    return [target for one in found for target in addresses.of_procedure(one.code)]


def _in_booklet(db: Session, unit: Unit, field_id: str) -> list[Procedure]:
    return [one for one in addresses.procedures_at(db, unit) if not field_id or one.definition["field"] == field_id]


def sheets_of(db: Session, unit: Unit, kind: str, target: str, shorts: Shorts) -> list[Sheet]:
    """`shorts`: of what `wanted` says."""
    if kind == "procedure":
        return [sheets.of_procedure(unit, procedures.current(db, target), shorts)]
    if kind == "field":
        return [sheets.of_field(db, unit, target, shorts)]
    if kind == "unit":
        return [sheets.of_unit(unit, shorts)]
    return sheets.booklet(unit, _in_booklet(db, unit, target), shorts, target)
