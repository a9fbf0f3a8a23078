"""How the room is connected: its pages, and where a helper goes whose badge does not hold."""

from flask import Flask, redirect, url_for

from webapp import errors
from webapp.config import Config
from webapp.elsewhere import helper_views, manager_views, service, written
from webapp.elsewhere.views import bp

VIEWS = (helper_views, manager_views)  # imported for their routes


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    for missing in (written.NoSuchWay, service.NoSuchHelp):
        app.register_error_handler(missing, lambda _error: errors.show(404))
    app.register_error_handler(service.NotHelping, lambda _error: redirect(url_for("teams.badge"), 303))
