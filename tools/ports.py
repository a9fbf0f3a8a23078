"""Ports for servers that tests and tools start."""

import os
import socket
from contextlib import ExitStack

LOW, HIGH, ROOM = 20_000, 32_000, 400  # from 32768 on systems hand them out to whoever connects or asks for any
_given = 0


def free(many: int = 1) -> int:
    """The first of `many` free ports in a row. They are taken a moment later, so every process has a stretch of its own and
    goes on in it from one call to the next."""
    global _given
    first = LOW + os.getpid() % ((HIGH - LOW) // ROOM) * ROOM
    while True:
        port = first + _given % (ROOM - many)
        _given += many
        with ExitStack() as held:
            try:
                for number in range(port, port + many):
                    held.enter_context(socket.socket()).bind(("127.0.0.1", number))
            except OSError:
                continue
            return port
