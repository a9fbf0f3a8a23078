"""How the tracking room is connected: its pages, and the words for a dossier that is not there (any more)."""

from flask import Flask, redirect, url_for
from werkzeug.wrappers import Response

from webapp import access, errors
from webapp.config import Config
from webapp.dossiers import service as dossiers
from webapp.tracking.views import bp


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    app.register_error_handler(dossiers.NoSuchDossier, _not_mine)


def _not_mine(_error: Exception) -> Response:
    """Where a slip was opened here that holds no longer, it is asked for once more."""
    if dossiers.opened_here() and not access.wants_json():
        return redirect(url_for("slips.ask"), 303)
    return errors.show(404)
