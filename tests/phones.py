"""The sandbox phones behind real HTTP: the app's channels send to them as they would to a gateway and to Zalo."""

import json
import threading
import urllib.request
from pathlib import Path
from typing import Any

from werkzeug.serving import make_server

from webapp.sandbox.phone import inbox
from webapp.sandbox.phone.app import create_app
from webapp.sandbox.phone.config import PhoneConfig
from webapp.sandbox.phone.hearing import Hearing

SECRETS = {"sms_key": "gateway-key", "app_id": "sandbox", "app_secret": "app-secret", "refresh_token": "first"}


class Phones:
    """`settings`: what an app's `Config` needs to send here. A slow answer takes `slow` seconds."""

    def __init__(self, folder: Path, slow: float = 0.0) -> None:
        self._app = create_app(PhoneConfig(demo=True, data=folder, slow=slow, **SECRETS))
        self._server = make_server("127.0.0.1", 0, self._app, threaded=True, request_handler=Hearing)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.port}"
        self.sms_settings = {"url": f"{self.url}/sms", "key": SECRETS["sms_key"], "sender": "MotCham"}
        self.zns_settings = {
            "app_id": SECRETS["app_id"], "app_secret": SECRETS["app_secret"], "refresh_token": SECRETS["refresh_token"],
            "url": f"{self.url}/message/template", "token_url": f"{self.url}/v4/oa/access_token",
        }  # fmt: skip

    @property
    def settings(self) -> dict[str, Any]:
        return {"sms": self.sms_settings, "zns": self.zns_settings}

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def trouble(self, kind: str, which: str) -> None:
        """For the next message of this kind."""
        with self._app.extensions["store"].writing() as db:
            inbox.set_trouble(db, kind, which)

    def arrived(self, kind: str | None = None) -> list[dict[str, Any]]:
        """Oldest first."""
        with urllib.request.urlopen(f"{self.url}/messages.json", timeout=10) as answer:
            found = json.load(answer)
        return [one for one in reversed(found) if kind in (None, one["kind"])]

    @property
    def kinds(self) -> list[str]:
        return [one["kind"] for one in self.arrived()]
