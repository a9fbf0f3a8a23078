"""A real clamd that knows one made-up virus, and an upload that waits to be checked."""

import hashlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.documents.conftest import OLD, Person
from tools import clamd as program
from tools import ports
from webapp import outbox
from webapp.access import Actor
from webapp.documents import uploads
from webapp.documents.checking.scan import Scanner
from webapp.documents.checking.worker import checking
from webapp.documents.models import Document, Upload
from webapp.dossiers.service import Dossier
from webapp.jobs import handlers

VIRUS = b"mot-cham-makes-believe-this-is-a-virus"
SETTINGS = """
Foreground yes
DatabaseDirectory {folder}
LocalSocket {folder}/clamd.ctl
TCPSocket {port}
TCPAddr 127.0.0.1
StreamMaxLength 26M
"""


@dataclass(frozen=True)
class Running:
    """Where it listens: `at` a unix socket, `port` on this computer."""

    at: str
    port: int


@pytest.fixture(scope="session")
def clamd() -> Iterator[Running]:
    """The distribution's own, with a database of one signature (ClamAV's .ndb: name, any file, anywhere, hex)."""
    found = program.known()
    if found is None:
        pytest.fail(program.ASK)
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))  # a socket's path has at most 107 characters
    folder.chmod(0o755)
    port = ports.free()
    (folder / "made.ndb").write_text(f"MotCham.Test:0:*:{VIRUS.hex()}\n")
    (folder / "clamd.conf").write_text(SETTINGS.format(folder=folder, port=port))
    running = subprocess.Popen([found, "--config-file", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
    try:
        _wait(folder / "clamd.ctl", running)
        yield Running(str(folder / "clamd.ctl"), port)
    finally:
        running.terminate()
        running.wait(20)
        shutil.rmtree(folder)


def _wait(path: Path, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while not path.exists():
        assert running.poll() is None, "clamd ended at once"
        assert time.monotonic() < until, "clamd does not come up"
        time.sleep(0.05)


@dataclass
class Waiting:
    """Sends files as the phone does, and runs the worker over them."""

    app: Flask
    actor: Actor
    dossier_id: UUID

    def receive(self, data: bytes, slot: str = OLD, sha256: str | None = None, **more: object) -> UUID:
        made = uuid4()
        with self.app.app_context(), self.app.extensions["sessions"].write.begin() as db:
            owner = uploads.Owner(self.actor, None)
            dossier = db.get_one(Dossier, self.dossier_id)
            store = self.app.extensions["documents_store"]
            upload = uploads.receive_whole(db, store, owner, dossier, slot, made, "mặt trước.jpg", data, **more)
            upload.sha256 = sha256 or hashlib.sha256(data).hexdigest()
        return made

    def check(self, scanner: Scanner | None = None) -> None:
        """The worker, once; with a scanner of one's own where one is given."""
        table = handlers(self.app.config["CONFIG"])
        if scanner:
            table |= {uploads.CHECK: checking(self.app.extensions["documents_store"], scanner)}
        with self.app.app_context():
            outbox.run_due(self.app.extensions["sessions"], table)


@pytest.fixture
def waiting(app: Flask, an: Person, dossier_id: UUID) -> Waiting:
    return Waiting(app, an.actor, dossier_id)


@pytest.fixture
def upload(db: Session) -> Callable[[UUID], Upload]:
    def fresh(upload_id: UUID) -> Upload:
        db.rollback()
        return db.get_one(Upload, upload_id, populate_existing=True)

    return fresh


@pytest.fixture
def document(db: Session) -> Callable[[UUID], Document | None]:
    def fresh(document_id: UUID) -> Document | None:
        db.rollback()
        return db.get(Document, document_id, populate_existing=True)

    return fresh
