"""For the desk: money that waits for a person."""

from flask import g, render_template

from webapp import access, staff_log
from webapp.payments import panels, service
from webapp.payments.views import bp
from webapp.units import service as units

SEES_NAMELESS = ("supervisor", "leader")


@bp.get("/ban-lam-viec/tien")
@access.staff("officer", *SEES_NAMELESS)
def waiting() -> str:
    """Of the actor's units; money that names no bill of ours is shown to supervisors and leaders of any unit."""
    who = access.actor()
    nameless, mine = who.has_role(*SEES_NAMELESS), who.units("officer", *SEES_NAMELESS)
    rows = service.for_a_person(g.db, mine, nameless)
    unreported, notices = service.unreported(g.db, mine, service.puzzling(nameless))
    staff_log.found("dossier_id", [one.dossier_id for one in rows if one.dossier_id])
    return render_template(
        "payments/waiting.html", rows=rows, nameless=nameless, panels=panels.money_panels(g.db, who),
        unreported=unreported, notices=sorted(notices, key=lambda one: one.received_at, reverse=True),
        units={unit.id: unit.short_name for unit in units.all_units(g.db) if unit.id in mine},
    )  # fmt: skip
