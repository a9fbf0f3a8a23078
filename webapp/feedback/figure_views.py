"""For whoever leads an office: how satisfied people were, by month; on the page and as a table for a spreadsheet."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, g, render_template, request

from webapp import access, spreadsheet, staff_log
from webapp.feedback import counting, listing, sheet, written
from webapp.feedback.forms import FACE_WORDS, LEFT_WORDS
from webapp.feedback.petitions import ANSWERS
from webapp.feedback.views import bp
from webapp.procedures import service as procedures

AT = "/gop-y/so-lieu"


@bp.get(AT)
@access.staff(*ANSWERS)
def board() -> str:
    """One month, `?thang=2026-11`; this one where that is none, to come or too long ago."""
    first, boards, people = _found()
    before, after = counting.near(first)
    return render_template(
        "feedback/board.html", first=first, boards=boards, people=people, procedures=_procedures(boards), before=before, after=after,
        faces=FACE_WORDS, left=LEFT_WORDS, least=written.rules().least,
    )  # fmt: skip


@bp.get(f"{AT}.csv")
@access.staff(*ANSWERS)
def board_table() -> Response:
    first, boards, people = _found()
    return spreadsheet.answer(sheet.written_out(boards, people, _procedures(boards)), f"hai-long-{first:%Y-%m}.csv")


def _found() -> tuple[date, list[counting.Board], dict[UUID, str]]:
    """Whose figures are shown is in the log of staff."""
    first = counting.month(request.args.get("thang", ""))
    boards, people = counting.of_units(g.db, counting.overseen(g.db, access.actor()), first)
    staff_log.found("staff_id", sorted(people))
    return first, boards, listing.called(g.db, people)


def _procedures(boards: list[counting.Board]) -> dict[str, Any]:
    """Code → name, of those that are published still; for others the code stands for itself."""
    found: dict[str, Any] = {}
    for code in {cell.name for one in boards for cell in one.procedures}:
        try:
            found[code] = procedures.current(g.db, code).definition["name"]
        except procedures.UnknownProcedure:
            found[code] = code
    return found
