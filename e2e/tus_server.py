"""The web server alone, on data of its own, to be killed and started again at the same port."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from uuid import UUID

from flask import Flask

from tools import ports
from tools.starting import GRANIAN
from webapp import cli, create_app
from webapp.accounts import service as accounts
from webapp.accounts.models import SignIn
from webapp.config import Config
from webapp.documents import uploads
from webapp.documents.models import Upload

ROOT = Path(__file__).resolve().parent.parent
PHONE = "0912000001"


class Server:
    """Granian as in production. `app` opens the same database and files, for looking."""

    def __init__(self, data: Path) -> None:
        self.port = ports.free()
        self.env = {
            "DEMO": "1",
            "DATA": str(data),
            "PORT": str(self.port),
            "PUBLIC_URL": f"http://localhost:{self.port}",
        }
        self.app: Flask = create_app(Config.from_env(self.env))
        with self.app.app_context():
            cli.prepare(self.app.extensions["sessions"].engine)
        self.log = data / "web.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = [sys.executable, "-m", *GRANIAN, "--host", "127.0.0.1", "--port", str(self.port), "webapp:create_app"]
        plain = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CLOCK", "BANK_URL")}
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                words, cwd=ROOT, env=plain | self.env, stdout=out, stderr=out, start_new_session=True
            )
        end = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, f"the web server did not answer:\n{self.log.read_text()}"
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL to the server and all its workers at once: nothing is finished, nothing is told."""
        process, self.process = self.process, None
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def sign_in(self, phone: str = PHONE) -> str:
        """The cookie of a browser that signed in just now."""
        with self.app.app_context(), self.app.extensions["sessions"].write.begin() as db:
            account = accounts.register_or_find(db, phone, "vi")
            if not account.persons:
                accounts.add_person(db, account, {"full_name": "Trần Văn Bình"}, "typed")
            token = accounts.sign_in(db, account, "test").token
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return f"{self.app.config['SESSION_COOKIE_NAME']}={signer.dumps({'_user_id': token, '_fresh': True})}"

    def sign_out_everywhere(self) -> None:
        with self.app.app_context(), self.app.extensions["sessions"].write.begin() as db:
            db.query(SignIn).update({"ended_at": SignIn.created_at})

    def content(self, address: str) -> bytes:
        """What the server kept of the upload at this address."""
        with self.app.app_context(), self.app.extensions["sessions"].read() as db:
            upload = db.get_one(Upload, UUID(address.rsplit("/", 1)[1]))
            return b"".join(uploads.content(self.app.extensions["documents_store"], upload, uploads.parts(db, upload)))

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False
