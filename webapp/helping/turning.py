"""The place in «Cần người giúp?»: the office that knows the matter, else the person's own ward, else what opens first."""

import logging
from dataclasses import dataclass

from flask import g, get_template_attribute
from markupsafe import Markup
from sqlalchemy.orm import Session

from webapp import access
from webapp.accounts import service as accounts
from webapp.helping import service
from webapp.units import service as units
from webapp.units.service import Place, Unit

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """`why`: matter, ward, open, soonest; `elsewhere` is open now while `place` is not; `calls`: somebody can call back."""

    place: Place
    why: str
    elsewhere: Place | None
    calls: bool


def find(db: Session, unit_id: str | None, ward: str | None) -> Turn | None:
    """Where to turn to now; None when there is no place at all."""
    places = units.places(db)
    known = units.nearest.of(places, unit_id, ward)
    first = units.nearest.soonest(places, known.unit.gso_code if known else ward)
    place = known or first
    if place is None:
        return None
    why = ("matter" if place.unit.id == unit_id else "ward") if known else ("open" if place.now.is_open else "soonest")
    elsewhere = first if first and first.now.is_open and not place.now.is_open else None
    return Turn(place, why, elsewhere, service.caller(db, place.unit) is not None)


def turn_to(unit: Unit | str | None = None, about: str = "") -> Markup:
    """The place as HTML for the component of every dead end; "" when it can't be told.

    Never raises: the component stands on the page that says something failed, and that may have been the database. What
    remains then is the hotline.
    """
    if "db" not in g:
        return Markup("")
    try:
        with g.db.no_autoflush:
            unit_id = unit.id if isinstance(unit, Unit) else unit or g.get("lies_at")
            turn = find(g.db, unit_id, accounts.home_ward(g.db, access.actor()))
            return _shown(turn, about) if turn else Markup("")
    except Exception:  # whatever it is, the page on which this stands must come
        log.exception("no place to turn to could be told")
        return Markup("")


def _shown(turn: Turn, about: str) -> Markup:
    show = get_template_attribute("helping/_place.html", "place_card")
    return Markup.escape(show(turn, about, units.map_link(turn.place.unit)))
