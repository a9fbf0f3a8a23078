"""How the room is connected: its pages and its commands."""

from flask import Flask

from webapp.books import commands, decision_views, statement_views
from webapp.books.views import bp
from webapp.config import Config

VIEWS = (decision_views, statement_views)  # imported for their routes


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    commands.attach(app)
