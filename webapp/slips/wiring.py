"""How the room is connected: its pages, its part on a dossier's pages, and that a slip opens what `dossiers` asks it for."""

from typing import Any

from flask import Flask, g
from flask_login import current_user, user_logged_in
from werkzeug.wrappers import Response

from webapp import access, errors
from webapp.config import Config
from webapp.dossiers import service as dossiers
from webapp.slips import parts, service
from webapp.slips.views import bp


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    dossiers.register_slips(service.fetch)
    dossiers.register("form", "slips", parts.on_page)
    dossiers.register("status_more", "slips", parts.on_page)
    dossiers.on_emptied(service.emptied)
    dossiers.on_moved(service.moved)
    user_logged_in.connect(_take_along, app)


def _take_along(_app: Flask, user: Any) -> None:
    """Staff at a counter open other people's drafts: those never become their own."""
    if not user.actor.roles:
        service.take_along(g.db, user.sign_in.account_id, user.sign_in.person_id)


@bp.errorhandler(dossiers.NoSuchDossier)
def _not_mine(_error: Exception) -> Response:
    """Who is not signed in is asked to: it may well be theirs."""
    return errors.show(404) if current_user.is_authenticated else access.ask_to_sign_in()
