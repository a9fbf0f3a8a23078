"""Joins the room to the app: its store, its pages, its part of the review page, its listener, the worker's jobs."""

from flask import Flask
from sqlalchemy.orm import Session

from webapp.config import Config
from webapp.documents import commands, faults, here_views, service, views
from webapp.documents.checking.clamd import scanner_at
from webapp.documents.checking.worker import checking
from webapp.documents.reading_views import bp
from webapp.documents.stores.disk import Disk
from webapp.documents.stores.s3 import S3
from webapp.documents.uploads import wiring as uploads
from webapp.dossiers import service as dossiers
from webapp.outbox import Handler

VIEWS = (views, here_views)  # imported for their routes


def attach(app: Flask, config: Config) -> None:
    app.extensions["documents_store"] = store_of(config)
    app.extensions["documents_scanner"] = scanner_at(config.clamd)
    app.register_blueprint(bp)
    uploads.attach(app)
    faults.attach(app)
    commands.attach(app)
    dossiers.register("review", "documents", review_panel)
    dossiers.on(dossiers.Event.SUBMITTED, service.settle)


def store_of(config: Config) -> service.Store:
    """Files lie in DATA/files, or in the object store that FILES_AT names."""
    return S3(config.files_at, **config.s3) if config.files_at else Disk(config.data / "files")


def handlers(config: Config) -> dict[str, Handler]:
    """What the worker does for this room."""
    store = store_of(config)
    return {
        service.FORGET: service.forgetting(store),
        service.uploads.CHECK: checking(store, scanner_at(config.clamd)),
        **uploads.handlers(store),
    }


def review_panel(db: Session, dossier: dossiers.Dossier) -> dossiers.Panel | None:
    """The papers on the page «đọc lại»; nothing where no paper is asked for."""
    standing = service.standing(db, dossier)
    if not standing.slots:
        return None
    known = {"standing": standing, "dossier": dossier}
    return dossiers.Panel("documents/_review.html", known, len(standing.missing))
