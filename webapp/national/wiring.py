"""How the nationwide catalogue is connected: its pages where procedures have none, its names where somebody searches."""

from flask import Flask

from webapp import errors
from webapp.config import Config
from webapp.national import review_views, service, views
from webapp.procedures import service as procedures

VIEWS = (review_views,)  # imported for its routes


def attach(app: Flask, _config: Config) -> None:
    app.register_blueprint(views.bp)
    app.register_error_handler(service.NothingToEdit, lambda _error: errors.show(404))
    procedures.otherwise(views.page)
    procedures.more_to_find(service.names)
