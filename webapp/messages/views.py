"""The inbox, and in a demonstration the last messages sent to anyone, so that a newcomer finds the code."""

from typing import Any

from flask import Blueprint, current_app, g, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access, clock
from webapp.messages import service

bp = Blueprint("messages", __name__, template_folder="templates")


@bp.get("/tin-nhan")
@access.signed_in
def inbox() -> str:
    return render_template("messages/inbox.html", messages=service.inbox(g.db, _mine()))


@bp.post("/tin-nhan/da-doc")
@access.signed_in
def mark_read() -> Response:
    service.mark_read(g.db, _mine(), clock.now())
    return redirect(url_for("messages.inbox"), 303)


@bp.get("/demo/messages.json")
@access.demo_only
def demo_json() -> Any:
    """Newest first: `[{to, template, title, body, link, at}]`."""
    fields = ("template", "title", "body", "link")
    return jsonify(
        [
            {"to": m.phone, "at": m.created_at.isoformat()} | {f: getattr(m, f) for f in fields}
            for m in service.last_sent(g.db)
        ]
    )


@bp.get("/demo/messages")
@access.demo_only
def demo_page() -> str:
    phone_url = current_app.config["CONFIG"].phone_url
    return render_template("messages/demo.html", messages=service.last_sent(g.db), phone_url=phone_url)


def _mine() -> Any:
    return access.actor().account_id
