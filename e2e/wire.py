"""A wire that can be slow and can be cut: a TCP proxy in front of a server on this computer."""

import contextlib
import random
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

BLOCK = 16 * 1024
ASKED = re.compile(rb"\b[A-Z]+ (/\S*) HTTP/1\.1\r\n")
ABRUPT = struct.pack("ii", 1, 0)  # closing sends RST and drops what was still on its way


class Wire:
    """Passes bytes between its own `port` and the server's, at `kbit_per_s` in each direction (None: as fast as it goes).

    `sent_up` counts the bytes passed on to the server so far. A server that is down closes the client's connection; the
    wire itself stays, so a client finds a restarted server again at the same address.

    Whatever a browser fetches for whatever reason passes here, its service worker's requests too: `asked` lists their paths
    and `sent_down` counts their answers' bytes. `latency` (seconds) is how long each request waits before it reaches the server.
    """

    def __init__(self, port: int, kbit_per_s: float | None = None, latency: float = 0.0) -> None:
        self.server = port
        self.kbit_per_s = kbit_per_s
        self.dropped = 0.0  # the share of connections that end by themselves within a second; the first is one of them
        self._due_to_drop = 1.0
        self.down = False  # nobody gets through: no page, and no service worker either
        self.latency = latency
        self.sent_up = self.sent_down = 0
        self.asked: list[str] = []
        self.cuts = 0
        self._cut_at: int | None = None
        self._watchers: list[tuple[int, Callable[[], None]]] = []
        self._open: set[socket.socket] = set()
        self._lock = threading.RLock()
        self._luck = random.Random(7)
        self._turn = {"up": _Turn(), "down": _Turn()}
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._take_in, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits in accept
        self._door.close()
        self.cut()

    def cut(self) -> None:
        """Close every open connection at once, both ends, as a lost signal that the phone notices."""
        with self._lock:
            gone, self._open = list(self._open), set()
            self.cuts += 1
        for end in gone:
            _snap(end)

    def lose_signal(self) -> None:
        self.down = True
        self.cut()

    def cut_after(self, n_bytes: int) -> None:
        """Cut once, when so many more bytes have gone up; exactly those reach the server's side."""
        with self._lock:
            self._cut_at = self.sent_up + n_bytes

    def when(self, n_bytes: int, call: Callable[[], None]) -> None:
        """Call once, in a thread of the wire, when `sent_up` has reached `n_bytes` altogether."""
        with self._lock:
            self._watchers.append((n_bytes, call))

    def _take_in(self) -> None:
        while True:
            try:
                client, _address = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        if self.down:
            _snap(client)
            return
        try:
            server = socket.create_connection(("127.0.0.1", self.server), timeout=10)
        except OSError:
            _snap(client)
            return
        server.settimeout(None)
        if self._drops():
            threading.Timer(self._luck.random(), lambda: (_snap(client), _snap(server))).start()
        with self._lock:
            self._open |= {client, server}
        back = threading.Thread(target=self._pass, args=(server, client, "down"), daemon=True)
        back.start()
        self._pass(client, server, "up")
        back.join()
        with self._lock:
            self._open -= {client, server}
        _snap(client)
        _snap(server)

    def _drops(self) -> bool:
        with self._lock:
            drops = self.dropped > 0 and self._due_to_drop >= 1
            self._due_to_drop += self.dropped - drops
            self.cuts += drops
            return drops

    def _pass(self, source: socket.socket, target: socket.socket, way: str) -> None:
        try:
            came = 0.0
            while block := source.recv(BLOCK):
                if way == "up" and time.monotonic() - came > self.latency:  # not what follows close behind
                    time.sleep(self.latency)
                came = time.monotonic()
                self._turn[way].wait(len(block), self.kbit_per_s)
                if not self._hand_on(block, target, way):
                    return
            target.shutdown(socket.SHUT_WR)
        except OSError:  # one end is gone: so is the other
            for end in (source, target):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def _hand_on(self, block: bytes, target: socket.socket, way: str) -> bool:
        if way == "down":
            with self._lock:
                self.sent_down += len(block)
            target.sendall(block)
            return True
        with self._lock:
            left = None if self._cut_at is None else self._cut_at - self.sent_up
            last = left is not None and len(block) >= left
            block = block[:left] if last else block
            self.sent_up += len(block)
            self.asked += [path.decode() for path in ASKED.findall(block)]
            self._cut_at = None if last else self._cut_at
        target.sendall(block)
        for call in self._due():
            call()
        if last:
            self.cut()
        return not last

    def _due(self) -> Iterator[Callable[[], None]]:
        with self._lock:
            due = [call for at, call in self._watchers if at <= self.sent_up]
            self._watchers = [(at, call) for at, call in self._watchers if at > self.sent_up]
        yield from due


class _Turn:
    """Shares one direction's speed among all connections, as one radio does."""

    def __init__(self) -> None:
        self._free_at = 0.0
        self._lock = threading.Lock()

    def wait(self, size: int, kbit_per_s: float | None) -> None:
        if kbit_per_s is None:
            return
        with self._lock:
            begin = max(time.monotonic(), self._free_at)
            self._free_at = begin + size * 8 / (kbit_per_s * 1000)
            pause = self._free_at - time.monotonic()
        time.sleep(max(0.0, pause))


def _snap(end: socket.socket) -> None:
    """Reset the connection, and wake a thread of ours that waits in it."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPT)
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RD)
    with contextlib.suppress(OSError):
        end.close()
