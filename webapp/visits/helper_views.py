"""The helper's visits on the phone: names hidden until tapped, each look written down, «đã đến» or «không gặp»."""

from datetime import timedelta
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access, clock, staff_log
from webapp.db import append
from webapp.i18n import _
from webapp.teams import service as teams
from webapp.visits import happening, rounds, slots
from webapp.visits.code_views import bp
from webapp.visits.models import Visit

AT = "/giup/den-nha"


@bp.get(AT)
@access.staff(teams.HELPER)
def round_of_mine() -> str:
    account_id = _me()
    until = clock.today() + timedelta(days=slots.now().furthest)
    found = rounds.coming(g.db, account_id, until)
    staff_log.found("visit_id", [one.id for one in found])
    named = {one.id: rounds.procedure_of(g.db, one) for one in found}
    return render_template("visits/round.html", found=found, named=named)


@bp.get(f"{AT}/<uuid:visit_id>")
@access.staff(teams.HELPER)
def home(visit_id: UUID) -> str:
    """Name and address while it is theirs to go; afterwards only how it went."""
    found, account_id = happening.of_helper(g.db, _me(), visit_id), _me()
    if not rounds.may_help(g.db, account_id):
        raise rounds.NotHelping
    shown = rounds.in_sight(found)
    if shown:
        append(rounds.look(found.id, account_id, "helper"))
    what = rounds.procedure_of(g.db, found)
    return render_template("visits/home.html", found=found, shown=shown, procedure=what, papers=rounds.papers(what))


@bp.post(f"{AT}/<uuid:visit_id>/da-den")
@access.staff(teams.HELPER)
def met(visit_id: UUID) -> Response:
    return _mark(visit_id, met=True)


@bp.post(f"{AT}/<uuid:visit_id>/khong-gap")
@access.staff(teams.HELPER)
def not_met(visit_id: UUID) -> Response:
    return _mark(visit_id, met=False)


def _mark(visit_id: UUID, met: bool) -> Response:
    found: Visit = happening.of_helper(g.db, _me(), visit_id, lock=True)
    if not rounds.may_help(g.db, _me()):
        raise rounds.NotHelping
    try:
        rounds.mark(g.db, _me(), found, met)
        flash(_("Đã ghi: đã đến.") if met else _("Đã ghi: không gặp."))
    except rounds.TooEarly:
        flash(_("Chưa đến ngày. Đến nơi rồi hãy ghi."), "bad")
    return redirect(url_for("visits.home", visit_id=found.id), 303)


def _me() -> UUID:
    account_id = access.actor().account_id
    assert account_id is not None
    return account_id
