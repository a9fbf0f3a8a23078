"""Filling in: the form of a procedure as one document, drafts with and without JavaScript, the JSON phones save to."""

import secrets
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, g, jsonify, make_response, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp import access, clock, throttle
from webapp.accounts import service as accounts
from webapp.db import uuid7
from webapp.dossiers import page, refusals, service
from webapp.dossiers.models import Dossier
from webapp.i18n import _
from webapp.procedures import service as procedures

bp = Blueprint("dossiers", __name__, template_folder="templates")
refusals.attach(bp)
PER_ADDRESS = (600, 3600)  # drafts kept without an account, seconds; many phones share one address
BYTES_PER_ADDRESS = (10_000_000, 3600)  # a usual form is 3 kB


@bp.get("/thu-tuc/<code>/lam")
@access.public
def document(code: str) -> Response:
    """The whole form, empty: one document without personal data, for everyone and for the service worker's cache."""
    procedure = procedures.current(g.db, code)
    if _in_person(procedure):
        return redirect(url_for("procedures.page", code=code), 303)
    answer = make_response(page.form_page(procedure, None, procedure.form(), page.filing_form(procedure, None)))
    answer.headers["Cache-Control"] = "no-cache"
    answer.vary.add("Cookie")  # the language
    answer.add_etag()
    return answer.make_conditional(request)


@bp.post("/ho-so/")
@access.public
def keep() -> Response | tuple[str, int]:
    """Keep what was filled in, always; go on to the papers when it is complete, else show what is missing."""
    fields = page.posted(request.form)
    if not fields and _not_for_them(request.form.get("code", "")):
        return redirect(url_for("procedures.page", code=request.form["code"]), 303)
    dossier = _begin(_posted_id())
    if dossier.state != service.State.DRAFT:
        return redirect(url_for("tracking.status", dossier_id=dossier.id), 303)
    if not fields:
        return redirect(url_for("dossiers.edit", dossier_id=dossier.id), 303)
    _save(dossier, fields)
    if request.form.get("luu"):
        flash(_("Đã lưu. Lúc nào làm tiếp cũng được."))
        return redirect(url_for("dossiers.mine_all"), 303)
    return _check(dossier)


@bp.get("/ho-so/<uuid:dossier_id>/don")
@access.public
def edit(dossier_id: UUID) -> Response | str:
    """The form with what was filled in so far; also the way without JavaScript."""
    dossier = mine(dossier_id)
    if dossier.state != service.State.DRAFT:
        return redirect(url_for("tracking.status", dossier_id=dossier.id), 303)
    procedure = procedures.version(g.db, dossier.version_id)
    fields = page.as_multidict(dossier.fields) if dossier.fields else None
    form = procedure.form(fields) if fields else procedure.form(data=procedures.prefill(procedure, _known_facts()))
    return page.form_page(procedure, dossier, form, page.filing_form(procedure, fields))


@bp.get("/api/ho-so/<uuid:dossier_id>")
@access.public
def draft(dossier_id: UUID) -> Any:
    """`{id, code, fields, revision, state}`."""
    return jsonify(_as_json(mine(dossier_id)))


@bp.put("/api/ho-so/<uuid:dossier_id>")
@access.public
def save_draft(dossier_id: UUID) -> Any:
    """`{code, fields, revision}` → `{revision, state}`; 409 with what is kept when it was saved elsewhere since."""
    code, fields, revision = _said()
    dossier = _begin(dossier_id, code)
    try:
        _save(dossier, fields, revision)
    except (service.Conflict, service.NotADraft):
        return jsonify(_as_json(dossier)), 409
    return jsonify(revision=dossier.revision, state=dossier.state)


def _begin(dossier_id: UUID, code: str | None = None) -> Dossier:
    """The draft of that id. When the sign-in ran out meanwhile, a form becomes a new draft of this browser: nothing
    typed is lost, and signing in makes it the account's."""
    posted_form, code = code is None, request.form.get("code", "") if code is None else code
    holder = _holder()
    if holder.actor.account_id is None:
        _count("draft from address", *PER_ADDRESS)
    try:
        dossier = service.start(g.db, holder, dossier_id, code)
    except service.IdTaken:
        if holder.actor.account_id or not posted_form:
            raise
        dossier = service.start(g.db, holder, uuid7(), code)
    if dossier.revision == 0 and _in_person(procedures.version(g.db, dossier.version_id)):
        raise refusals.NoFormHere(dossier.code)
    return dossier


def _save(dossier: Dossier, fields: dict[str, Any], revision: int | None = None) -> None:
    service.save(g.db, dossier, fields, revision)
    if dossier.account_id is None:
        _count("bytes of drafts from address", *BYTES_PER_ADDRESS, service.size(dossier.fields))


def _count(what: str, limit: int, seconds: int, amount: int = 1) -> None:
    """Anybody may begin a draft without an account; what one address leaves behind is bounded."""
    try:
        throttle.hit(g.db, what, request.remote_addr or "", limit, seconds, amount)
    except throttle.TooMany as error:
        raise refusals.TooMuchFromHere(error.retry_after) from error


def _check(dossier: Dossier) -> Response | tuple[str, int]:
    form, filing, stands = page.filled(dossier)
    if not stands or page.not_for(dossier):
        return page.form_page(procedures.version(g.db, dossier.version_id), dossier, form, filing), 422
    dossier.person_id = service.person_for(g.db, dossier, access.actor())
    dossier.answers, dossier.declared = procedures.clean(form), filing["declared"].data
    dossier.unit_id = page.office_of(dossier.answers, filing)
    return redirect(url_for("documents.papers", dossier_id=dossier.id), 303)


def mine(dossier_id: UUID) -> Dossier:
    """The dossier of this request's person or browser. Raises `NoSuchDossier` for anybody else's."""
    return service.owned(g.db, access.actor(), dossier_id, session.get("holder"))


def _known_facts() -> dict[str, Any]:
    return accounts.known_facts(current_user.sign_in) if current_user.is_authenticated else {}


def _holder() -> service.Holder:
    """Who begins a draft; without an account this browser, by a token of its own."""
    who = access.actor()
    if who.account_id is None and "holder" not in session:
        session["holder"] = secrets.token_hex(16)
        session.permanent = True
    return service.Holder(who, session.get("holder"))


def _posted_id() -> UUID:
    typed = request.form.get("id", "")
    try:
        return UUID(typed) if typed else uuid7()
    except ValueError as error:
        raise BadRequest from error


def _said() -> tuple[str, dict[str, Any], int | None]:
    """`code`, `fields`, `revision` of the JSON sent."""
    said = request.get_json(silent=True)
    if not isinstance(said, dict):
        raise BadRequest
    code, fields, revision = said.get("code", ""), said.get("fields"), said.get("revision")
    if not isinstance(code, str) or not isinstance(fields, dict) or not isinstance(revision, int | None):
        raise BadRequest
    return code, fields, revision


def _not_for_them(code: str) -> bool:
    return not service.fits(g.db, procedures.current(g.db, code), access.actor().person_id)


def _in_person(procedure: procedures.Procedure) -> bool:
    demo = current_app.config["CONFIG"].demo
    return procedures.channel_of(procedure, demo, clock.today()).kind == "in_person"


def _as_json(dossier: Dossier) -> dict[str, Any]:
    return {name: getattr(dossier, name) for name in ("code", "fields", "revision", "state")} | {"id": str(dossier.id)}
