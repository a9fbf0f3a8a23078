"""Two ports nobody else listens on."""

import socket

import pytest


@pytest.fixture
def free_ports() -> int:
    """The first of two."""
    while True:
        with socket.socket() as one, socket.socket() as next_one:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                next_one.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
