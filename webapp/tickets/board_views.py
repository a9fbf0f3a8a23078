"""The board on the wall: who is called to which desk, seen and heard."""

from typing import Any

from flask import g, jsonify, render_template

from webapp import access
from webapp.tickets import service
from webapp.tickets.views import bp, unit_or_404

LATEST = 6  # calls on the board


@bp.get("/bang-so/<unit_id>")
@access.public
def board(unit_id: str) -> str:
    unit = unit_or_404(unit_id)
    return render_template("tickets/board.html", unit=unit, line=service.line(g.db, unit.id), latest=LATEST)


@bp.get("/api/bang-so/<unit_id>")
@access.public
def board_state(unit_id: str) -> Any:
    """`{calls: [{number, desk, calls}], waiting}`, the newest call first."""
    line = service.line(g.db, unit_or_404(unit_id).id)
    calls = [
        {"number": one.number, "desk": one.desk.label if one.desk else "", "calls": one.calls} for one in line.calls
    ]
    return jsonify(calls=calls, waiting=len(line.waiting))
