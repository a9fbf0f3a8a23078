"""Ports for servers that tests and tools start."""

import atexit
import secrets
import socket
from contextlib import ExitStack
from functools import cache

LOW, HIGH, ROOM = 20_000, 32_000, 400  # from 32768 on systems hand them out to whoever connects or asks for any
_next = 1


def free(many: int = 1) -> int:
    """The first of `many` free ports in a row. They are taken a moment later, and some again after a while: so every process has a
    stretch of its own, and what was given comes again only when all of it was."""
    global _next
    while True:
        if _next + many > ROOM:
            _next = 1
        port, _next = _stretch() + _next, _next + many
        with ExitStack() as held:
            try:
                for number in range(port, port + many):
                    held.enter_context(socket.socket()).bind(("127.0.0.1", number))
            except OSError:
                continue
            return port


@cache
def _stretch() -> int:
    """Its first port stays taken as long as the process runs: nobody else begins there."""
    while True:
        first, claim = LOW + secrets.randbelow((HIGH - LOW) // ROOM) * ROOM, socket.socket()
        try:
            claim.bind(("127.0.0.1", first))
        except OSError:
            claim.close()
        else:
            atexit.register(claim.close)
            return first
