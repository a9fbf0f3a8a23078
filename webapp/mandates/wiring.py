"""How the room is connected: its pages, what it says where there is nothing, and how templates name a last day."""

from datetime import datetime, timedelta

from flask import Flask, redirect, url_for

from webapp import errors
from webapp.config import Config
from webapp.mandates import citizen_views, commands, desk_views, service
from webapp.mandates.helper_views import bp

VIEWS = (citizen_views, desk_views)  # imported for their routes


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    app.register_error_handler(service.NoSuchMandate, lambda _error: errors.show(404))
    app.register_error_handler(service.NotHelping, lambda _error: redirect(url_for("teams.badge"), 303))
    commands.attach(app)
    app.jinja_env.globals["last_day"] = _last_day


def _last_day(until: datetime) -> datetime:
    """The day that is still part of it: a mandate ends at midnight."""
    return until - timedelta(seconds=1)
