"""Pages that belong to no room: home, language, health, privacy, help."""

from typing import Any

from flask import Blueprint, current_app, g, jsonify, redirect, render_template, request
from sqlalchemy import text
from werkzeug.wrappers import Response

from webapp import access
from webapp.i18n import LANGUAGES

bp = Blueprint("pages", __name__)
YEAR = 365 * 24 * 3600
LONGEST_PATH = 1000


def local_path(target: str | None) -> str:
    """`target` when it is a path of this site, else "/": never a way out to another site."""
    if not target or not target.startswith("/") or len(target) > LONGEST_PATH:
        return "/"
    if target.startswith(("//", "/\\")) or any(ord(c) < 33 or ord(c) == 127 for c in target):
        return "/"  # browsers drop tabs and newlines, and read a backslash as a slash
    return target


@bp.get("/ngon-ngu/<lang>")
@access.public
def language(lang: str) -> Response:
    """Choose the language; a cookie, so that it holds without an account too."""
    answer = redirect(local_path(request.args.get("ve")), 303)
    if lang in LANGUAGES:
        answer.set_cookie("lang", lang, max_age=YEAR, samesite="Lax", secure=current_app.config["CONFIG"].secure)
    return answer


@bp.get("/healthz")
@access.public
def health() -> Any:
    """200 with version and checks (`files`: how many can't be read), 503 when the database does not answer."""
    g.db.execute(text("select 1"))
    config = current_app.config["CONFIG"]
    looks = current_app.extensions.get("health", {})  # of the rooms; each a function of the session
    checks = {"database": "ok", **{name: look(g.db) for name, look in looks.items()}}
    return jsonify(status="ok", version=config.version, demo=config.demo, checks=checks)


@bp.get("/quyen-rieng-tu")
@access.public
@access.keepable
def privacy() -> str:
    return render_template("privacy.html")


@bp.get("/tro-giup")
@access.public
@access.keepable
def help_page() -> str:
    return render_template("help.html")


@bp.get("/cach-xem")
@access.public
@access.keepable
def ways() -> str:
    """How this phone shows and reads pages; chosen in the browser and kept there."""
    return render_template("ways.html")
