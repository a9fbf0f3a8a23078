"""The process: a port, a little server until Ctrl-C or SIGTERM, and nothing left running."""

import signal
import socket
import threading
from datetime import datetime

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from webapp import clock


class PortTaken(Exception):
    """The text says which and what to choose instead."""


class Quiet(WSGIRequestHandler):
    """No line for every request: the log belongs to the app beside it."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def listen(host: str, port: int, name: str) -> socket.socket:
    """Raises PortTaken."""
    try:
        return socket.create_server((host, port))
    except OSError as fault:
        raise PortTaken(f"{name} cannot listen on {host}:{port} ({fault.strerror}): choose another --port.") from fault


def serve(app: Flask, listener: socket.socket, name: str, moment: str | None) -> None:
    """Until a signal. `moment`: where the demonstration's clock begins, in ISO form."""
    if moment:
        clock.start_at(datetime.fromisoformat(moment))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    host, port = listener.getsockname()[:2]
    server: BaseWSGIServer = make_server(host, port, app, threaded=True, request_handler=Quiet, fd=listener.fileno())
    threading.Thread(target=server.serve_forever, name="pages", daemon=True).start()
    print(f"{name}: http://localhost:{port}", flush=True)
    stop.wait()
    server.shutdown()
    server.server_close()
