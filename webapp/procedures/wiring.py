"""How the catalogue is connected: its pages, and the places that its forms offer."""

from flask import Flask

from webapp.config import Config
from webapp.procedures import along_views, event_views, views

PAGES = (views, along_views, event_views)  # importing them puts their routes on the blueprint


def attach(app: Flask, _config: Config) -> None:
    app.register_blueprint(views.bp)
