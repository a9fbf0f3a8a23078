"""Fewer bytes on the way: static files packed once a version beside the data, pages packed as they are answered.

Whatever is packed may be asked for unpacked; a server without the packed files works, only slower for people far away.
"""

import gzip
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import brotli
from flask import Flask, Response, current_app, g, request

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=11),
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}
QUICK: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=5),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}
PACKED_ALREADY = (".png", ".ico", ".jpg", ".webp")
TEXTS = {
    "text/html",
    "text/javascript",
    "text/css",
    "text/plain",
    "application/json",
    "application/manifest+json",
    "image/svg+xml",
}
MOST_KEPT = 256  # packed pages that everybody gets; a few kilobytes each
LEAST = 400  # bytes; below, the headers are most of the answer


def _home(data: Path) -> Path:
    return data / "static"


def pack(data: Path, version: str, files: Mapping[str, bytes]) -> None:
    """Pack these files; they appear all at once under their version, and earlier versions go.

    Harmless when repeated and when two processes do it at once: the second finds the place taken and clears away its own.
    """
    home = _home(data)
    if (home / version).is_dir():
        return
    home.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=home))
    try:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for _done in pool.map(lambda one: _pack_one(making, *one), files.items()):
                pass
        making.chmod(0o755)  # made for this user alone; the server may run as another
        making.rename(home / version)
    except FileExistsError:
        pass
    except OSError:
        if not (home / version).is_dir():
            raise
    finally:
        shutil.rmtree(making, ignore_errors=True)
    for other in home.iterdir():
        if other.name != version and not other.name.startswith("."):
            shutil.rmtree(other, ignore_errors=True)


def _pack_one(folder: Path, name: str, body: bytes) -> None:
    for encoding, packer in () if name.endswith(PACKED_ALREADY) else PACKERS.items():
        packed = packer(body)
        if len(packed) < len(body):
            target = folder / encoding / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(packed)


class Packed:
    """The packed files of one version, as far as they are there."""

    def __init__(self, data: Path, version: str) -> None:
        self.folder = _home(data) / version

    def sizes(self, files: Mapping[str, bytes]) -> dict[str, int]:
        """Bytes that a browser of today needs for each."""
        home = self.folder / "br"
        small = {str(one.relative_to(home)): one.stat().st_size for one in home.rglob("*") if one.is_file()}
        return {name: small.get(name, len(body)) for name, body in files.items()}

    def find(self, name: str) -> tuple[str, bytes] | None:
        """The encoding in which this request gets the file, and its bytes; None: as it is. So too for a part of a file,
        whose place programs count in unpacked bytes."""
        encoding = "" if request.range else accepted()
        place = self.folder / encoding / name
        return (encoding, place.read_bytes()) if encoding and place.is_file() else None


def accepted() -> str:
    """The encoding that this request gets packed texts in; "" for none."""
    return request.accept_encodings.best_match(["br", "gzip"], default="") if request.accept_encodings else ""


def attach(app: Flask) -> None:
    @app.after_request
    def _pack(answer: Response) -> Response:
        """What may be kept carries an ETag and need not be sent twice; texts are packed."""
        if answer.status_code != 200 or answer.is_streamed or answer.direct_passthrough:
            return answer
        if not answer.cache_control.no_store and "ETag" not in answer.headers:
            answer.add_etag(weak=True)
            answer.make_conditional(request)
        if answer.mimetype in TEXTS and not answer.content_encoding:
            answer.vary.add("Accept-Encoding")
            if answer.status_code == 200 and not _could_tell():
                _squeeze(answer)
        return answer


_kept: dict[tuple[str, str], bytes] = {}


def _squeeze(answer: Response) -> None:
    encoding, body = accepted(), answer.get_data()
    if encoding and len(body) >= LEAST:
        answer.set_data(_well(encoding, body) if g.get("everybodys") else QUICK[encoding](body))
        answer.content_encoding = encoding
        if etag := answer.get_etag()[0]:
            answer.set_etag(etag, weak=True)  # of what it says, no longer of its bytes


def _well(encoding: str, body: bytes) -> bytes:
    """As small as it gets; worth the time where the same page goes out again and again."""
    key = encoding, hashlib.sha256(body).hexdigest()
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = PACKERS[encoding](body)
    return _kept[key]


def _could_tell() -> bool:
    """Whether the size of a packed answer could tell another site something (BREACH): it chooses words of the address that stand in
    the page beside something personal, and sees on the line how well both pack together.

    No page holds a token or code that opens anything, SameSite cookies leave it only whole-page visits, and those with words
    of its own are sent unpacked to who is signed in.
    """
    asked = request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
    return asked and bool(request.query_string) and current_app.config["SESSION_COOKIE_NAME"] in request.cookies
