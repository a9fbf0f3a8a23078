"""A system that answers whatever it is told to: broken, hostile, silent, or on its way elsewhere."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Liar(ThreadingHTTPServer):
    """`says`: status, body and headers of every answer; `silent` keeps it from answering; `came`: what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.says: tuple[int, bytes, dict[str, str]] = (200, b"", {})
        self.silent = False
        self.let_go = threading.Event()
        self.came: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answer(BaseHTTPRequestHandler):
    server: Liar

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append((self.path, dict(self.headers), body))
        if self.server.silent:
            self.server.let_go.wait(10)
            return
        status, said, headers = self.server.says
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(said))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    def do_GET(self) -> None:
        self.server.came.append((self.path, {}, b""))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def lying() -> Iterator[Liar]:
    liar = Liar()
    thread = threading.Thread(target=liar.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield liar
    finally:
        liar.let_go.set()
        liar.shutdown()
        thread.join()
        liar.server_close()
