"""Answers once given, offered at the top of a new form: asking, filling in, refusing."""

from typing import Any
from uuid import UUID

from flask import g, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp import access, errors
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.pages import local_path
from webapp.procedures import service as procedures
from webapp.wallet import answers, declining
from webapp.wallet.asking import facts, in_person, offered
from webapp.wallet.papers import NoSuchPaper
from webapp.wallet.views import bp


@bp.get("/thu-tuc/<code>/dien-lai")
@access.signed_in
def ask(code: str) -> str | Response:
    """The offer as a page of its own, for a browser without JavaScript."""
    procedure = procedures.current(g.db, code)
    if in_person(procedure):
        return redirect(url_for("procedures.page", code=code), 303)
    return render_template("wallet/last_answers.html", procedure=procedure, last=offered(procedure), draft_id="")


@bp.get("/api/dien-lai/<code>")
@access.public
def ask_json(code: str) -> Any:
    """`?ho_so=` the draft on the phone. `{html}` to put on top of its form, or `{}`: nothing to offer, or it has answers."""
    procedure, draft = procedures.current(g.db, code), _draft(request.args.get("ho_so", ""))
    last = None if in_person(procedure) or (draft and any(draft.fields.values())) else offered(procedure, draft)
    if last is None:
        return jsonify({})
    return jsonify(html=render_template("wallet/_last_answers.html", procedure=procedure, last=last, draft_id=""))


@bp.post("/thu-tuc/<code>/dien-lai")
@access.signed_in
def fill(code: str) -> Response:
    """`id` of the draft (made on the phone; none: a new one), `tu` the dossier the answers come from."""
    procedure = procedures.current(g.db, code)
    if in_person(procedure):
        raise NoSuchPaper
    draft = dossiers.start(g.db, dossiers.Holder(access.actor(), None), _uuid(request.form.get("id")) or uuid7(), code)
    last = offered(procedure, draft)
    if draft.code != code or last is None or request.form.get("tu") != str(last.dossier.id):
        raise NoSuchPaper  # what was begun just now is rolled back with it
    filled = answers.fill(g.db, draft, procedure, last, facts(draft))
    return redirect(url_for("dossiers.edit", dossier_id=draft.id, tu=last.dossier.id if filled else None), 303)


@bp.post("/thu-tuc/<code>/dien-lai/khong")
@access.signed_in
def refuse(code: str) -> Response:
    """`tu`: the dossier whose answers are not to be offered any more; `ve` leads back."""
    who = access.actor()
    old = dossiers.owned(g.db, who, _uuid(request.form.get("tu")) or uuid7())
    if who.account_id:
        declining.decline(g.db, who.account_id, declining.ANSWERS, old.id)
    return redirect(local_path(request.form.get("ve") or f"/thu-tuc/{code}/lam"), 303)


@bp.errorhandler(dossiers.IdTaken)
@bp.errorhandler(procedures.UnknownProcedure)
def no_such_draft(_error: Exception) -> Response:
    return errors.show(404)


@bp.errorhandler(dossiers.TooManyDrafts)
def too_many(_error: Exception) -> Response:
    return redirect(url_for("dossiers.mine_all"), 303)


def _draft(typed: str) -> Dossier | None:
    draft_id = _uuid(typed)
    try:
        return dossiers.owned(g.db, access.actor(), draft_id) if draft_id else None
    except dossiers.NoSuchDossier:
        return None


def _uuid(typed: str | None) -> UUID | None:
    try:
        return UUID(typed) if typed else None
    except ValueError as error:
        raise BadRequest from error
