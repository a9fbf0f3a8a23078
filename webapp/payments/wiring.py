"""How the payments room is connected: its pages, and what it wants to be told of by dossiers."""

from flask import Flask

from webapp.config import Config
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Event
from webapp.payments import service
from webapp.payments.views import bp


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    dossiers.on(Event.DOCUMENTS_COMPLETE, service.ask_before_acceptance)
    dossiers.on(Event.RECEIVED, service.ask_after_acceptance)
