"""How the tracking room is connected: its pages, and the words for a dossier that is not there (any more)."""

from flask import Flask, Response

from webapp import errors
from webapp.config import Config
from webapp.dossiers import service as dossiers
from webapp.tracking.views import bp


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    app.register_error_handler(dossiers.NoSuchDossier, _not_mine)


def _not_mine(_error: Exception) -> Response:
    return errors.show(404)
