"""Static files under content-hashed addresses: one hash of the whole tree, so that ES modules may import each other by relative path.

Each file's own hash is its ETag, and all of them stand in files.json: a phone with an older version fetches only what changed.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import quote

import rcssmin
import rjsmin
from flask import Flask, Response, abort, jsonify, request

from webapp import access, bundling, packing
from webapp.config import ROOT

STATIC = ROOT / "static"
SHEET = "css/app.css"
PARTS = ("tokens", "base", "components", "forms", "print")
YEAR = "public, max-age=31536000, immutable"
EVERY_PAGE = "js/app.js"
BUNDLE = "js/bundle/form.js"
PHONE = "js/bundle/phone.js"  # what the form and the service worker share: knows no page
# what an application form wakes at once, and what else is woken on its way until it is sent
FORM = ("wizard", "applicant", "last_answers", "known_again", "scan_card", "scan_here")
AFTERWARDS = (
    "await_payment", "copy", "font_size", "forget_draft", "listen", "near", "once", "papers_here", "phone_drafts", "print", "read_aloud", "review_here",
    "search_here", "send_on_pick", "sending", "share", "sign_out", "simple", "term", "upload", "voice", "waiting_list", "way_on", "ways",
)  # fmt: skip
ROUNDS = ("round", "helping_bar", "read_over_locked", "trouble")
SMALLER = {"js": rjsmin.jsmin, "css": rcssmin.cssmin}
COUNTERS = ("counter", "counter_bar", "counter_leaving", "read_over_counter")


def sheet(folder: Path = STATIC) -> bytes:
    """The one stylesheet, put together from its parts in their order."""
    return b"\n".join((folder / "css" / f"{part}.css").read_bytes() for part in PARTS)


def contents(folder: Path = STATIC) -> dict[str, bytes]:
    """Every static file by its path; hidden ones and the parts of the stylesheet are none of a browser's business."""
    inside = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    left_out = {f"css/{part}.css" for part in PARTS}
    shown = {
        name: path.read_bytes() for name, path in inside.items() if name not in left_out and "/." not in f"/{name}"
    }
    below = [name for name in bundling.closure(shown, _modules(FORM)) if name.startswith("js/offline/")]
    phone = bundling.bundle(shown, below, PHONE, EVERY_PAGE)
    form = bundling.bundle(shown, _modules(FORM), BUNDLE, EVERY_PAGE, PHONE, below)
    return shown | {SHEET: sheet(folder)} | phone | form


def lean(name: str, body: bytes) -> bytes:
    """Scripts and styles of ours without comments and spaces: people read them here, phones on a weak line don't."""
    small = None if name.startswith("vendor/") else SMALLER.get(name.rsplit(".", 1)[-1])
    return small(body) if small else body


@dataclass(frozen=True)
class Tree:
    """Every static file as it is served. `hashes`: twelve hex characters a file; `version`: twelve that change when any file does."""

    files: Mapping[str, bytes]
    hashes: Mapping[str, str]
    version: str
    journey: list[str]
    rounds: list[str]
    counters: list[str]


def grow(files: dict[str, bytes]) -> Tree:
    known = {name: _short(body) for name, body in files.items()}
    return Tree(
        files, known, _short(repr(sorted(known.items())).encode()), journey(files), rounds(files), counters(files)
    )


@cache
def tree() -> Tree:
    """Read once a process."""
    return grow(contents())


def _short(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]


def journey(files: Mapping[str, bytes]) -> list[str]:
    """All that a form needs from its first question until it is sent; its papers and what waits on the phone as well."""
    found = _with_all(files, [BUNDLE, PHONE, *_modules(AFTERWARDS)])
    return [*found, "css/drawings.css", "css/search.css", "css/ways.css", "css/workshop.css"]


def rounds(files: Mapping[str, bytes]) -> list[str]:
    """A helper's evening: the page of the households, and the view that only a PIN leaves."""
    return [*_with_all(files, _modules(ROUNDS)), "css/round.css"]


def counters(files: Mapping[str, bytes]) -> list[str]:
    """What ends a visit at a counter when the line is cut in the middle of it."""
    return [*_with_all(files, _modules(COUNTERS)), "css/round.css", "css/counter.css"]


def _with_all(files: Mapping[str, bytes], first: list[str]) -> list[str]:
    """These modules and all that they ever import."""
    found = list(first)
    for name in found:
        for path in bundling.imports(files[name].decode(), later=True):
            there = bundling.target(name, path)
            found += [there] if there not in found and not there.startswith("vendor/") else []
    return found


def _modules(names: Iterable[str]) -> list[str]:
    return [f"js/modules/{name}.js" for name in names]


def _in_the_page(picture: bytes) -> str:
    """A small SVG as an address of its own: one request less on every first visit."""
    return "data:image/svg+xml," + quote(picture.decode().strip().replace('"', "'"), safe=" =:/'.")


def pack(app: Flask) -> None:
    """Once a version, before the servers start: the files as small as they get, beside the data."""
    files = {name: lean(name, body) for name, body in tree().files.items()}
    packing.pack(app.config["CONFIG"].data, app.config["ASSET_VERSION"], files)


def attach(app: Flask) -> None:
    grown = tree()
    files, version = grown.files, grown.version
    packed = packing.Packed(app.config["CONFIG"].data, version)
    listed = {
        "files": grown.hashes,
        "sizes": packed.sizes(files),
        "journey": grown.journey,
        "rounds": grown.rounds,
        "counters": grown.counters,
    }

    def asset(path: str) -> str:
        return f"/static/{version}/{path}"

    @access.public
    def static_file(version: str, path: str) -> Response:
        if path not in files:
            abort(404)
        encoding, body = packed.find(path) or ("", files[path])
        answer = Response(body, mimetype=guess_type(path)[0])
        answer.set_etag(f"{grown.hashes[path]}{encoding}")
        if encoding:
            answer.content_encoding = encoding
        answer.vary.add("Accept-Encoding")
        answer.make_conditional(request, accept_ranges=True, complete_length=len(body))
        return _for_long(answer)

    @access.public
    def file_list(version: str) -> Response:
        """`{files: {path: hash}, sizes: {path: bytes on their way}, journey: [path]}` as they are served now, whichever version is asked about."""
        return _for_long(jsonify(listed))

    def _for_long(answer: Response) -> Response:
        fresh = request.view_args is not None and request.view_args["version"] == app.config["ASSET_VERSION"]
        answer.headers["Cache-Control"] = YEAR if fresh else "no-cache"
        return answer

    app.config["ASSET_VERSION"] = version
    app.jinja_env.globals.update(asset=asset, favicon=_in_the_page(files["icons/favicon.svg"]))
    app.add_url_rule("/static/<version>/files.json", "file_list", file_list)
    app.add_url_rule("/static/<version>/<path:path>", "static_file", static_file)
