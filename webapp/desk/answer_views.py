"""The citizen's page for a return: only the items that were named, with their reasons."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access
from webapp.desk import returns
from webapp.desk.models import Return
from webapp.desk.views import bp
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.forms import clean_text
from webapp.i18n import _


@bp.get("/ho-so/<uuid:dossier_id>/bo-sung")
@access.signed_in_or_slip
def answer(dossier_id: UUID) -> Response | str:
    found, asked = _mine(dossier_id)
    return _page(found, asked) if asked else _status(found)


@bp.post("/ho-so/<uuid:dossier_id>/bo-sung")
@access.signed_in_or_slip
def send_answer(dossier_id: UUID) -> Any:
    """`tra-loi-<item>`; with `giay-to` only keep what was typed and go to the papers."""
    found, asked = _mine(dossier_id)
    if asked is None:  # a second tap on the same button
        return _status(found)
    returns.keep_answers(asked, _typed(asked))
    if paper := request.form.get("giay-to"):
        return redirect(url_for("documents.papers", dossier_id=found.id, _anchor=f"giay-{paper}"), 303)
    try:
        returns.answer(g.db, found, asked, access.actor())
    except returns.StillMissing as error:
        return _page(found, asked, error.items), 422
    flash(_("Đã gửi bổ sung. Cơ quan sẽ xem tiếp."))
    return _status(found)


def _mine(dossier_id: UUID) -> tuple[Dossier, Return | None]:
    found = dossiers.in_hand(g.db, dossiers.this_browser(), dossier_id)
    return found, returns.unanswered(g.db, found) if found.state in returns.WAITS else None


def _typed(asked: Return) -> dict[UUID, str]:
    names = {item.id: f"tra-loi-{item.id}" for item in asked.items}
    given = {one: request.form[name] for one, name in names.items() if name in request.form}
    return {one: clean_text(text, multiline=True)[:2000] for one, text in given.items()}


def _page(found: Dossier, asked: Return, missing: Collection[UUID] = ()) -> str:
    return render_template(
        "desk/answer.html", dossier=found, asked=asked, labels=returns.labels(g.db, found), missing=missing,
        new=returns.new_files(g.db, found, asked), other=documents.OTHER["id"],
    )  # fmt: skip


def _status(found: Dossier) -> Response:
    return redirect(url_for("tracking.status", dossier_id=found.id), 303)
