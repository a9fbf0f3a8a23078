"""How the room is connected: its pages."""

from flask import Flask

from webapp.config import Config
from webapp.tickets import board_views, desk_views
from webapp.tickets.views import bp

VIEWS = (board_views, desk_views)  # imported for their routes


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
