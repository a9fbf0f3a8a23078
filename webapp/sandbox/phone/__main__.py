"""`python -m webapp.sandbox.phone`: serves the phones until Ctrl-C or SIGTERM, and leaves nothing running."""

import os
import signal
import socket
import sys
import threading
from datetime import datetime

from werkzeug.serving import BaseWSGIServer, make_server

from webapp import clock
from webapp.sandbox.phone.app import create_app
from webapp.sandbox.phone.config import PhoneConfig, PhonesRefuse
from webapp.sandbox.phone.hearing import Hearing


def main() -> int:
    try:
        config = PhoneConfig.read(sys.argv[1:], os.environ)
        listener = _listen(config)
    except PhonesRefuse as refusal:
        print(refusal, file=sys.stderr)
        return 2
    with listener:
        _serve(config, listener)
    return 0


def _listen(config: PhoneConfig) -> socket.socket:
    try:
        return socket.create_server((config.host, config.port))
    except OSError as fault:
        raise PhonesRefuse(
            f"The sandbox phones cannot listen on {config.host}:{config.port} ({fault.strerror}): choose another --port."
        ) from fault


def _serve(config: PhoneConfig, listener: socket.socket) -> None:
    if config.clock:
        clock.start_at(datetime.fromisoformat(config.clock))
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    app = create_app(config)
    server: BaseWSGIServer = make_server(
        config.host, config.port, app, threaded=True, request_handler=Hearing, fd=listener.fileno()
    )
    serving = threading.Thread(target=server.serve_forever, name="phone-pages", daemon=True)
    serving.start()
    print(f"Sandbox phones: http://localhost:{listener.getsockname()[1]}", flush=True)
    stop.wait()
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    sys.exit(main())
