"""Papers of a dossier: the page that asks for them, sending, taking back. Reading them is in reading_views."""

from typing import Any
from uuid import UUID

from flask import abort, flash, g, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound, RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from webapp import access, errors, throttle
from webapp.documents import offers, sending, service, uploads
from webapp.documents.forms import NOT_NOW, WHY, Refusal, sent_files
from webapp.documents.reading_views import bp  # its routes come first: of two that fit, the first one is taken
from webapp.dossiers import service as dossiers
from webapp.i18n import _

PER_ACCOUNT, PER_ADDRESS = (200, 3600), (600, 3600)  # files sent, seconds: nobody fills the disk


@bp.get("/ho-so/<uuid:dossier_id>/giay-to")
@access.public
def papers(dossier_id: UUID) -> AnyResponse | str:
    dossier = _owned(dossier_id)
    if dossier.state not in service.TURN:
        return redirect(_next(dossier), 303)
    if dossier.answers is None:
        return redirect(url_for("dossiers.edit", dossier_id=dossier_id), 303)
    standing = service.standing(g.db, dossier, to_send=True)
    if not standing.slots and not standing.unasked:
        return redirect(_next(dossier), 303)
    return _page(dossier, standing)


@bp.post("/ho-so/<uuid:dossier_id>/giay-to/<slot>")
@access.public
def add(dossier_id: UUID, slot: str) -> Any:
    """`file` (one or several), `document_id` (optional). JSON: `{id, filename, size, sha256, slot, missing}`."""
    sent = sent_files()  # first: a slow phone must not hold up the database while its file comes in
    dossier = _owned(dossier_id)
    into = _slot_or_404(dossier, slot)
    if isinstance(sent, Refusal):
        return _refused(dossier, slot, sent)
    try:
        fit, over = sending.fitting(g.db, dossier, into, sent)
        _count(len(fit))
        judged = sending.together(sending.judge(fit))
        dossier = _owned(dossier_id)
        kept, refusals = sending.keep(g.db, dossier, slot, judged, access.actor())
    except service.NotYourTurn:
        return errors.show(409, NOT_NOW)
    refusals += over
    return _refused(dossier, slot, *refusals) if refusals else _thanks(dossier, slot, kept)


@bp.post("/ho-so/<uuid:dossier_id>/giay-to/<uuid:document_id>/bo")
@access.public
def remove(dossier_id: UUID, document_id: UUID) -> Any:
    dossier = _owned(dossier_id)
    try:
        document = service.own(g.db, dossier, document_id)
        name = document.filename
        service.remove(g.db, dossier, document)
    except service.NoSuchDocument:
        abort(404)
    except service.NotYourTurn:
        return errors.show(409, NOT_NOW)
    if access.wants_json():
        return jsonify(id=str(document.id), missing=_missing(dossier))
    flash(_("Đã bỏ %(name)s.", name=name) if name else _("Đã bỏ."))
    return _back(dossier_id, document.slot)


@bp.post("/ho-so/<uuid:dossier_id>/giay-to/<uuid:document_id>/van-dung")
@access.public
def keep_anyway(dossier_id: UUID, document_id: UUID) -> Any:
    """The server's gate had a doubt; the person looked and keeps the picture."""
    dossier = _owned(dossier_id)
    try:
        document = service.own(g.db, dossier, document_id)
        service.overrule(g.db, dossier, document)
    except service.NoSuchDocument:
        abort(404)
    except service.NotYourTurn:
        return errors.show(409, NOT_NOW)
    return _back(dossier_id, document.slot)


@bp.post("/ho-so/<uuid:dossier_id>/giay-to/<uuid:upload_id>/cat")
@access.public
def put_away(dossier_id: UUID, upload_id: UUID) -> AnyResponse:
    """A file that was refused or never came whole is taken off the page; one being checked stays."""
    dossier = _owned(dossier_id)
    found = [one for one in uploads.of_dossier(g.db, dossier) if one.id == upload_id]
    if found and found[0].state != uploads.RECEIVED:
        uploads.forget(g.db, found[0])
        flash(_("Đã bỏ %(name)s.", name=found[0].filename))
    return _back(dossier_id, found[0].slot if found else None)


bp.app_template_filter("doubts")(service.doubts)


@bp.app_template_filter("why_refused")
def why_refused(reason: str | None) -> str:
    """The words for a reason an upload was refused for."""
    return str(WHY.get(reason or "", WHY["broken"])[1])


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


def _count(files: int) -> None:
    """Drafts can be begun anew and papers taken away again, so limits of one dossier alone do not hold.

    Counted before the files are opened, and nobody waits for the database meanwhile.
    """
    account_id = access.actor().account_id
    if account_id:
        throttle.hit_first("papers of account", str(account_id), *PER_ACCOUNT, amount=files)
    else:
        throttle.hit_first("papers from address", request.remote_addr or "", *PER_ADDRESS, amount=files)


def _owned(dossier_id: UUID) -> dossiers.Dossier:
    try:
        return dossiers.in_hand(g.db, dossiers.this_browser(), dossier_id)
    except dossiers.NoSuchDossier:
        abort(404)


def _slot_or_404(dossier: dossiers.Dossier, slot: str) -> service.Slot:
    try:
        return service.slot(g.db, dossier, slot)
    except service.NoSuchSlot:
        abort(404)


def _thanks(dossier: dossiers.Dossier, slot: str, kept: list[sending.Kept]) -> Any:
    if access.wants_json():
        said = [sending.as_json(one) for one in kept]
        return jsonify(**said[-1], missing=_missing(dossier), documents=said, state=dossier.state), 201
    if dossier.state not in service.TURN:
        flash(_("Đã đủ giấy tờ. Hồ sơ đã đến cơ quan."))
        return redirect(_next(dossier), 303)
    return _back(dossier.id, slot)


def _back(dossier_id: UUID, slot: str | None) -> AnyResponse:
    """To the page of papers, where this one stands."""
    anchor = f"giay-{slot}" if slot else None
    return redirect(url_for("documents.papers", dossier_id=dossier_id, _anchor=anchor), 303)


def _refused(dossier: dossiers.Dossier, slot: str, *refusals: Refusal) -> Any:
    first = refusals[0]
    if access.wants_json():
        return jsonify(first.as_json()), first.status
    if dossier.state not in service.TURN:
        return errors.show(409, NOT_NOW)
    standing = service.standing(g.db, dossier, to_send=True)
    return _page(dossier, standing, {slot: refusals}), first.status


def _page(
    dossier: dossiers.Dossier, standing: service.Standing, wrong: dict[str, tuple[Refusal, ...]] | None = None
) -> str:
    return render_template(
        "documents/papers.html", dossier=dossier, standing=standing, unasked=standing.unasked,
        wrong=wrong or {}, next=_next(dossier), draft=dossier.state == dossiers.State.DRAFT, own=dossiers.own(dossier),
        limits=service.LIMITS, rules=service.quality_rules(),
        offers=offers.by_slot(g.db, dossier, standing.slots),
    )  # fmt: skip


def _next(dossier: dossiers.Dossier) -> str:
    if dossier.state == dossiers.State.DRAFT:
        return url_for("dossiers.review", dossier_id=dossier.id)
    return f"/ho-so/{dossier.id}"


def _missing(dossier: dossiers.Dossier) -> int:
    return sum(one.missing for one in service.filed(g.db, dossier).slots)
