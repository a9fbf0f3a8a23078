"""How the room is connected: its pages, and the place that every «Cần người giúp?» shows."""

from flask import Flask

from webapp import errors
from webapp.config import Config
from webapp.helping import service, turning
from webapp.helping.views import bp


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    app.register_error_handler(service.NoSuchCall, lambda _error: errors.show(404))
    app.jinja_env.globals["turn_to"] = turning.turn_to  # a global: the component is imported without context in places
