"""For the desk: money that waits for a person, each with its next step; what is on its way back; what nobody understood."""

from flask import Blueprint, g, render_template
from sqlalchemy import false

from webapp import access, staff_log
from webapp.debts import service as debts
from webapp.decisions import service as decisions
from webapp.decisions.service import ASSIGNS, GIVES_BACK
from webapp.receipts import service as receipts
from webapp.units import service as units

bp = Blueprint("books", __name__, template_folder="templates")
AT = "/ban-lam-viec/tien"


@bp.get(AT)
@access.staff(*ASSIGNS)
def waiting() -> str:
    """Of the actor's units; money that names no bill of ours is shown to supervisors and leaders of any unit."""
    who = access.actor()
    nameless, mine = who.has_role(*GIVES_BACK), who.units(*ASSIGNS)
    rows = decisions.for_a_person(g.db, mine, nameless)
    differing = debts.refused() if nameless else debts.refused().where(false())
    unreported, beside = receipts.unreported(g.db, mine, notices=decisions.puzzling(nameless), debts=differing)
    staff_log.found("bill_id", [one.bill_id for one in beside["debts"]])
    staff_log.found("dossier_id", [one.dossier_id for one in rows if one.dossier_id])
    return render_template(
        "books/waiting.html", rows=rows, nameless=nameless, decides=who.units(*GIVES_BACK), debts=sorted(beside["debts"], key=lambda one: one.paid_at, reverse=True),
        unreported=unreported, notices=sorted(beside["notices"], key=lambda one: one.received_at, reverse=True),
        units={unit.id: unit.short_name for unit in units.all_units(g.db) if unit.id in mine},
    )  # fmt: skip


@bp.get(f"{AT}/da-quyet")
@access.staff(*ASSIGNS)
def decided() -> str:
    """What was decided to go back and has not gone; and what a gateway is still looking into."""
    who = access.actor()
    owed = decisions.not_gone(g.db, who.units(*ASSIGNS), who.has_role(*GIVES_BACK))
    staff_log.found("dossier_id", [one.dossier.id for one in owed if one.dossier])
    return render_template("books/decided.html", owed=owed, doubtful=decisions.doubtful(g.db, who.units(*ASSIGNS)))
