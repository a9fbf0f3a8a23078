"""Reading papers: the file itself and its small picture, to whoever has a ground; no file can do anything in a browser."""

import logging
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import access, errors
from webapp.db import append
from webapp.documents import sending, service, watermark
from webapp.documents.forms import NOT_MARKED
from webapp.dossiers import service as dossiers

bp = Blueprint("documents", __name__, template_folder="templates")
bp.add_app_template_filter(service.say_size, "say_size")
bp.add_app_template_filter(service.shown_name, "shown_name")
log = logging.getLogger(__name__)
SEALED_OFF = "default-src 'none'; sandbox"  # whatever a file is, it can't run, load or reach anything of ours


# before every route with <slot>: of two that fit, the first one is taken
@bp.get("/ho-so/<uuid:dossier_id>/giay-to/<uuid:document_id>")
@access.public
def download(dossier_id: UUID, document_id: UUID) -> Response:
    """The file, whole or not at all; `?xem=1` shows a picture in the browser. Others than its owner are logged."""
    document, owner = _reachable(dossier_id, document_id)
    body = b"".join(service.read(sending.store(), document))
    if not owner:
        body = watermark.for_reader(g.db, document, body)
    if not owner and request.method == "GET":
        append(service.seen_by(document, access.actor()))
        access.seen_by_staff()
    return _file(document, body)


@bp.get("/ho-so/<uuid:dossier_id>/giay-to/<uuid:document_id>/nho")
@access.public
def small(dossier_id: UUID, document_id: UUID) -> Response:
    """A little picture to recognise a paper by; on the same ground as the paper.

    Nothing can be read on 240 pixels, and a page shows all of them at once: seeing one is no reading of the paper and is
    not written down as one.
    """
    document, owner = _reachable(dossier_id, document_id)
    if not document.small:
        abort(404)
    body = document.small if owner else watermark.for_reader(g.db, document, document.small, "image/jpeg")
    answer = _sealed(body, "image/jpeg")
    answer.headers["Content-Disposition"] = "inline"
    return answer


@bp.errorhandler(watermark.NotMarkable)
def not_marked(error: watermark.NotMarkable) -> Response:
    """Nobody but its owner sees an identity paper without the mark. 422: it is the file, not the app, that can't do it."""
    log.warning("an identity paper could not be marked: %s", error)
    return errors.show(422, NOT_MARKED)


@bp.get("/ho-so/<uuid:dossier_id>/giay-to/<slot>")
@access.public
def back(dossier_id: UUID, slot: str) -> AnyResponse:
    """Where a reload of a page with an error leads."""
    return redirect(url_for("documents.papers", dossier_id=dossier_id), 303)


def _reachable(dossier_id: UUID, document_id: UUID) -> tuple[service.Document, bool]:
    """The paper, and whether it is its owner who asks; 404 for whoever has no ground. Who opened the dossier by its slip reads as
    its owner does, but for staff: they get the marked copy, and are written down."""
    try:
        dossier, as_citizen = _dossier(dossier_id)
        owner = as_citizen and (dossiers.own(dossier) or not access.actor().roles)
        return service.find(g.db, dossier, document_id, as_citizen), owner
    except (dossiers.NoSuchDossier, service.NoSuchDocument):
        abort(404)


def _dossier(dossier_id: UUID) -> tuple[dossiers.Dossier, bool]:
    """With whether it is seen as its citizen sees it: without what was taken away, or a result that is not out yet."""
    try:
        return dossiers.in_hand(g.db, dossiers.this_browser(), dossier_id), True
    except dossiers.NoSuchDossier:
        return dossiers.mine(g.db, access.actor(), dossier_id), False


def _file(document: service.Document, body: bytes) -> Response:
    looks = "inline" if request.args.get("xem") and document.media_type == "image/jpeg" else "attachment"
    name = quote(service.saved_name(document.filename, document.media_type), safe="")
    answer = _sealed(body, document.media_type)
    answer.headers["Content-Disposition"] = f"{looks}; filename*=UTF-8''{name}"
    return answer


def _sealed(body: bytes, media_type: str) -> Response:
    answer = Response(body, mimetype=media_type)
    answer.headers["Content-Security-Policy"] = SEALED_OFF
    answer.headers["Cache-Control"] = "no-store"
    return answer
