"""The addresses of tus: `/tai-len` begins an upload, `/tai-len/<id>` takes its bytes and tells how far it is.

A program's address: answers have no page, errors are one plain sentence or JSON.
"""

import time
from uuid import UUID

from flask import Blueprint, Response, current_app, g, jsonify, request

from webapp import access, clock, security, throttle
from webapp.db import sessions
from webapp.documents import sending
from webapp.documents.limits import LIMITS
from webapp.documents.models import Upload
from webapp.documents.store import StoreError
from webapp.documents.uploads import answers, beginning, clearing, headers, owners, receiving
from webapp.documents.uploads.headers import PIECE, Wrong
from webapp.documents.uploads.states import RECEIVING, AnotherOffset, AnotherSum, NoSuchUpload, TooMuch
from webapp.dossiers import service as dossiers

bp = Blueprint("uploads", __name__)
tus = security.streams("Tus-Resumable", LIMITS.file_bytes + 64 * 1024)
PATIENCE = 300.0  # seconds for one piece; then what came is kept, and the thread is free for others
CREATIONS = (600, 3600)  # uploads begun by one account (or address), seconds


@bp.before_request
def _one_version() -> None:
    """Also what proves the request: no foreign page can send this header without asking first (security.streams)."""
    needless = request.method in ("GET", "OPTIONS")
    if not needless and request.headers.get("Tus-Resumable") != headers.VERSION:
        raise Wrong(412, "version", f"Tus-Resumable must be {headers.VERSION}.")


@bp.route("/tai-len", methods=["OPTIONS"], provide_automatic_options=False)
@bp.route("/tai-len/<upload_id>", methods=["OPTIONS"], provide_automatic_options=False)
@access.public
@tus
def offer(upload_id: str = "") -> Response:
    return answers.offer()


@bp.route("/tai-len", methods=["POST"], provide_automatic_options=False)
@access.public
@tus
def create() -> Response:
    """201 with the address; a body of the right type is kept at once (creation-with-upload)."""
    body = _body_comes()
    wish, said = headers.wanted(request.headers), headers.checksum(request.headers)
    if (request.content_length or 0) > wish.length:
        raise Wrong(413, "too_long", "The body is longer than Upload-Length.")
    upload, new = _begin(wish)
    offset = upload.offset
    if body and new:
        try:
            offset = _append(upload, 0, said)
        except Wrong:
            _forget(upload)  # the client never hears its address
            raise
    return answers.created(_as_it_stands(upload), offset)


@bp.route("/tai-len/<upload_id>", methods=["GET"], provide_automatic_options=False)
@access.public
@tus
def look(upload_id: str) -> Response:
    """HEAD: where to go on. GET: `{id, state, offset, length, filename, sha256, slot, dossier, reason, what, document}`."""
    upload = _mine(upload_id)
    if request.method == "HEAD":
        return answers.standing(upload)
    return jsonify(answers.facts(g.db, upload))


@bp.route("/tai-len/<upload_id>", methods=["PATCH"], provide_automatic_options=False)
@access.public
@tus
def append(upload_id: str) -> Response:
    upload = _mine(upload_id)
    if request.mimetype != PIECE:
        raise Wrong(415, "type", f"Content-Type must be {PIECE}.")
    start, said = headers.number(request.headers, "Upload-Offset"), headers.checksum(request.headers)
    comes = request.content_length or 0
    if start != upload.offset or (upload.state != RECEIVING and comes):
        raise answers.elsewhere(upload.offset)
    if start + comes > upload.length:
        raise Wrong(413, "too_long", f"The upload has {upload.length} bytes in all.")
    offset = _append(upload, start, said) if upload.state == RECEIVING else start
    return answers.moved(_as_it_stands(upload), offset)


@bp.route("/tai-len/<upload_id>", methods=["DELETE"], provide_automatic_options=False)
@access.public
@tus
def end(upload_id: str) -> Response:
    clearing.forget(g.db, _mine(upload_id, late=True))
    return answers.empty(204)


@bp.errorhandler(Wrong)
def _wrong(wrong: Wrong) -> Response:
    return answers.wrong(wrong)


def owner() -> owners.Owner:
    return dossiers.this_browser(access.for_whom(g.db))


def _mine(upload_id: str, late: bool = False) -> Upload:
    """401 for whoever is not signed in and not its browser, whether it exists or not; then 404, and 410 once expired."""
    try:
        found = owners.find(g.db, owner(), UUID(upload_id))
    except (ValueError, NoSuchUpload) as error:
        if access.actor().account_id is None:
            raise answers.said(401, "sign_in") from error
        raise Wrong(404, "unknown", "No such upload.") from error
    if found.state == RECEIVING and found.expires_at < clock.now() and not late:
        raise answers.expired(found)
    return found


def _begin(wish: beginning.Wanted) -> tuple[Upload, bool]:
    """In a transaction of its own, over before the first byte of the body is read."""
    who, address = owner(), request.remote_addr or ""
    if who.actor.account_id is None and wish.dossier_id is None:
        raise answers.said(401, "sign_in")
    g.db.rollback()
    with answers.refusals(who), sessions().write.begin() as db:
        counted = (
            ("uploads of account", str(who.actor.account_id)) if who.actor.account_id else ("uploads from", address)
        )
        throttle.hit(db, *counted, *CREATIONS)
        return beginning.begin(db, who, wish)


def _append(upload: Upload, start: int, said: receiving.Sum | None) -> int:
    comes = upload.length - upload.offset if _chunked() else request.content_length or 0
    if beginning.lying(g.db, owner()) + comes > beginning.MOST_LYING:
        raise answers.said(413, "too_much")
    g.db.expunge_all()  # what was read stays readable
    g.db.rollback()  # nobody waits for the database while a slow phone sends
    stream, patient_until = request.stream, time.monotonic() + PATIENCE

    def read(most: int) -> bytes:
        return stream.read(most) if time.monotonic() < patient_until else b""

    try:
        return receiving.append(sessions(), sending.store(), upload, start, read, said)
    except AnotherOffset as fault:
        raise answers.elsewhere(fault.offset) from fault
    except AnotherSum as fault:
        raise Wrong(460, "checksum", "Checksum mismatch: nothing of this piece was kept.") from fault
    except TooMuch as fault:
        raise Wrong(413, "too_long", f"The upload has {upload.length} bytes in all.") from fault
    except StoreError as fault:
        current_app.logger.exception("a part could not be kept")
        raise answers.said(503, "store") from fault


def _as_it_stands(upload: Upload) -> Upload:
    """Read again: its last byte changes how long it is kept."""
    return g.db.get(Upload, upload.id) or upload


def _forget(upload: Upload) -> None:
    with sessions().write.begin() as db:
        clearing.forget(db, db.get_one(Upload, upload.id))


def _body_comes() -> bool:
    """Whether the creation brings bytes; only of the type the protocol names."""
    there = bool(request.content_length) or _chunked()
    if there and request.mimetype != PIECE:
        raise Wrong(415, "type", f"Content-Type of a body must be {PIECE}.")
    return there


def _chunked() -> bool:
    """A body that does not say how long it is."""
    return "chunked" in request.headers.get("Transfer-Encoding", "").lower()
