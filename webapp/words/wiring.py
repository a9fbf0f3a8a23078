"""How the room is connected: its page, and the filter that other rooms' pages use."""

from flask import Flask

from webapp.config import Config
from webapp.words.views import bp


def attach(app: Flask, _config: Config) -> None:
    app.register_blueprint(bp)
