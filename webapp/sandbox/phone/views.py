"""The pages: which phones got something, one phone's screen, and buttons that bring trouble to the next message."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response as Redirect

from webapp.sandbox.phone import inbox
from webapp.sandbox.phone.providers import NUMBER, store

bp = Blueprint("pages", __name__)


@bp.get("/")
def home() -> str:
    with store().reading() as db:
        return render_template("home.html", phones=inbox.phones(db), **_troubles(db))


@bp.get("/may/<phone>")
def phone(phone: str) -> str:
    if not NUMBER.fullmatch(f"84{phone[1:]}") or not phone.startswith("0"):
        raise NotFound
    with store().reading() as db:
        threads = {kind: inbox.thread(db, phone, kind) for kind in inbox.KINDS}
        return render_template("phone.html", phone=phone, threads=threads, troubles=inbox.TROUBLES, **_troubles(db))


@bp.post("/su-co")
def trouble() -> Redirect:
    kind, which = request.form.get("kind", ""), request.form.get("which", "")
    if kind not in inbox.KINDS or which not in ("", *inbox.TROUBLES) or (which == "expired" and kind != "zns"):
        raise BadRequest
    with store().writing() as db:
        inbox.set_trouble(db, kind, which)
    return redirect(url_for("pages.home", _anchor="su-co"), 303)


@bp.post("/xoa")
def clear() -> Redirect:
    with store().writing() as db:
        inbox.clear(db)
    return redirect(url_for("pages.home"), 303)


@bp.get("/messages.json")
def messages() -> Response:
    """Newest first: `[{kind, to, title, text, parts, encoding, at}]`; `?phone=0…` for one phone."""
    with store().reading() as db:
        rows = inbox.latest(db, request.args.get("phone"))
    names = ("kind", "title", "text", "parts", "encoding", "at")
    return jsonify([{"to": row["phone"]} | {name: row[name] for name in names} for row in rows])


def _troubles(db: Any) -> dict[str, Any]:
    return {"waiting": {kind: inbox.trouble(db, kind) for kind in inbox.KINDS}, "names": inbox.TROUBLES}
