"""What is on which paper: one sheet for a procedure, a field or a unit, or a unit's whole booklet."""

from sqlalchemy.orm import Session

from webapp.posters import addresses, sheets
from webapp.posters.addresses import Target
from webapp.posters.sheets import Sheet, Shorts
from webapp.procedures import service as procedures
from webapp.units.service import Unit

BOOKLET = "booklet"
KINDS = ("procedure", "field", "unit", BOOKLET)


class NoSuchPoster(LookupError):
    """There is nothing of that name to make one of."""


def wanted(db: Session, unit: Unit, kind: str, target: str) -> list[Target]:
    """The short addresses that stand on it, the one it goes by first. Raises NoSuchPoster, UnknownProcedure."""
    if kind == "procedure":
        return addresses.of_procedure(procedures.current(db, target).code)
    if kind == "field":
        if not addresses.field(target):
            raise NoSuchPoster(target)
        return [("field", target), *_of_all(procedures.by_field(db, target))]
    if kind == "unit":
        return addresses.of_unit(unit)
    if kind == BOOKLET:
        return [*addresses.of_unit(unit), *_of_all(addresses.procedures_at(db, unit))]
    raise NoSuchPoster(kind)


def _of_all(found: list[procedures.Procedure]) -> list[Target]:
    return [target for one in found for target in addresses.of_procedure(one.code)]


def sheets_of(db: Session, unit: Unit, kind: str, target: str, shorts: Shorts) -> list[Sheet]:
    """`shorts`: of what `wanted` says."""
    if kind == "procedure":
        return [sheets.of_procedure(unit, procedures.current(db, target), shorts)]
    if kind == "field":
        return [sheets.of_field(db, unit, target, shorts)]
    if kind == "unit":
        return [sheets.of_unit(unit, shorts)]
    return sheets.booklet(unit, addresses.procedures_at(db, unit), shorts)
