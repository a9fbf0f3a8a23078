"""The papers of a procedure on the phone alone: photographed without a signal, sent when there is one."""

from typing import Any

from flask import g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access
from webapp.documents import service
from webapp.documents.reading_views import bp
from webapp.neutral import neutral
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure


@bp.get("/thu-tuc/<code>/giay-to")
@access.public
def papers_here(code: str) -> Response:
    """All papers the procedure may ask for; the phone shows those that its draft (the id after #) calls for."""
    procedure = procedures.current(g.db, code)
    if not procedure.definition["form"]:
        return redirect(url_for("procedures.page", code=code), 303)
    return neutral("documents/papers_here.html", **_known(procedure))


def _known(procedure: Procedure) -> dict[str, Any]:
    slots = [service.Slot(spec, [], True, 0) for spec in procedure.definition.get("documents") or []]
    return {"procedure": procedure, "slots": slots, "limits": service.LIMITS, "rules": service.quality_rules()}


procedures.goes_along(
    "/giay-to", lambda _db, procedure: render_template("documents/papers_here.html", **_known(procedure))
)
