"""How the room is connected: its pages, and what it says where there is nothing."""

from flask import Flask, redirect, url_for

from webapp import errors
from webapp.config import Config
from webapp.consignments import service as consignments
from webapp.counter import phone_views, service, sheet_views
from webapp.counter.views import bp

VIEWS = (phone_views, sheet_views)  # imported for their routes


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    consignments.register_reach(service.reach)
    app.register_error_handler(service.NoSuchVisit, lambda _error: errors.show(404))
    app.register_error_handler(service.NotThere, lambda _error: redirect(url_for("tills.home"), 303))
