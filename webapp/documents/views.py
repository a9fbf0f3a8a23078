"""Papers of a dossier: the page that asks for them, sending, taking back, reading."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound, RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from webapp import access, errors, throttle
from webapp.db import append
from webapp.documents import sending, service
from webapp.documents.forms import NOT_NOW, Refusal, sent_files
from webapp.dossiers import service as dossiers
from webapp.i18n import _

bp = Blueprint("documents", __name__, template_folder="templates")
bp.add_app_template_filter(service.say_size, "say_size")
bp.add_app_template_filter(service.shown_name, "shown_name")
PER_ACCOUNT, PER_ADDRESS = (200, 3600), (600, 3600)  # times papers are sent, seconds: nobody fills the disk
SEALED_OFF = "default-src 'none'; sandbox"  # whatever a file is, it can't run, load or reach anything of ours


@bp.get("/ho-so/<uuid:dossier_id>/giay-to")
@access.public
def papers(dossier_id: UUID) -> AnyResponse | str:
    dossier = _owned(dossier_id)
    if dossier.state not in service.TURN:
        return redirect(_next(dossier), 303)
    if dossier.answers is None:
        return redirect(url_for("dossiers.edit", dossier_id=dossier_id), 303)
    if not service.needed(g.db, dossier) and not service.unasked(g.db, dossier):
        return redirect(_next(dossier), 303)
    return _page(dossier)


# before the routes with <slot>: of two that fit, the first one is taken
@bp.get("/ho-so/<uuid:dossier_id>/giay-to/<uuid:document_id>")
@access.public
def download(dossier_id: UUID, document_id: UUID) -> Response:
    """The file, whole or not at all; `?xem=1` shows a picture in the browser. Others than its owner are logged."""
    who, token = access.actor(), session.get("holder")
    try:
        dossier = dossiers.mine(g.db, who, dossier_id, token)
        owner = dossiers.Holder(who, token).holds(dossier)
        document = service.find(g.db, dossier, document_id, owner)
    except (dossiers.NoSuchDossier, service.NoSuchDocument):
        abort(404)
    body = b"".join(service.read(sending.store(), document))
    if not owner and request.method == "GET":
        append(service.seen_by(document, who))
    return _file(document, body)


@bp.post("/ho-so/<uuid:dossier_id>/giay-to/<slot>")
@access.public
def add(dossier_id: UUID, slot: str) -> Any:
    """`file` (one or several), `document_id` (optional). JSON: `{id, filename, size, sha256, slot, missing}`."""
    sent = sent_files()  # first: a slow phone must not hold up the database while its file comes in
    dossier = _owned(dossier_id)
    _slot_or_404(dossier, slot)
    if isinstance(sent, Refusal):
        return _refused(dossier, slot, sent)
    g.db.rollback()  # nothing is written yet: nobody waits for the database while pictures are made smaller
    judged = [sending.judge(one) for one in sent]
    dossier = _owned(dossier_id)
    _count()
    try:
        kept, refusals = sending.keep(g.db, dossier, slot, judged, access.actor())
    except service.NotYourTurn:
        return errors.show(409, NOT_NOW)
    return _refused(dossier, slot, *refusals) if refusals else _thanks(dossier, slot, kept)


@bp.get("/ho-so/<uuid:dossier_id>/giay-to/<slot>")
@access.public
def back(dossier_id: UUID, slot: str) -> AnyResponse:
    """Where a reload of a page with an error leads."""
    return redirect(url_for("documents.papers", dossier_id=dossier_id), 303)


@bp.post("/ho-so/<uuid:dossier_id>/giay-to/<uuid:document_id>/bo")
@access.public
def remove(dossier_id: UUID, document_id: UUID) -> Any:
    dossier = _owned(dossier_id)
    try:
        document = service.own(g.db, dossier, document_id)
        service.remove(g.db, dossier, document)
    except service.NoSuchDocument:
        abort(404)
    except service.NotYourTurn:
        return errors.show(409, NOT_NOW)
    if access.wants_json():
        return jsonify(id=str(document.id), missing=_missing(dossier))
    flash(_("Đã bỏ %(name)s.", name=document.filename))
    return redirect(url_for("documents.papers", dossier_id=dossier_id), 303)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Any:
    """A request larger than the app takes never reaches its view: say it at the paper it was meant for."""
    meant = request.view_args or {}
    try:
        dossier = _owned(meant["dossier_id"])
        _slot_or_404(dossier, meant.get("slot", ""))
    except NotFound:
        return errors.show(404)
    return _refused(dossier, meant["slot"], Refusal("", "too_large"))


def _count() -> None:
    """Drafts can be begun anew and papers taken away again, so limits of one dossier alone do not hold."""
    account_id = access.actor().account_id
    if account_id:
        throttle.hit(g.db, "papers of account", str(account_id), *PER_ACCOUNT)
    else:
        throttle.hit(g.db, "papers from address", request.remote_addr or "", *PER_ADDRESS)


def _file(document: service.Document, body: bytes) -> Response:
    looks = "inline" if request.args.get("xem") and document.media_type == "image/jpeg" else "attachment"
    name = quote(service.saved_name(document.filename, document.media_type), safe="")
    answer = Response(body, mimetype=document.media_type)
    answer.headers["Content-Disposition"] = f"{looks}; filename*=UTF-8''{name}"
    answer.headers["Content-Security-Policy"] = SEALED_OFF
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _owned(dossier_id: UUID) -> dossiers.Dossier:
    try:
        return dossiers.owned(g.db, access.actor(), dossier_id, session.get("holder"))
    except dossiers.NoSuchDossier:
        abort(404)


def _slot_or_404(dossier: dossiers.Dossier, slot: str) -> None:
    try:
        service.slot(g.db, dossier, slot)
    except service.NoSuchSlot:
        abort(404)


def _thanks(dossier: dossiers.Dossier, slot: str, kept: list[service.Document]) -> Any:
    if access.wants_json():
        said = [sending.as_json(one) for one in kept]
        return jsonify(**said[-1], missing=_missing(dossier), documents=said, state=dossier.state), 201
    if dossier.state not in service.TURN:
        flash(_("Đã đủ giấy tờ. Hồ sơ đã đến cơ quan."))
        return redirect(_next(dossier), 303)
    return redirect(url_for("documents.papers", dossier_id=dossier.id, _anchor=f"giay-{slot}"), 303)


def _refused(dossier: dossiers.Dossier, slot: str, *refusals: Refusal) -> Any:
    first = refusals[0]
    if access.wants_json():
        return jsonify(first.as_json()), first.status
    if dossier.state not in service.TURN:
        return errors.show(409, NOT_NOW)
    return _page(dossier, {slot: refusals}), first.status


def _page(dossier: dossiers.Dossier, wrong: dict[str, tuple[Refusal, ...]] | None = None) -> str:
    slots = service.needed(g.db, dossier)
    return render_template(
        "documents/papers.html", dossier=dossier, slots=slots, unasked=service.unasked(g.db, dossier),
        wrong=wrong or {}, missing=sum(one.missing for one in slots), next=_next(dossier),
        draft=dossier.state == dossiers.State.DRAFT,
    )  # fmt: skip


def _next(dossier: dossiers.Dossier) -> str:
    if dossier.state == dossiers.State.DRAFT:
        return url_for("dossiers.review", dossier_id=dossier.id)
    return f"/ho-so/{dossier.id}"


def _missing(dossier: dossiers.Dossier) -> int:
    return sum(one.missing for one in service.needed(g.db, dossier))
