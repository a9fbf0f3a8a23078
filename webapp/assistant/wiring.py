"""How the assistant is connected: its page."""

from flask import Flask

from webapp.assistant.views import bp
from webapp.config import Config


def attach(app: Flask, _config: Config) -> None:
    app.register_blueprint(bp)
