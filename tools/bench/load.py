"""A small load generator: a few connections that stay open, each sending its next request when the answer is there.

It sends bytes made beforehand and reads no more of an answer than its length, so that little of the machine goes into it.
Every side is measured by the same one.
"""

import socket
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count

AT_ONCE = 4  # connections


class Refused(Exception):
    """The server answered otherwise than with what was asked for: nothing of it was measured."""


@dataclass
class Measured:
    """One run: seconds of each request, and of all together."""

    each: list[float] = field(default_factory=list)
    whole: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.each) / self.whole


def request(
    method: str, path: str, host: str, body: bytes = b"", kind: str = "", cookie: str = "", address: str = ""
) -> bytes:  # fmt: skip
    """The bytes of one request, as a browser of our own pages sends it. `address`: whom a proxy would say it is from."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Accept: text/html"]
    lines += [f"Origin: http://{host}"] if method != "GET" else []
    lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"] if body else []
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"X-Forwarded-For: {address}"] if address else []
    return "\r\n".join([*lines, "", ""]).encode() + body


def run(port: int, requests: Sequence[bytes], wanted: int, at_once: int = AT_ONCE) -> Measured:
    """All requests, `at_once` at a time; each must be answered with the status that is `wanted`."""
    numbers, measured = count(), Measured()
    begun = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        for part in pool.map(lambda _worker: _one_by_one(port, requests, numbers, wanted), range(at_once)):
            measured.each += part
    measured.whole = time.perf_counter() - begun
    return measured


def _one_by_one(port: int, requests: Sequence[bytes], numbers: Iterator[int], wanted: int) -> list[float]:
    took = []
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (number := next(numbers)) < len(requests):
            begun = time.perf_counter()
            connection.sendall(requests[number])
            status, _body = answer(connection)
            took.append(time.perf_counter() - begun)
            if status != wanted:
                raise Refused(f"{status} instead of {wanted}: {requests[number][:200]!r}")
    return took


def answer(connection: socket.socket) -> tuple[int, bytes]:
    """Status and body of the next answer."""
    known = b""
    while (end := known.find(b"\r\n\r\n")) < 0:
        known += _more(connection)
    head, body = known[:end].lower(), known[end + 4 :]
    at = head.find(b"content-length:")
    length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    while len(body) < length:
        body += _more(connection)
    return int(head.split(b" ", 2)[1]), body


def _more(connection: socket.socket) -> bytes:
    got = connection.recv(262_144)
    if not got:
        raise Refused("the server hung up")
    return got
