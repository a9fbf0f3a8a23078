"""The last page of a dossier on the phone alone: read over, declared and signed without a signal, handed in when there is one."""

from flask import current_app, g, redirect, url_for
from werkzeug.wrappers import Response

from webapp import access, clock
from webapp.accounts import service as accounts
from webapp.dossiers.draft_views import bp
from webapp.dossiers.forms import SubmitForm
from webapp.dossiers.views import DECLARATION
from webapp.neutral import neutral
from webapp.procedures import service as procedures


@bp.get("/thu-tuc/<code>/doc-lai")
@access.public
def review_here(code: str) -> Response:
    """What the phone fills with its draft's answers (the id after #); the price without answers, said to be provisional."""
    procedure, config = procedures.current(g.db, code), current_app.config["CONFIG"]
    channel = procedures.channel_of(procedure, config.demo, clock.today())
    if channel.kind == "in_person":
        return redirect(url_for("procedures.page", code=code), 303)
    return neutral(
        "dossiers/review_here.html", procedure=procedure, channel=channel, form=SubmitForm(), declaration=DECLARATION,
        consent=accounts.CONSENT, quote=procedures.quote(procedure, {}, [], channel, clock.today()),
    )  # fmt: skip
