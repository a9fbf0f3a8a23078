"""For the desk: money that waits for a person."""

from flask import Blueprint, g, render_template

from webapp import access, staff_log
from webapp.payments import service as payments
from webapp.units import service as units

bp = Blueprint("books", __name__, template_folder="templates")
SEES_NAMELESS = ("supervisor", "leader")


@bp.get("/ban-lam-viec/tien")
@access.staff("officer", *SEES_NAMELESS)
def waiting() -> str:
    """Of the actor's units; money that names no bill of ours is shown to supervisors and leaders of any unit."""
    who = access.actor()
    nameless, mine = who.has_role(*SEES_NAMELESS), who.units("officer", *SEES_NAMELESS)
    rows = payments.for_a_person(g.db, mine, nameless)
    staff_log.found("dossier_id", [one.dossier_id for one in rows if one.dossier_id])
    return render_template(
        "books/waiting.html", rows=rows, nameless=nameless,
        notices=payments.puzzling(g.db) if nameless else [],
        units={unit.id: unit.short_name for unit in units.all_units(g.db) if unit.id in mine},
    )  # fmt: skip
