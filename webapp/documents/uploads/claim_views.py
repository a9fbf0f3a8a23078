"""Giving a file that was sent before to a paper of a dossier."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, jsonify, redirect, request, url_for

from webapp import access, errors
from webapp.documents import slots
from webapp.documents.forms import NOT_NOW, Refusal
from webapp.documents.uploads import answers, beginning
from webapp.documents.uploads.states import Full, IdKnown, NoSuchUpload, OverLimit
from webapp.dossiers import service as dossiers

bp = Blueprint("claims", __name__)


@bp.post("/ho-so/<uuid:dossier_id>/giay-to/<slot>/nhan")
@access.public
def claim(dossier_id: UUID, slot: str) -> Any:
    """`upload` (form or JSON) is its id; answers what GET `/tai-len/<id>` answers."""
    owner = dossiers.this_browser(access.for_whom(g.db))
    try:
        dossier = dossiers.in_hand(g.db, owner, dossier_id)
        upload = beginning.claim(g.db, owner, dossier, slot, _named())
    except (dossiers.NoSuchDossier, slots.NoSuchSlot, NoSuchUpload):
        abort(404)
    except slots.NotYourTurn:
        return errors.show(409, NOT_NOW)
    except OverLimit:
        return _refused("over_limit")
    except (Full, IdKnown) as fault:
        return _refused("slot_full" if isinstance(fault, Full) else "other_content")
    if access.wants_json():
        return jsonify(answers.facts(g.db, upload))
    return redirect(url_for("documents.papers", dossier_id=dossier_id, _anchor=f"giay-{slot}"), 303)


def _named() -> UUID:
    body: Any = request.get_json(silent=True) if request.is_json else request.form
    try:
        return UUID(str(body["upload"]))
    except (KeyError, TypeError, ValueError):
        abort(400)


def _refused(reason: str) -> Any:
    refusal = Refusal("", reason)
    if access.wants_json():
        return jsonify(refusal.as_json()), 409
    return errors.show(409, errors.Words(refusal.as_json()["title"], refusal.words, refusal.as_json()["kept"]))
