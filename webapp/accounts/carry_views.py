"""From a counter's browser to the fresh one that takes its place: the ticket, and the page that uses it."""

from typing import Any

from flask import g, jsonify, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp import access, throttle
from webapp.accounts import carrying, service
from webapp.accounts.login import open_session
from webapp.accounts.views import bp
from webapp.neutral import neutral

PER_ADDRESS = (600, 3600)  # fresh browsers of a post office


@bp.post("/api/chuyen-may")
@access.staff("clerk")
def ticket() -> Any:
    """`{ticket}` for the browser that takes this one's place."""
    return jsonify(ticket=carrying.ticket(current_user.sign_in))


@bp.get("/dang-nhap/chuyen")
@access.public
def carried() -> Response:
    """What the desk's launcher opens (tools/counter.py): where it listens, and the ticket, stand behind the #."""
    return neutral("accounts/carried.html")


@bp.post("/dang-nhap/chuyen")
@access.public
def carry() -> Response:
    throttle.hit(g.db, "carried sign-in", request.remote_addr or "", *PER_ADDRESS)
    try:
        found = carrying.used(g.db, request.form.get("ticket", ""))
    except carrying.NoTicket:
        return redirect(url_for("accounts.sign_in", tiep="/khach"), 303)
    open_session(found)
    return redirect(service.work_page((one.role, one.unit_id) for one in found.account.roles) or "/", 303)
