"""How the room is connected: its pages, its offers on papers and forms, the office's name for marks on papers."""

from flask import Flask

from webapp.config import Config
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.wallet import answer_views, papers, parts, views

PAGES = (views, answer_views)  # importing them puts their routes on the blueprint


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(views.bp)
    app.jinja_env.filters.update(wallet_origin=parts.origin, wallet_reference=papers.reference_of)
    documents.register_offers(parts.offers)
    documents.name_offices(parts.office)
    dossiers.register("form", "wallet", parts.on_form)
    dossiers.on_blank_form("wallet/_ask_on_form.html")
