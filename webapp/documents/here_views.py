"""The papers of a procedure on the phone alone: photographed without a signal, sent when there is one."""

from typing import Any
from uuid import UUID

from flask import g, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access
from webapp.documents import service
from webapp.documents.reading_views import bp
from webapp.dossiers import service as dossiers
from webapp.neutral import neutral
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure

SAID = ("id", "slot", "size", "sha256")


@bp.get("/thu-tuc/<code>/giay-to")
@access.public
def papers_here(code: str) -> Response:
    """All papers the procedure may ask for; the phone shows those that its draft (the id after #) calls for."""
    procedure = procedures.current(g.db, code)
    if not procedure.definition["form"]:
        return redirect(url_for("procedures.page", code=code), 303)
    return neutral("documents/papers_here.html", **_known(procedure))


@bp.get("/api/ho-so/<uuid:dossier_id>/giay-to")
@access.public
def there(dossier_id: UUID) -> Response:
    """`{papers: [{id, slot, name, size, sha256}]}`: what has arrived, whichever phone or counter it came from; `name`, `size` in
    bytes and `sha256` in hex as it was there. A helper hears of none once the dossier is handed in or the mandate is over."""
    asks = access.for_whom(g.db)
    dossier = dossiers.in_hand(g.db, dossiers.this_browser(asks), dossier_id)
    there = [] if dossiers.closed_to(asks, dossier) else service.current(g.db, dossier)
    said = [{"name": one.filename, **{name: getattr(one, name) for name in SAID}} for one in there]
    return jsonify(papers=said)


def _known(procedure: Procedure) -> dict[str, Any]:
    slots = [service.Slot(spec, [], True, 0) for spec in procedure.definition.get("documents") or []]
    return {"procedure": procedure, "slots": slots, "limits": service.LIMITS, "rules": service.quality_rules()}


procedures.goes_along(
    "/giay-to", lambda _db, procedure: render_template("documents/papers_here.html", **_known(procedure))
)
