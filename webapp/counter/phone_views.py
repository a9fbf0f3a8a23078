"""What a counter's browser asks for by itself, and the page that ends a visit, kept for when the line is cut."""

from typing import Any

from flask import g, jsonify
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp import access, staff_log
from webapp.counter import service
from webapp.counter.forms import as_id
from webapp.counter.views import AT, bp
from webapp.forms import said_json
from webapp.neutral import neutral


@bp.get(f"{AT}/don")
@access.public
def leaving() -> Response:
    """The same for everybody: whose work is sent to its end stands behind the #."""
    return neutral("counter/leaving.html")


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
