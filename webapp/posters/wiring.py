"""How the room is connected: its pages."""

from flask import Flask

from webapp.config import Config
from webapp.posters.views import bp


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
