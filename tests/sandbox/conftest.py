"""The sandbox bank behind real HTTP, and a tiny app that receives its notices."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.cookiejar import CookieJar
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from webapp import clock
from webapp.sandbox.bank.app import create_app
from webapp.sandbox.bank.config import BankConfig

SECRET = "sepay-demo-secret"
QR = (  # 970436 / 9999000012345 / 20000 / "H49 261123 0001 LE PHI"
    "00020101021238570010A00000072701270006970436011399990000123450208QRIBFTTA"
    "53037045405200005802VN62260822H49 261123 0001 LE PHI63044C7B"
)
OK = (200, b'{"success": true}')
AN, BINH, POOR, RICH = "1010000001", "1010000002", "1010000004", "1010000005"


class Within(str):
    """Equal to every text that begins so: a test begins at a moment, and what it does takes its time."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and other.startswith(self)


PAID = Within("2026-11-23 08:32:")


class Receiver(ThreadingHTTPServer):
    """Answers as told by `answers` (one a request, then `usual`) and keeps what came: bodies, or queries of a GET."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receive)
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[tuple[int, bytes]] = []
        self.usual = OK
        self.arrived = threading.Condition()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/thong-bao/sepay"

    def wait_for(self, number: int) -> list[tuple[dict[str, str], bytes]]:
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.came) >= number, 60), f"{len(self.came)} of {number} came"
            return list(self.came)

    def bodies(self) -> list[dict]:
        return [json.loads(body) for _, body in self.came]


class _Receive(BaseHTTPRequestHandler):
    server: Receiver

    def do_GET(self) -> None:
        self._take(self.path.partition("?")[2].encode())

    def do_POST(self) -> None:
        self._take(self.rfile.read(int(self.headers["Content-Length"])))

    def _take(self, body: bytes) -> None:
        with self.server.arrived:
            status, said = self.server.answers.pop(0) if self.server.answers else self.server.usual
            self.server.came.append((dict(self.headers), body))
            self.server.arrived.notify_all()
        self.send_response(status)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        pass


class Page:
    def __init__(self, status: int, url: str, body: bytes, headers: dict[str, str]) -> None:
        self.status, self.url, self.text, self.headers = status, url, body.decode(), headers

    @property
    def json(self) -> dict:
        return json.loads(self.text)


class Visitor:
    """A browser of few words: keeps cookies, follows redirects, names its origin."""

    def __init__(self, base: str) -> None:
        self.base = base
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def get(self, path: str, **headers: str) -> Page:
        return self._open(urllib.request.Request(self.base + path, headers=headers))

    def post(self, path: str, data: dict | bytes, origin: str | None = "", type: str | None = None) -> Page:
        headers = {"Origin": origin or self.base} if origin is not None else {}
        if type:
            headers["Content-Type"] = type
        raw = data if isinstance(data, bytes) else urlencode(data).encode()
        return self._open(urllib.request.Request(self.base + path, raw, headers))

    def api(self, path: str, data: object) -> Page:
        return self.post(f"/api/{path}", json.dumps(data).encode(), origin=None, type="application/json")

    def upload(self, name: str, content: bytes, way: str = "picture") -> Page:
        parts = (
            f'--B\r\nContent-Disposition: form-data; name="way"\r\n\r\n{way}\r\n--B\r\nContent-Disposition: form-data;'
        )
        parts += f' name="picture"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
        body = parts.encode() + content + b"\r\n--B--\r\n"
        return self.post("/read", body, type="multipart/form-data; boundary=B")

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=20) as answer:
                return Page(answer.status, answer.url, answer.read(), dict(answer.headers))
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Page(refusal.code, refusal.url, refusal.read(), dict(refusal.headers))


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_: object) -> None:
        pass


@contextmanager
def served(server: object) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def open_bank(folder: Path, notify: str, unit: float = 0.002) -> Iterator[Visitor]:
    app = create_app(BankConfig(demo=True, notify=notify, secret=SECRET, data=folder, retry_unit=unit))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    app.extensions["delivery"].start()
    try:
        with served(server):
            yield Visitor(f"http://127.0.0.1:{server.port}")
    finally:
        app.extensions["delivery"].stop()


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    clock.set_to(datetime(2026, 11, 23, 8, 32, 10))
    yield
    clock.reset()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    with served(made):
        yield made


@pytest.fixture
def bank(tmp_path: Path, receiver: Receiver) -> Iterator[Visitor]:
    with open_bank(tmp_path, receiver.url) as visitor:
        yield visitor
