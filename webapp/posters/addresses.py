"""Short addresses: made when a poster is, found when somebody scans or types one."""

import secrets
from collections.abc import Collection, Sequence

from flask import current_app, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import insert_for
from webapp.posters.models import Poster
from webapp.procedures import service as procedures
from webapp.tickets import service as tickets
from webapp.units import service as units
from webapp.units.service import Unit

Target = tuple[str, str]
"""(kind, target) of a poster, as `Poster` has them."""
ALPHABET = "346789cdfhjkmnprtwx"
"""No letter that looks like another or like a digit (0 o, 1 i l, 2 z, 5 s, b, g q, u v), and none by which five of them make a word."""
LENGTH = 5


def procedures_at(db: Session, unit: Unit) -> list[procedures.Procedure]:
    """What can be done there: all of it at a centre, which takes any dossier of the province; where people are only helped, what
    no law wants them to go elsewhere for. By field, then as people call it."""
    demo, order = current_app.config["CONFIG"].demo, [one["id"] for one in procedures.fields()]
    found = [
        one for one in procedures.all_current(db)
        if unit.kind in units.RECEIVING or procedures.channel_of(one, demo, clock.today()).kind != "in_person"
    ]  # fmt: skip
    return sorted(found, key=lambda one: (order.index(one.definition["field"]), procedures.plain(one.everyday)))


def has_queue(unit: Unit) -> bool:
    return unit.kind in tickets.KINDS


def of_procedure(code: str) -> list[Target]:
    return [("procedure", code), ("steps", code)]


def of_unit(unit: Unit) -> list[Target]:
    return [("unit", unit.id), *([("queue", unit.id)] if has_queue(unit) else [])]


def make(db: Session, unit_id: str, wanted: Sequence[Target]) -> dict[Target, str]:
    """The short addresses of these on that unit's posters; what has one keeps it, also where another makes the same just now."""
    known = of(db, unit_id, {kind for kind, _target in wanted})
    missing = [one for one in dict.fromkeys(wanted) if one not in known]
    if missing:
        rows = [_row(unit_id, target, short) for target, short in zip(missing, _free(db, len(missing)), strict=True)]
        db.execute(
            insert_for(db, Poster).values(rows).on_conflict_do_nothing(index_elements=["unit_id", "kind", "target"])
        )
        known = of(db, unit_id, {kind for kind, _target in wanted})
    return {one: known[one] for one in wanted}


def _row(unit_id: str, target: Target, short: str) -> dict[str, object]:
    return {"short": short, "unit_id": unit_id, "kind": target[0], "target": target[1], "made_at": clock.now()}


def _free(db: Session, number: int) -> list[str]:
    """So many that nobody has; of two and a half million, so that a slip of the finger hardly ever is another poster's."""
    free: set[str] = set()
    while len(free) < number:
        drawn = {"".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(number - len(free))}
        free |= drawn - set(db.scalars(select(Poster.short).where(Poster.short.in_(drawn))))
    return list(free)


def of(db: Session, unit_id: str, kinds: Collection[str]) -> dict[Target, str]:
    """The short addresses that a unit's posters of these kinds have."""
    mine = select(Poster.kind, Poster.target, Poster.short).where(Poster.unit_id == unit_id, Poster.kind.in_(kinds))
    return {(kind, target): short for kind, target, short in db.execute(mine)}


def find(db: Session, typed: str) -> Poster | None:
    """Whose address that is, scanned or typed: capitals and spaces don't matter."""
    short = "".join(typed.split()).lower()
    return db.get(Poster, short) if len(short) == LENGTH and set(short) <= set(ALPHABET) else None


def leads_to(db: Session, poster: Poster) -> str | None:
    """The page, or None where what the poster told of is no longer there."""
    try:
        if poster.kind in ("procedure", "steps"):
            procedures.current(db, poster.target)
            return url_for("procedures.page" if poster.kind == "procedure" else "procedures.steps", code=poster.target)
        if poster.kind == "field":
            return url_for("procedures.field", field_id=poster.target) if field(poster.target) else None
        units.get(db, poster.target)
        return url_for("units.place" if poster.kind == "unit" else "tickets.take_form", unit_id=poster.target)
    except (procedures.UnknownProcedure, units.UnknownUnit):
        return None


def field(field_id: str) -> dict[str, object] | None:
    return next((one for one in procedures.fields() if one["id"] == field_id), None)


def link(short: str) -> str:
    """What the QR says."""
    return f"{current_app.config['CONFIG'].public_url}/q/{short}"


def typed(short: str) -> str:
    """The same as it stands on paper, to be typed."""
    return link(short).split("://")[-1]
