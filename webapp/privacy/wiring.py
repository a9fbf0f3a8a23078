"""How the room is connected: its pages and its command."""

from flask import Flask

from webapp.config import Config
from webapp.privacy import showing
from webapp.privacy.views import bp


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    showing.attach(app)
