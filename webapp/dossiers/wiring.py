"""How the dossiers room is connected: its pages, and that drafts begun in a browser become the account's at sign-in."""

from typing import Any

from flask import Flask, g, session
from flask_login import user_logged_in

from webapp.config import Config
from webapp.dossiers import draft_views, here_views, phone_views, service, views

PAGES = (draft_views, views, phone_views, here_views)  # importing them puts their routes on the blueprint


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(draft_views.bp)
    user_logged_in.connect(_claim_drafts, app)


def _claim_drafts(_app: Flask, user: Any) -> None:
    if token := session.get("holder"):
        service.claim(g.db, token, user.sign_in.account_id, user.sign_in.person_id)
