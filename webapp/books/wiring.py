"""How the room is connected: its pages and its commands."""

from flask import Flask

from webapp.books import commands
from webapp.books.views import bp
from webapp.config import Config


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    commands.attach(app)
