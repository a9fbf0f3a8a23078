"""An with a dossier for a licence (two papers asked for), Chi who owns nothing of An's, and officer Khánh."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.documents.samples import picture
from tests.page import Client
from webapp import access
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.db import uuid7
from webapp.documents import slots
from webapp.dossiers import service as dossiers
from webapp.units import service as units

CODE, OLD, PORTRAIT = "3.000347", "giay-phep-cu", "anh-chan-dung"
JSON = {"Accept": "application/json"}


@dataclass
class Person:
    client: Client
    actor: Actor

    def send(
        self, dossier_id: UUID, slot: str = OLD, data: bytes | None = None, name: str = "anh.jpg", **more: object
    ) -> TestResponse:
        headers = more.pop("headers", {})
        form = {"file": (io.BytesIO(picture() if data is None else data), name)} | more
        url = f"/ho-so/{dossier_id}/giay-to/{slot}"
        answer = self.client.post(url, data=form, content_type="multipart/form-data", headers=headers)
        answer.request.input_stream.close()  # a large body lies in a temporary file
        return answer

    def send_json(self, dossier_id: UUID, slot: str = OLD, data: bytes | None = None, **more: object) -> TestResponse:
        return self.send(dossier_id, slot, data, headers=JSON, **more)


def sign_in(app: Flask, phone: str, role: str | None = None) -> Person:
    client = app.test_client()
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        account = accounts.register_or_find(db, phone, "vi")
        accounts.add_person(db, account, {"full_name": f"Người {phone[-2:]}"}, "typed")
        if role:
            accounts.grant(db, account, role, "quang-ninh")
        made = accounts.sign_in(db, account, "test")
        actor, token = accounts.actor_of(made), made.token
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return Person(client, actor)


@pytest.fixture
def an(app: Flask) -> Person:
    return sign_in(app, "0912000001")


@pytest.fixture
def chi(app: Flask) -> Person:
    return sign_in(app, "0912000003")


@pytest.fixture
def officer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Person:
    """An officer who may reach every dossier: what the desk's own ground says is tested there."""
    monkeypatch.setitem(access._grounds, "test", lambda _db, who, _thing: who.has_role("officer"))
    return sign_in(app, "0912000009", "officer")


@pytest.fixture
def dossier_id(app: Flask, an: Person) -> UUID:
    """A draft, filled in."""
    with app.app_context(), app.extensions["sessions"].write.begin() as db:
        made = dossiers.start(db, dossiers.Holder(an.actor, None), uuid7(), CODE)
        made.answers, made.unit_id = {"licence_class": "A1"}, units.receiving_units(db)[0].id
        return made.id


@pytest.fixture
def load(db: Session, dossier_id: UUID):
    """The dossier as it is now."""

    def fresh() -> dossiers.Dossier:
        db.rollback()
        return db.get_one(dossiers.Dossier, dossier_id)

    return fresh


@pytest.fixture
def submit(app: Flask, an: Person, dossier_id: UUID):
    """Hand it in, as the review page does."""

    def now() -> None:
        with app.app_context(), app.extensions["sessions"].write.begin() as db:
            dossiers.submit(db, db.get_one(dossiers.Dossier, dossier_id), an.actor)

    return now


@pytest.fixture
def files(tmp_path: Path):
    """Every file in the store."""
    return lambda: [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def _own_restrictions() -> Iterator[None]:
    before = list(slots._restrictions)
    yield
    slots._restrictions[:] = before
