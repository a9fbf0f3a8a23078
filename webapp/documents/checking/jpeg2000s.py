"""JPEG 2000 files (ITU T.800, annexes A and I) as they lie in a PDF, like `jpegs.py`. Runs in the child process."""

from collections.abc import Iterator
from typing import NamedTuple

CODESTREAM = b"\xff\x4f\xff\x51"  # start, then at once the size: also allowed without any boxes around
KEPT = {b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jp2c"}
KEPT_IN_HEADER = {b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef", b"res "}
SIZE, COMMENT, TILES = 0x51, 0x64, 0x90


class Box(NamedTuple):
    kind: bytes
    body: bytes


def pixels(raw: bytes) -> int:
    """The larger of what header and codestream say; each four colours count as a picture. Raises ValueError."""
    if raw.startswith(CODESTREAM):
        return _codestream_pixels(raw)
    found = {b"ihdr": 0, b"jp2c": 0}
    for one in _boxes(raw):
        if one.kind == b"jp2c":
            found[b"jp2c"] = max(found[b"jp2c"], _codestream_pixels(one.body))
        elif one.kind == b"jp2h":
            heads = [inside.body for inside in _boxes(one.body) if inside.kind == b"ihdr"]
            found[b"ihdr"] = max(
                [found[b"ihdr"], *(_area(_number(head, 4), _number(head, 0), _number(head, 8, 2)) for head in heads)]
            )
    if not all(found.values()):
        raise ValueError("no size")
    return max(found.values())


def plain(raw: bytes) -> bytes:
    """Without XML, UUID (EXIF, XMP) and other boxes that draw nothing, and without comments."""
    if raw.startswith(CODESTREAM):
        return _plain_codestream(raw)
    made = b""
    for one in _boxes(raw):
        if one.kind == b"jp2h":
            made += _box(
                b"jp2h", b"".join(_box(*inside) for inside in _boxes(one.body) if inside.kind in KEPT_IN_HEADER)
            )
        elif one.kind in KEPT:
            made += _box(one.kind, _plain_codestream(one.body) if one.kind == b"jp2c" else one.body)
    return made


def told(raw: bytes) -> list[bytes]:
    """What `plain` takes out of the boxes."""
    if raw.startswith(CODESTREAM):
        return []
    inside = [one for box in _boxes(raw) if box.kind == b"jp2h" for one in _boxes(box.body)]
    return [one.body for one in _boxes(raw) if one.kind not in KEPT] + [
        one.body for one in inside if one.kind not in KEPT_IN_HEADER
    ]


def _boxes(raw: bytes) -> Iterator[Box]:
    at = 0
    while at + 8 <= len(raw):
        size, kind, body = _number(raw, at), raw[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = _number(raw, at + 8, 8), at + 16
        end = at + size if size else len(raw)  # 0: up to the end of the file
        if not body <= end <= len(raw):
            raise ValueError("a box ends outside the picture")
        yield Box(kind, raw[body:end])
        at = end


def _box(kind: bytes, body: bytes) -> bytes:
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def _codestream_pixels(raw: bytes) -> int:
    if not raw.startswith(CODESTREAM):
        raise ValueError("a codestream begins with its size")
    return _area(_number(raw, 8), _number(raw, 12), _number(raw, 40, 2))


def _area(wide: int, high: int, colours: int) -> int:
    return wide * high * max(4, colours) // 4


def _plain_codestream(raw: bytes) -> bytes:
    """Comments stand between the markers of the main header, each with its length, up to the first tile."""
    kept, at = raw[:2], 2
    while raw[at] == 0xFF and raw[at + 1] != TILES:
        end = at + 2 + _number(raw, at + 2, 2)
        if not at + 4 <= end <= len(raw):
            raise ValueError("a marker ends outside the picture")
        kept += b"" if raw[at + 1] == COMMENT else raw[at:end]
        at = end
    return kept + raw[at:]


def _number(raw: bytes, at: int, size: int = 4) -> int:
    if at + size > len(raw):
        raise ValueError("cut off")
    return int.from_bytes(raw[at : at + size], "big")
