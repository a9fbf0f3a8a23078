"""What stands in the streams of a PDF: bombs are refused, photographs lose where they were taken. Runs in the child process."""

from collections.abc import Iterator
from typing import Any

import jbig2s  # type: ignore[import-not-found]
import jpeg2000s  # type: ignore[import-not-found]
import jpegs  # type: ignore[import-not-found]
import pikepdf
from pdf_filters import Bomb, Packing, opened, packing, size  # type: ignore[import-not-found]
from places import says_place  # type: ignore[import-not-found]

MB = 1024 * 1024
MOST_UNPACKED = 64 * MB  # bytes of one stream, and of all that one page draws: maps drawn in lines stay below
MOST_TOGETHER = {
    True: 2048 * MB,
    False: 256 * MB,
}  # of all pictures, of all else; two gigabytes take about five seconds
SLACK = MB  # a picture may hold so much more than its size says
DEEPEST = 8  # bytes a pixel: four colours of 16 bits
FORMATS = {"/DCTDecode": jpegs, "/JPXDecode": jpeg2000s}


def refuse_bombs(pdf: Any, most_pixels: int) -> None:
    """They would take the officer's computer down. Raises `Bomb`."""
    sizes: dict[tuple[int, int], int] = {}
    together = {True: 0, False: 0}
    for thing in _streams(pdf):
        sizes[thing.objgen] = _judged(thing, most_pixels)
        kind = _is_picture(thing)
        together[kind] += sizes[thing.objgen]
        if together[kind] > MOST_TOGETHER[kind]:
            raise Bomb("broken")
    for page in pdf.pages:
        drawn = page.obj.get("/Contents", pikepdf.Array())  # a blank page has none
        parts = list(drawn) if isinstance(drawn, pikepdf.Array) else [drawn]
        if sum(sizes.get(part.objgen, 0) for part in parts) > MOST_UNPACKED or any(map(_is_picture, parts)):
            raise Bomb("broken")


def strip_photographs(pdf: Any) -> None:
    """A picture in a PDF may carry its place (GPS) like any other; what it shows stays as it is, byte for byte."""
    for thing in _streams(pdf):
        how = packing(thing)
        if how.codec in FORMATS:
            raw = opened(thing.read_raw_bytes(), how, MOST_UNPACKED)
            plain = FORMATS[how.codec].plain(raw)
            if len(plain) != len(raw):
                thing.write(plain, filter=pikepdf.Name(how.codec), decode_parms=how.parms or None)


def has_places(pdf: Any) -> bool:
    """Whether a picture says where it was taken."""
    for thing in _streams(pdf):
        how = packing(thing)
        if how.codec in FORMATS:
            raw = opened(thing.read_raw_bytes(), how, MOST_UNPACKED)
            if any(says_place(block) for block in FORMATS[how.codec].told(raw)):
                return True
    return False


def _judged(thing: Any, most_pixels: int) -> int:
    """How many bytes it unpacks to."""
    how, raw = packing(thing), thing.read_raw_bytes()
    said = int(thing.get("/Width", 0)) * int(thing.get("/Height", 0))
    if how.codec:
        inside = opened(raw, how, MOST_UNPACKED)
        if max(said, _own_size(thing, how, inside)) > most_pixels:
            raise Bomb("pixels")
        return len(inside)
    if not _is_picture(thing):
        return int(size(raw, how, MOST_UNPACKED))
    if said > most_pixels:
        raise Bomb("pixels")
    return int(size(raw, how, DEEPEST * said + SLACK))


def _own_size(thing: Any, how: Packing, inside: bytes) -> int:
    """Pixels by the picture's own header, whatever the PDF says of it."""
    if how.codec == "/CCITTFaxDecode":  # has no header: readers go by these
        rows = max(int(thing.get("/Height", 0)), int(how.parms.get("/Rows", 0)))
        if rows <= 0:
            raise Bomb("broken")
        return rows * max(int(thing.get("/Width", 0)), int(how.parms.get("/Columns", 1728)))
    return int(jbig2s.pixels(inside) if how.codec == "/JBIG2Decode" else FORMATS[how.codec].pixels(inside))


def _is_picture(thing: Any) -> bool:
    return bool(thing.get("/Subtype") == "/Image")


def _streams(pdf: Any) -> Iterator[Any]:
    return (thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream))
