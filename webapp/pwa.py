"""The installable app: manifest, service worker, offline page. Personal pages are never cached."""

import json

from flask import Blueprint, Response, current_app, jsonify, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from webapp import access
from webapp.assets import STATIC, lean
from webapp.i18n import _, current, speaking
from webapp.neutral import neutral
from webapp.security import CSP

bp = Blueprint("pwa", __name__)
PARTS = ("files", "pages", "keeping", "push")  # of the worker, in static/js/worker/: plain scripts, one after another
DOCUMENT = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": CSP}


@bp.get("/manifest.webmanifest")
@access.public
def manifest() -> Response:
    version = current_app.config["ASSET_VERSION"]

    def icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
        return {
            "src": f"/static/{version}/icons/{name}",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }

    answer = jsonify(
        id="/",
        name="Một Chạm",
        short_name="Một Chạm",
        description=_("Làm giấy tờ với cơ quan nhà nước ngay trên điện thoại"),
        lang=current(),
        start_url="/",
        scope="/",
        display="standalone",
        background_color="#f2f6f7",
        theme_color="#0a6a6b",
        icons=[icon("icon-192.png", 192), icon("icon-512.png", 512), icon("icon-maskable-512.png", 512, "maskable")],
    )
    answer.mimetype = "application/manifest+json"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/sw.js")
@access.public
def worker() -> Response:
    """The service worker, with the version of the static files and the offline page in it, so that it changes with them.

    It is the same in every language, so that choosing another one makes no new worker: while one takes over from another, a page
    that somebody goes to may never come (Chromium 156). The worker fetches the page in the language chosen by itself.

    With `?gui` a module that also sends what waits when the signal is back and no page is open; only for phones that have
    something to send, and browsers that take modules here: the others need not fetch it.
    """
    version = current_app.config["ASSET_VERSION"]
    with speaking("vi"):
        said = {"page": neutral("offline.html", stands_in=True).get_data(as_text=True), "headers": DOCUMENT}
    first = f'const VERSION = "{version}";\nconst OFFLINE = {json.dumps(said, ensure_ascii=False)};'
    if "gui" in request.args:
        first = f'import "/static/{version}/js/worker/draining.js";\n{first}'
    parts = [(STATIC / "js" / "worker" / f"{part}.js").read_bytes() for part in PARTS]
    answer = make_response(lean("sw.js", b"\n".join([first.encode(), *parts])))
    answer.mimetype = "text/javascript"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/ngoai-mang")
@access.public
def offline() -> AnyResponse:
    """What the service worker shows without a signal; with `?thay` for another page, which it waits for."""
    return neutral("offline.html", stands_in="thay" in request.args)


@bp.get("/dang-cho")
@access.public
def waiting() -> AnyResponse:
    """What this phone has not sent yet: the phone fills it in, the server knows nothing of it."""
    return neutral("waiting.html")
