"""Joins the uploads to the app."""

from flask import Flask

from webapp.documents.store import Store
from webapp.documents.uploads import answers, clearing
from webapp.documents.uploads.claim_views import bp as claim_bp
from webapp.documents.uploads.override import Override
from webapp.documents.uploads.views import bp
from webapp.outbox import Handler


def attach(app: Flask) -> None:
    app.wsgi_app = Override(app.wsgi_app, answers.ROOT)  # type: ignore[method-assign]
    app.register_blueprint(bp)
    app.register_blueprint(claim_bp)
    answers.attach(app)


def handlers(store: Store) -> dict[str, Handler]:
    """What the worker does for uploads, besides checking them."""
    return {clearing.FORGET_PARTS: clearing.forgetting(store)}
