"""JPEG files as they lie in a PDF: how large they open, and without what they tell besides the picture. Runs in the child process."""

import re
from collections.abc import Iterator
from typing import NamedTuple

FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # SOF of every kind (ITU T.81, table B.1)
SCAN, END, COMMENT = 0xDA, 0xD9, 0xFE
ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
PICTURES_OWN = {0xE0, 0xEE}  # APP0 and APP14 say how the colours are meant; other APPn and comments say more than that
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # inside a scan FF 00 is data, FF D0 to FF D7 restart it


class Segment(NamedTuple):
    """`start` to `end` with its marker, `body` where its content begins; a scan reaches to the next marker."""

    mark: int
    start: int
    body: int
    end: int


def segments(raw: bytes) -> Iterator[Segment]:
    """From the start of image to its end; readers ignore what stands before, between and behind. Raises ValueError."""
    at = raw.index(b"\xff\xd8")
    while found := MARKER.search(raw, at):
        mark, body = raw[found.end() - 1], found.end()
        if mark in ALONE or mark == END:
            end = body
        else:
            end = body + int.from_bytes(raw[body : body + 2], "big")
            if not body + 2 <= end <= len(raw):
                raise ValueError("a segment ends outside the picture")
        if mark == SCAN:
            behind = MARKER.search(raw, end)
            end = behind.start() if behind else len(raw)
        yield Segment(mark, found.start(), body + 2, end)
        if mark == END:
            return
        at = end


def pixels(raw: bytes) -> int:
    """The largest frame, in pixels of four colours at most. Raises ValueError where no reader could know its size."""
    most = 0
    for one in segments(raw):
        if one.mark in FRAMES:
            high, wide = (int.from_bytes(raw[one.body + at : one.body + at + 2], "big") for at in (1, 3))
            if high == 0 or wide == 0 or raw[one.body + 5] > 4:
                raise ValueError("a frame without a size")
            most = max(most, wide * high)
    if not most:
        raise ValueError("no frame")
    return most


def plain(raw: bytes) -> bytes:
    """Without EXIF, other application data, comments, and whatever hangs before or behind the picture."""
    return b"".join(raw[one.start : one.end] for one in segments(raw) if not _tells(one.mark))


def told(raw: bytes) -> list[bytes]:
    """What `plain` takes out of the inside."""
    return [raw[one.body : one.end] for one in segments(raw) if _tells(one.mark)]


def _tells(mark: int) -> bool:
    return (0xE0 <= mark <= 0xEF and mark not in PICTURES_OWN) or mark == COMMENT
