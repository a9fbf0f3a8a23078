"""How the accounts room is connected: the pages of all its view modules on one blueprint, and who is signed in."""

from flask import Flask, g

from webapp import access
from webapp.accounts import (
    api_views,
    card_views,
    carry_views,
    commands,
    consent,
    household_views,
    login,
    message_views,
    passkey_views,
    phone_views,
    push_views,
    views,
)
from webapp.accounts.home_ward import home_ward
from webapp.config import Config

PAGES = (
    views,
    card_views,
    carry_views,
    household_views,
    passkey_views,
    push_views,
    message_views,
    api_views,
    phone_views,
)  # importing them puts their routes on the blueprint


def attach(app: Flask, config: Config) -> None:
    login.attach(app)
    app.register_blueprint(views.bp)
    commands.attach(app)
    app.jinja_env.globals["consent_text"] = consent.current
    app.extensions["home_ward"] = lambda: home_ward(g.db, access.actor())
