"""`create_app` is the only place that knows every room: it chooses the ports, wires the rooms and refuses what is unsafe."""

import logging
from datetime import datetime

from flask import Flask
from sqlalchemy import Engine

from webapp import (
    access,
    assets,
    child,
    cli,
    clock,
    db,
    errors,
    i18n,
    key_commands,
    packing,
    pages,
    pwa,
    sealing,
    security,
    shared,
)
from webapp.config import Config, Misconfigured
from webapp.cookies import SessionCookie
from webapp.rooms import attach as attach_rooms

__all__ = ["Misconfigured", "create_app"]

MOST_BYTES = 26 * 1024 * 1024  # one request: a few photographs; the form itself is far smaller
MOST_FORM_BYTES = 512 * 1024


def create_app(config: Config | None = None, engine: Engine | None = None) -> Flask:
    """The app as a plain WSGI callable. `engine` lets a test bring its own database."""
    child.hide_memory()
    config = config or Config.from_env()
    sealing.use_master_key(config.master_key, config.old_master_keys)
    if config.clock:
        clock.start_at(datetime.fromisoformat(config.clock))
    app = db.SavingFlask("webapp", static_folder=None)
    app.config.update(
        CONFIG=config,
        SECRET_KEY=config.secret_key,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_FORM_BYTES,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="motcham",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_REFRESH_EACH_REQUEST=False,  # pages do it (cookies.py)
        TESTING_RAISES=False,
    )
    app.session_interface = SessionCookie()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    made = db.Sessions(engine or db.make_engine(config.database_url))
    app.extensions["sessions"] = made
    key_commands.refuse_wrong_key(made)
    shared.attach(app, made)
    db.attach(app, made)
    for part in (i18n, packing, assets, errors, security):  # what is packed is packed last
        part.attach(app)
    app.register_blueprint(pages.bp)
    app.register_blueprint(pwa.bp)
    attach_rooms(app, config)
    cli.attach(app)
    if missing := access.undeclared(app):
        raise Misconfigured(f"routes without a declared audience: {', '.join(missing)}")
    return app
