"""The papers of a procedure on the phone alone: photographed without a signal, sent when there is one."""

from flask import g, redirect, url_for
from werkzeug.wrappers import Response

from webapp import access
from webapp.documents import service
from webapp.documents.reading_views import bp
from webapp.neutral import neutral
from webapp.procedures import service as procedures


@bp.get("/thu-tuc/<code>/giay-to")
@access.public
def papers_here(code: str) -> Response:
    """All papers the procedure may ask for; the phone shows those that its draft (the id after #) calls for."""
    procedure = procedures.current(g.db, code)
    if not procedure.definition["form"]:
        return redirect(url_for("procedures.page", code=code), 303)
    slots = [service.Slot(spec, [], True, 0) for spec in procedure.definition.get("documents") or []]
    return neutral(
        "documents/papers_here.html",
        procedure=procedure,
        slots=slots,
        limits=service.LIMITS,
        rules=service.quality_rules(),
    )
