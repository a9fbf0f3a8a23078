"""A server that answers wrongly for a while: a proxy in front of a real one that gives the next requests for data an error."""

import contextlib
import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DATA = ("/api/", "/tai-len")
OWN = {"connection", "transfer-encoding", "keep-alive"}  # headers between two neighbours


class Faulty(ThreadingHTTPServer):
    """`fail(500, 3)`: the next three requests for data are answered so, before the server hears of them; `lose(2)`: the server
    hears the next two, the phone does not hear the answer. A server that is down closes the connection."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = port
        self.faults: list[int] = []
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server_address[1]}"

    def fail(self, status: int, times: int) -> None:
        with self.lock:
            self.faults += [status] * times

    def lose(self, times: int) -> None:
        self.fail(0, times)

    def heal(self) -> None:
        with self.lock:
            self.faults.clear()

    def next_fault(self, path: str) -> int | None:
        with self.lock:
            return self.faults.pop(0) if self.faults and path.startswith(DATA) else None

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    server: Faulty
    protocol_version = "HTTP/1.1"

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.server.next_fault(self.path)
        if fault:
            self._answer(fault, [("Content-Type", "application/json")], b"{}")
            return
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=60)) as server:
            try:
                kept = {name: value for name, value in self.headers.items() if name.lower() not in OWN}
                server.request(self.command, self.path, body, kept)
                answer = server.getresponse()
                content = answer.read()
            except (OSError, http.client.HTTPException):
                self.close_connection = True
                return
        if fault is None:
            self._answer(answer.status, answer.getheaders(), content)
        else:
            self.close_connection = True

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _pass_on  # noqa: N815

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in OWN | {"content-length"}:
                self.send_header(name, value)
        said = {name.lower(): value for name, value in headers}.get("content-length")
        self.send_header("Content-Length", said if said and self.command == "HEAD" else str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing is written: a test says what it saw."""
