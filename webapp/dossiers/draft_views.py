"""Filling in: the application document of a procedure, drafts with and without JavaScript, the small JSON the phone saves to."""

import secrets
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, g, jsonify, make_response, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp import access, clock
from webapp.accounts import service as accounts
from webapp.db import uuid7
from webapp.dossiers import page, service
from webapp.dossiers.models import Dossier
from webapp.i18n import _
from webapp.procedures import service as procedures

bp = Blueprint("dossiers", __name__, template_folder="templates")


@bp.get("/thu-tuc/<code>/lam")
@access.public
def document(code: str) -> Response:
    """The whole form, empty: one document without personal data, for everyone and for the service worker's cache."""
    procedure = procedures.current(g.db, code)
    if _in_person(procedure):
        return redirect(url_for("procedures.page", code=code), 303)
    answer = make_response(page.form_page(procedure, None, procedure.form(), page.filing_form(procedure, None)))
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


@bp.post("/ho-so/")
@access.public
def keep() -> Response | tuple[str, int]:
    """Keep what was filled in, always; go on to the papers when it is complete, else show what is missing."""
    holder = _holder(make=True)
    dossier = service.start(g.db, holder, _posted_id(), request.form.get("code", ""))
    fields = page.posted(request.form)
    if dossier.state != service.State.DRAFT:
        return redirect(url_for("tracking.status", dossier_id=dossier.id), 303)
    if not fields:
        return redirect(url_for("dossiers.edit", dossier_id=dossier.id), 303)
    service.save(g.db, dossier, fields)
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
    form = procedure.form(fields) if fields else procedure.form(data=procedures.prefill(procedure, known_facts()))
    return page.form_page(procedure, dossier, form, page.filing_form(procedure, fields))


@bp.get("/api/ho-so/<uuid:dossier_id>")
@access.public
def draft(dossier_id: UUID) -> Any:
    return jsonify(_as_json(mine(dossier_id)))


@bp.put("/api/ho-so/<uuid:dossier_id>")
@access.public
def save_draft(dossier_id: UUID) -> Any:
    """`{code, fields, revision}` → `{revision, state}`; 409 with what is kept when it was saved elsewhere since."""
    said = request.get_json(silent=True)
    if not isinstance(said, dict) or not isinstance(said.get("fields"), dict) or not isinstance(said.get("revision"), int | None):
        raise BadRequest
    dossier = service.start(g.db, _holder(make=True), dossier_id, str(said.get("code", "")))
    try:
        service.save(g.db, dossier, said["fields"], said.get("revision"))
    except service.Conflict as conflict:
        return jsonify(_as_json(conflict.dossier)), 409
    except service.NotADraft:
        return jsonify(_as_json(dossier)), 409
    return jsonify(revision=dossier.revision, state=dossier.state)


def _check(dossier: Dossier) -> Response | tuple[str, int]:
    procedure, fields = procedures.version(g.db, dossier.version_id), page.as_multidict(dossier.fields)
    form, filing = procedure.form(fields), page.filing_form(procedure, fields)
    if not all([form.validate(), filing.validate()]):
        return page.form_page(procedure, dossier, form, filing), 422
    dossier.answers, dossier.declared = procedures.clean(form), filing["declared"].data
    dossier.unit_id = page.office_of(dossier.answers, filing)
    return redirect(url_for("documents.papers", dossier_id=dossier.id), 303)


def mine(dossier_id: UUID) -> Dossier:
    """The dossier of this request's person or browser; 404 for anybody else's."""
    return service.owned(g.db, access.actor(), dossier_id, session.get("holder"))


def known_facts() -> dict[str, Any]:
    return accounts.known_facts(current_user.sign_in) if current_user.is_authenticated else {}


def _holder(make: bool = False) -> service.Holder:
    if make and access.actor().account_id is None and "holder" not in session:
        session["holder"] = secrets.token_hex(16)
    return service.Holder(access.actor(), session.get("holder"))


def _posted_id() -> UUID:
    typed = request.form.get("id", "")
    try:
        return UUID(typed) if typed else uuid7()
    except ValueError as error:
        raise BadRequest from error


def _in_person(procedure: procedures.Procedure) -> bool:
    demo = current_app.config["CONFIG"].demo
    return procedures.channel_of(procedure, demo, clock.today()).kind == "in_person"


def _as_json(dossier: Dossier) -> dict[str, Any]:
    return {"id": str(dossier.id), "code": dossier.code, "fields": dossier.fields, "revision": dossier.revision, "state": dossier.state}

