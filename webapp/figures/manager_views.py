"""The manager's figures: months, the team, each helper by name; on paper and as a table for a spreadsheet."""

from flask import Response, g, render_template, request

from webapp import access, spreadsheet, staff_log
from webapp.figures import counting, sheet, written
from webapp.figures.forms import ANSWER_WORDS
from webapp.figures.views import bp
from webapp.i18n import pick
from webapp.tally import Scope
from webapp.teams import service as teams
from webapp.units import service as units
from webapp.units.service import Unit

AT = "/to-cua-toi/so-lieu"


@bp.get(AT)
@access.staff(teams.MANAGER)
def board() -> str:
    """One month, `?thang=2026-11`; this one where that is none, to come or too long ago."""
    scope, found = _found()
    return render_template(
        "figures/board.html", found=found, teams=_teams(), columns=sheet.COLUMNS,
        answers=ANSWER_WORDS, reasons=written.reasons(), terms=written.terms(), near=counting.near(scope.first),
    )  # fmt: skip


@bp.get(f"{AT}.csv")
@access.staff(teams.MANAGER)
def table() -> Response:
    scope, found = _found()
    text = sheet.written_out((pick(unit.name), found[unit.id]) for unit in _teams() if unit.id in found)
    return spreadsheet.answer(text, f"so-lieu-{scope.first:%Y-%m}.csv")


def _found() -> tuple[Scope, dict[str, counting.Team]]:
    """The month that was asked for; whose figures are shown is in the log of staff."""
    scope = Scope(counting.month(request.args.get("thang", "")), access.actor().units(teams.MANAGER))
    found = counting.of_teams(g.db, scope)
    staff_log.found("helper_id", [row.helper_id for team in found.values() for row in team.rows if row.helper_id])
    return scope, found


def _teams() -> list[Unit]:
    own = access.actor().units(teams.MANAGER)
    return [unit for unit in units.all_units(g.db, teams.KINDS) if unit.id in own]
