"""How the room is connected: its pages, what it says where there is nothing, and how templates name a last day."""

from datetime import datetime, timedelta

from flask import Flask, redirect, url_for

from webapp import access, errors
from webapp.config import Config
from webapp.dossiers import service as dossiers
from webapp.mandates import acts, aloud_views, behalf, citizen_views, commands, desk_views, phone_views, service
from webapp.mandates.helper_views import bp

VIEWS = (aloud_views, citizen_views, desk_views, phone_views)  # imported for their routes


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    app.register_error_handler(service.NoSuchMandate, lambda _error: errors.show(404))
    app.register_error_handler(service.NotHelping, lambda _error: redirect(url_for("teams.badge"), 303))
    access.register_behalf(behalf.of)
    dossiers.on_begun(acts.begun)
    dossiers.on(dossiers.Event.SUBMITTED, acts.handed_in)
    commands.attach(app)
    app.jinja_env.globals["last_day"] = _last_day


def _last_day(until: datetime) -> datetime:
    """The day that is still part of it: a mandate ends at midnight."""
    return until - timedelta(seconds=1)
