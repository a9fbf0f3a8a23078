"""Taking one's own data along: everything of an account gathered into plain values, then one ZIP."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from flask import Flask, render_template
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.i18n import LANGUAGES, speaking
from webapp.mandates import service as mandates
from webapp.privacy import archive, saying, seeing
from webapp.privacy.archive import Entry
from webapp.receipts import service as receipts
from webapp.teams import service as teams

FORMAT = "mot-cham-data/1"


@dataclass
class Bundle:
    """`data` becomes data.json; `files` are read later, one by one, outside any transaction."""

    data: dict[str, Any]
    files: list[Entry] = field(default_factory=list)


def gather(db: Session, account_id: UUID, store: documents.Store, printer: receipts.Printer) -> Bundle:
    """All that is kept of an account. Reads rows only; no file is opened yet."""
    said = {"format": FORMAT, "made_at": clock.now().isoformat(), **saying.account(db, account_id), "dossiers": []}
    made = Bundle(said)
    if photo := teams.photo_of(db, account_id):
        made.files.append(Entry("anh-the-nguoi-giup.jpg", lambda: photo))
    papers = [paper for _id, _drawn, paper in mandates.signed_by(db, account_id) if paper]
    made.files += [Entry(f"giay-nho-giup-{number}.jpg", partial(bytes, one)) for number, one in enumerate(papers, 1)]
    mine = sorted(dossiers.mine_all(db, account_id), key=lambda one: one.created_at)
    for number, (dossier, card) in enumerate(zip(mine, dossiers.cards(db, mine), strict=True), 1):
        made.data["dossiers"].append(_dossier(db, made, archive.folder(number, card.title), dossier, store))
        _receipts(db, made, dossier, printer)
    return made


def zipped(app: Flask, bundle: Bundle) -> Iterator[bytes]:
    """The ZIP in pieces: the files first, then data.json and index.html, which name what could not be read."""

    def last(missing: set[str]) -> list[tuple[str, bytes]]:
        _mark(bundle.data, missing)
        text = json.dumps(bundle.data, ensure_ascii=False, indent=1)
        return [("data.json", text.encode()), ("index.html", _index(app, bundle.data).encode())]

    return archive.stream(bundle.files, last)


def _dossier(db: Session, made: Bundle, folder: str, dossier: Dossier, store: documents.Store) -> dict[str, Any]:
    said = saying.dossier(db, dossier) | {"folder": folder, "papers": [], "receipts": []}
    for number, paper in enumerate(seeing.papers(db, dossier), 1):
        name = documents.saved_name(paper.filename, paper.media_type)
        path = f"{folder}/{archive.file(number, name)}"
        said["papers"].append(saying.paper(paper) | {"path": path})
        made.files.append(Entry(path, partial(_read, store, paper)))
    return said


def _receipts(db: Session, made: Bundle, dossier: Dossier, printer: receipts.Printer) -> None:
    said = made.data["dossiers"][-1]
    for one in receipts.of_dossier(db, dossier):
        path = f"{said['folder']}/{receipts.file_name(one)}"
        said["receipts"].append(saying.receipt(one) | {"path": path})
        made.files.append(Entry(path, printer.later(db, one)))


def _read(store: documents.Store, paper: documents.Document) -> bytes:
    return b"".join(documents.read(store, paper))


def _mark(data: dict[str, Any], missing: set[str]) -> None:
    for dossier in data["dossiers"]:
        for one in [*dossier["papers"], *dossier["receipts"]]:
            one["missing"] = one["path"] in missing


def _index(app: Flask, data: dict[str, Any]) -> str:
    """The same in each language, one below the other; made after the request's own work is over."""
    parts = {}
    for lang in LANGUAGES:
        with app.app_context(), speaking(lang):
            parts[lang] = render_template("privacy/export_part.html", data=data, rules=retention.rules(), lang=lang)
    with app.app_context():
        return render_template("privacy/export.html", parts=parts)
