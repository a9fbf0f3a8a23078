"""What a counter's browser asks for by itself, and the page that ends a visit, kept for when the line is cut."""

from typing import Any
from uuid import UUID

from flask import abort, g, jsonify
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp import access, qr, staff_log
from webapp.counter import service
from webapp.counter.forms import as_id
from webapp.counter.views import AT, bp
from webapp.dossiers import service as dossiers
from webapp.forms import said_json
from webapp.i18n import say_date
from webapp.neutral import neutral
from webapp.procedures import service as procedures
from webapp.slips import service as slips


@bp.get(f"{AT}/don")
@access.public
def leaving() -> Response:
    """The same for everybody: whose work is sent to its end stands behind the #."""
    return neutral("counter/leaving.html")


@bp.get("/api/khach/phieu/<uuid:dossier_id>")
@access.staff(service.CLERK)
def slip_here(dossier_id: UUID) -> Any:
    """`{title, code, qr: SVG, address, until}` of a dossier of whoever sits here: the browser prints it when the line is cut."""
    found = service.current(g.db, access.actor())
    if found is None:
        abort(404)
    dossier = service.dossier_of(g.db, found, dossier_id)
    living = slips.of(g.db, dossier)
    if living is None:
        abort(404)
    return jsonify(
        title=procedures.version(g.db, dossier.version_id).name, code=dossiers.shown(living.code), qr=qr.svg(slips.link(living)),
        address=slips.address().split("://")[-1], until=say_date(living.last_day),
    )  # fmt: skip


@bp.post("/api/khach/khoa")
@access.staff(service.CLERK)
def keys() -> Any:
    """`{visits: [ids]}` → `{keys: {id: key}}`: of this clerk's own visits, to send what of them still lies in the browser."""
    asked = said_json().get("visits")
    if not isinstance(asked, list):
        raise BadRequest
    found = service.keys(g.db, access.actor(), [as_id(one) for one in asked])
    staff_log.found("mandate_id", found)
    return jsonify(keys={str(one): key for one, key in found.items()})
