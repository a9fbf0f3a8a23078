"""`python -m webapp.sandbox.bank`: serves the bank until Ctrl-C or SIGTERM, and leaves nothing running."""

import os
import signal
import socket
import sys
import threading
from datetime import datetime

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from webapp import clock
from webapp.sandbox.bank.app import create_app
from webapp.sandbox.bank.config import BankConfig, BankRefuses


class _Quiet(WSGIRequestHandler):
    """No line for every request: the log belongs to the app beside it."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def main() -> int:
    try:
        config = BankConfig.read(sys.argv[1:], os.environ)
        listener = _listen(config)
    except BankRefuses as refusal:
        print(refusal, file=sys.stderr)
        return 2
    with listener:
        _serve(config, listener)
    return 0


def _listen(config: BankConfig) -> socket.socket:
    try:
        return socket.create_server((config.host, config.port))
    except OSError as fault:
        raise BankRefuses(
            f"The sandbox bank cannot listen on {config.host}:{config.port} ({fault.strerror}): choose another --port."
        ) from fault


def _serve(config: BankConfig, listener: socket.socket) -> None:
    if config.clock:
        clock.start_at(datetime.fromisoformat(config.clock))
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    app = create_app(config)
    server: BaseWSGIServer = make_server(
        config.host, config.port, app, threaded=True, request_handler=_Quiet, fd=listener.fileno()
    )
    serving = threading.Thread(target=server.serve_forever, name="bank-pages", daemon=True)
    app.extensions["delivery"].start()
    serving.start()
    print(f"Sandbox bank: http://localhost:{listener.getsockname()[1]}", flush=True)
    stop.wait()
    server.shutdown()
    server.server_close()
    app.extensions["delivery"].stop()


if __name__ == "__main__":
    sys.exit(main())
