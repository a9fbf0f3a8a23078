"""How a sandbox's process runs: says what is wrong with its settings, serves until Ctrl-C or SIGTERM, leaves nothing running."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from flask import Blueprint, Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from webapp import clock
from webapp.sandbox.ground.refusing import Refuses

looks = Blueprint("ground", __name__, static_folder="static", static_url_path="/ground", template_folder="templates")


class Settings(Protocol):
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def clock(self) -> str | None: ...


Known = TypeVar("Known", bound=Settings)


class Quiet(WSGIRequestHandler):
    """No line for every request: the log belongs to the app beside it."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def run(
    name: str, read: Callable[[Sequence[str], Mapping[str, str]], Known], make: Callable[[Known], Flask],
    handler: type[WSGIRequestHandler] = Quiet,
) -> int:  # fmt: skip
    """Serves `make(read(arguments, environment))`, and its `extensions["delivery"]` if it has one; gives the exit code."""
    try:
        config = read(sys.argv[1:], os.environ)
        listener = listen(name, config)
    except Refuses as refusal:
        print(refusal, file=sys.stderr)
        return 2
    with listener:
        _serve(name, config, make, listener, handler)
    return 0


def listen(name: str, config: Settings) -> socket.socket:
    """Raises Refuses when the port is taken."""
    try:
        return socket.create_server((config.host, config.port))
    except OSError as fault:
        raise Refuses(
            f"{name}: cannot listen on {config.host}:{config.port} ({fault.strerror}): choose another --port."
        ) from fault


def _serve(
    name: str, config: Known, make: Callable[[Known], Flask], listener: socket.socket, handler: type[WSGIRequestHandler]
) -> None:
    if config.clock:
        clock.start_at(datetime.fromisoformat(config.clock))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    app = make(config)
    server: BaseWSGIServer = make_server(
        config.host, config.port, app, threaded=True, request_handler=handler, fd=listener.fileno()
    )
    delivery = app.extensions.get("delivery")
    if delivery:
        delivery.start()
    threading.Thread(target=server.serve_forever, name="pages", daemon=True).start()
    print(f"{name}: http://localhost:{listener.getsockname()[1]}", flush=True)
    stop.wait()
    server.shutdown()
    server.server_close()
    if delivery:
        delivery.stop()
