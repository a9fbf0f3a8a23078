"""ClamAV's daemon: a file is handed over a socket in pieces (INSTREAM, man clamd(8)) and never touches its disk."""

import socket
from collections.abc import Iterable

from webapp.documents.checking.scan import NO_SCANNER, Scanner, ScannerDown

SECONDS = 30  # to connect, and for each piece and the answer
MOST_ANSWER = 4096


class Clamd:
    """`at`: the path of a unix socket, or host:port."""

    mark = "clean"

    def __init__(self, at: str, seconds: float = SECONDS) -> None:
        self.at, self.seconds = at, seconds

    def scan(self, blocks: Iterable[bytes]) -> str | None:
        try:
            with self._connected() as line:
                line.sendall(b"zINSTREAM\0")
                for block in blocks:
                    line.sendall(len(block).to_bytes(4, "big") + block)
                line.sendall(bytes(4))
                return _understood(_answer(line))
        except (OSError, ValueError) as error:  # ValueError: an address that is none
            raise ScannerDown(f"clamd at {self.at}: {error}") from error

    def _connected(self) -> socket.socket:
        if "/" not in self.at:
            host, _colon, port = self.at.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), self.seconds)
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(self.seconds)
        try:
            made.connect(self.at)
        except OSError:
            made.close()
            raise
        return made


def scanner_at(at: str) -> Scanner:
    """The scanner of the setting CLAMD; none where it is empty."""
    return Clamd(at) if at else NO_SCANNER


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < MOST_ANSWER:
        piece = line.recv(MOST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _understood(said: str) -> str | None:
    """`stream: OK`, `stream: <name> FOUND`, or `… ERROR`: a file it could not look at was not looked at."""
    if said == "stream: OK":
        return None
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerDown(f"clamd said: {said[:200] or 'nothing'}")
