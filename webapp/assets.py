"""Static files under content-hashed addresses: one hash of the whole tree, so that ES modules may import each other by relative path."""

import hashlib
from pathlib import Path

from flask import Flask, Response, abort, make_response, request, send_from_directory

from webapp import access
from webapp.config import ROOT

STATIC = ROOT / "static"
SHEETS = ("tokens", "base", "components", "forms", "staff", "print")
YEAR = "public, max-age=31536000, immutable"


def tree_hash(folder: Path = STATIC) -> str:
    """Twelve hex characters that change when any static file does."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def sheet(folder: Path = STATIC) -> str:
    """The one stylesheet, put together from its parts in their order."""
    return "\n".join((folder / "css" / f"{part}.css").read_text() for part in SHEETS)


def attach(app: Flask) -> None:
    version, css = tree_hash(), sheet()

    def asset(path: str) -> str:
        return f"/static/{version}/{path}"

    @access.public
    def static_file(version: str, path: str) -> Response:
        if path == "css/app.css":
            answer = make_response(css)
            answer.mimetype = "text/css"
        elif path.startswith(".") or "/." in path:
            abort(404)
        else:
            answer = make_response(send_from_directory(STATIC, path))
        fresh = request.view_args is not None and request.view_args["version"] == app.config["ASSET_VERSION"]
        answer.headers["Cache-Control"] = YEAR if fresh else "no-cache"
        return answer

    app.config["ASSET_VERSION"] = version
    app.jinja_env.globals["asset"] = asset
    app.add_url_rule("/static/<version>/<path:path>", "static_file", static_file)
