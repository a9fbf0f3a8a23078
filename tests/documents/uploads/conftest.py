"""A tus client as a program is one: a session cookie, no Origin."""

import base64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.documents.conftest import Person
from tests.page import Client
from webapp.documents import uploads
from webapp.documents.models import Upload

PIECE = "application/offset+octet-stream"
HELLO = b"Hello, tus!\n"


def packed(**said: str) -> str:
    """An Upload-Metadata header."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())


@dataclass
class Tus:
    client: Client

    def ask(self, method: str, path: str = "/tai-len", data: bytes = b"", **headers: Any) -> TestResponse:
        """`Upload_Offset=3` is the header Upload-Offset; None leaves one out."""
        said = {"Tus-Resumable": "1.0.0"} | {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: str(value) for name, value in said.items() if value is not None}
        answer = self.client.open(path, method=method, data=data, headers=sent, origin=None)
        answer.request.input_stream.close()
        return answer

    def create(self, length: int = 12, **headers: Any) -> TestResponse:
        return self.ask("POST", Upload_Length=length, **headers)

    def made(self, length: int = 12, **headers: Any) -> str:
        """The path of a new upload."""
        answer = self.create(length, **headers)
        assert answer.status_code == 201, answer.text
        return str(answer.headers["Location"]).removeprefix("http://localhost")

    def patch(self, path: str, data: bytes, offset: int = 0, **headers: Any) -> TestResponse:
        return self.ask("PATCH", path, data, **{"Content_Type": PIECE, "Upload_Offset": offset} | headers)

    def head(self, path: str, **headers: Any) -> TestResponse:
        return self.ask("HEAD", path, **headers)

    def offset(self, path: str) -> int:
        return int(self.head(path).headers["Upload-Offset"])

    def whole(self, data: bytes = HELLO, **said: str) -> str:
        """The path of a finished upload."""
        path = self.made(len(data), **({"Upload_Metadata": packed(**said)} if said else {}))
        if data:
            assert self.patch(path, data).status_code == 204
        return path


@pytest.fixture
def tus(an: Person) -> Tus:
    return Tus(an.client)


@pytest.fixture
def row(db: Session):
    """The upload at a path, as it is now; None when there is none."""

    def now(path: str) -> Upload | None:
        db.rollback()
        found = db.get(Upload, UUID(path.rsplit("/", 1)[1]))
        db.expunge_all()
        db.rollback()
        return found

    return now


@pytest.fixture
def kept(app: Flask, db: Session):
    """The plain bytes that are safe."""

    def read(path: str) -> bytes:
        db.rollback()
        upload = db.get_one(Upload, UUID(path.rsplit("/", 1)[1]))
        body = b"".join(uploads.content(app.extensions["documents_store"], upload, uploads.parts(db, upload)))
        db.expunge_all()
        db.rollback()
        return body

    return read
