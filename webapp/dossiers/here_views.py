"""The last page of a dossier on the phone alone: read over, declared and signed without a signal, handed in when there is one."""

from typing import Any

from flask import current_app, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access, clock
from webapp.accounts import service as accounts
from webapp.dossiers import page
from webapp.dossiers.draft_views import bp
from webapp.dossiers.forms import SubmitForm
from webapp.dossiers.views import DECLARATION
from webapp.neutral import neutral
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure


@bp.get("/thu-tuc/<code>/doc-lai")
@access.public
def review_here(code: str) -> Response:
    """What the phone fills with its draft's answers (the id after #); the price without answers, said to be provisional."""
    procedure = procedures.current(g.db, code)
    if _channel(procedure).kind == "in_person":
        return redirect(url_for("procedures.page", code=code), 303)
    return neutral("dossiers/review_here.html", **_known(procedure))


def _known(procedure: Procedure) -> dict[str, Any]:
    channel = _channel(procedure)
    return {
        "procedure": procedure, "channel": channel, "form": SubmitForm(), "declaration": DECLARATION,
        "consent": accounts.consent.current(), "quote": procedures.quote(procedure, {}, [], channel, clock.today()),
    }  # fmt: skip


def _channel(procedure: Procedure) -> procedures.Channel:
    return procedures.channel_of(procedure, current_app.config["CONFIG"].demo, clock.today())


procedures.goes_along("/lam", lambda _db, one: render_template("dossiers/form.html", **page.blank(one)))
procedures.goes_along("/doc-lai", lambda _db, one: render_template("dossiers/review_here.html", **_known(one)))
