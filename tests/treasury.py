"""The sandbox treasury behind real HTTP: the app's clients speak to it as they would to the State's systems."""

import json
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from werkzeug.serving import make_server

from webapp import clock
from webapp.sandbox.ground.serving import Quiet
from webapp.sandbox.treasury import notices, trouble
from webapp.sandbox.treasury.app import create_app
from webapp.sandbox.treasury.config import TreasuryConfig
from webapp.systems import state
from webapp.systems.state import Settings

KEY = "treasury-demo-key"
LAND, REGISTRATION = "TB26-2026-0001", "TB26-2026-0002"
LAND_AMOUNT = 186_000


class Treasury:
    """`settings`: what the clients need to speak to it. With `port` it comes back where one has been before."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self._app = create_app(TreasuryConfig(demo=True, data=folder, key=KEY))
        self._server = make_server("127.0.0.1", port, self._app, threaded=True, request_handler=Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.port = self._server.port
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = Settings(self.url, KEY)

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def trouble(self, which: str) -> None:
        with self._app.extensions["store"].writing() as db:
            trouble.switch(db, which)

    def state_of(self, code: str) -> str:
        with self._app.extensions["store"].reading() as db:
            return str(notices.find(db, code)["state"])

    def withdraw(self, code: str) -> None:
        with self._app.extensions["store"].writing() as db:
            notices.withdraw(db, code)

    def attach(self, code: str, dossier: str) -> None:
        with self._app.extensions["store"].writing() as db:
            notices.attach(db, code, dossier)

    def ask(self, path: str, said: Any, key: str = KEY, at: int | None = None) -> tuple[int, dict[str, Any]]:
        """Status and answer of a request as any program would send it; `said` is raw bytes or becomes JSON."""
        raw = said if isinstance(said, bytes) else json.dumps(said).encode()
        headers = state.signed_headers(raw, key, int(clock.now().timestamp()) if at is None else at)
        request = urllib.request.Request(self.url + path, raw, {"Content-Type": "application/json"} | headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            with refusal:
                body = refusal.read()
                return refusal.code, json.loads(body) if body.startswith(b"{") else {}
