"""What a manager sees of it: by month, by helper, and what held people up."""

from datetime import date, timedelta

from flask import g, render_template, request

from webapp import access, clock, staff_log
from webapp.elsewhere import service, written
from webapp.elsewhere.forms import SHORT_WORDS
from webapp.elsewhere.views import bp
from webapp.teams import service as teams
from webapp.units import service as units


@bp.get("/to-cua-toi/tai-khoan")
@access.staff(teams.MANAGER)
def board() -> str:
    """One month, `?thang=2026-11`; this one where that is no month."""
    first = _month(request.args.get("thang", ""))
    after = (first + timedelta(days=31)).replace(day=1)
    own = access.actor().units(teams.MANAGER)
    found = service.counts(g.db, own, first, after - timedelta(days=1))
    staff_log.found("helper_id", [one.helper_id for one in found if one.helper_id])
    names = teams.badges(g.db, {one.helper_id for one in found if one.helper_id})
    return render_template(
        "elsewhere/board.html", found=found, names=names, first=first, kinds=SHORT_WORDS, reasons=written.reasons(),
        before=(first - timedelta(days=1)).replace(day=1), after=after if after <= clock.today() else None,
        teams=[unit for unit in units.all_units(g.db) if unit.id in own], by_helper=service.by_helper,
        by_kind=service.by_kind, by_reason=service.by_reason,
    )  # fmt: skip


def _month(text: str) -> date:
    """The first day of it."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return clock.today().replace(day=1)
