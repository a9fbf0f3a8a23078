"""One ZIP made piece by piece: never more than one file in memory, names that every computer takes."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from webapp import clock
from webapp.documents.service import StoreError
from webapp.normal import normal
from webapp.sealing import Unreadable

LONGEST_FOLDER, LONGEST_FILE = 60, 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$")
Load = Callable[[], bytes]


@dataclass(frozen=True)
class Entry:
    """A file to come: where it will lie, and how its bytes are read, outside any transaction."""

    path: str
    load: Load


class _Sink(io.RawIOBase):
    """Takes what the ZIP writes and gives it on; it cannot go back, so the ZIP is written front to back."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(cast(bytes, data))
        self._held += piece
        return len(piece)

    def take(self) -> bytes:
        taken = bytes(self._held)
        self._held.clear()
        return taken


def stream(entries: Iterable[Entry], last: Callable[[set[str]], list[tuple[str, bytes]]]) -> Iterator[bytes]:
    """The ZIP in pieces. A file that can't be read is left out; `last` gets the paths of those and gives the last files."""
    sink, missing = _Sink(), set[str]()
    with ZipFile(cast(IO[bytes], sink), "w", ZIP_DEFLATED, compresslevel=1) as made:
        for entry in entries:
            try:
                body = entry.load()
            except (Unreadable, StoreError):
                missing.add(entry.path)
                continue
            _put(made, entry.path, body)
            yield sink.take()
        for path, body in last(missing):
            _put(made, path, body)
    yield sink.take()


def _put(made: ZipFile, path: str, body: bytes) -> None:
    info = ZipInfo(path, clock.local(clock.now()).timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    made.writestr(info, body)


def folder(number: int, name: str) -> str:
    """«01 Đăng ký tạm trú»: the number keeps two of the same name apart."""
    return f"{number:02} {safe(name, LONGEST_FOLDER)}".strip()


def file(number: int, name: str) -> str:
    """«03 hop-dong.pdf», its ending kept."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 5:
        stem, ending = name, ""
    kept = safe(stem, LONGEST_FILE - len(ending) - 5)
    return f"{number:02} {kept}{'.' + safe(ending, 5) if ending else ''}"


def safe(name: str, longest: int) -> str:
    """A name without what Windows, a Mac or Android refuses: signs, ends in a dot or space, names of devices."""
    text = _FORBIDDEN.sub("_", normal("NFC", name))
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cs", "Co"))
    text = text[:longest].strip(" .")
    return f"_{text}" if _RESERVED.match(text) else text or "tep"
