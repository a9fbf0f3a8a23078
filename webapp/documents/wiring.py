"""Joins the room to the app: its store, its pages, its part of the review page, its listener, the worker's jobs."""

from functools import partial

from flask import Flask
from sqlalchemy.orm import Session

from webapp.config import Config
from webapp.documents import service
from webapp.documents.stores.disk import Disk
from webapp.documents.views import bp
from webapp.dossiers import service as dossiers
from webapp.outbox import Handler


def attach(app: Flask, config: Config) -> None:
    app.extensions["documents_store"] = store_of(config)
    app.register_blueprint(bp)
    dossiers.register("review", "documents", review_panel)
    dossiers.on(dossiers.Event.SUBMITTED, service.settle)


def store_of(config: Config) -> service.Store:
    return Disk(config.data / "files")


def handlers(config: Config) -> dict[str, Handler]:
    """What the worker does for this room."""
    return {service.FORGET: partial(service.forget, store=store_of(config))}


def review_panel(db: Session, dossier: dossiers.Dossier) -> dossiers.Panel | None:
    """The papers on the page «đọc lại»; nothing where no paper is asked for."""
    slots = service.needed(db, dossier)
    if not slots:
        return None
    missing = sum(one.missing for one in slots)
    return dossiers.Panel("documents/_review.html", {"slots": slots, "dossier": dossier}, missing)
