"""What stands in the streams of a PDF: bombs are refused, photographs lose where they were taken. Runs in the child process."""

import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

MOST_UNPACKED = 64 * 1024 * 1024  # bytes of one stream that is no picture: maps drawn in lines stay below
PICTURES_OWN = {0xE0, 0xEE}  # APP0 and APP14 say how the colours are meant; other APPn and comments say more than that


class Bomb(Exception):
    """A stream small in the file and huge when opened. Its text is the reason: pixels, broken."""


def refuse_bombs(pdf: Any, most_pixels: int) -> None:
    """They would take the officer's computer down. Raises `Bomb`."""
    for thing in _streams(pdf):
        if thing.get("/Subtype") == "/Image":
            if int(thing.get("/Width", 0)) * int(thing.get("/Height", 0)) > most_pixels:
                raise Bomb("pixels")
        elif "FlateDecode" in str(thing.get("/Filter", "")) and _unpacks_to_too_much(thing.read_raw_bytes()):
            raise Bomb("broken")


def strip_photographs(pdf: Any) -> None:
    """A JPEG in a PDF may carry its place (GPS) like any other; what it shows stays as it is, byte for byte."""
    for thing in _streams(pdf):
        filters = thing.get("/Filter")
        if filters == "/DCTDecode" or (isinstance(filters, pikepdf.Array) and list(filters) == ["/DCTDecode"]):
            raw = thing.read_raw_bytes()
            plain = plain_jpeg(raw)
            if len(plain) != len(raw):
                thing.write(plain, filter=pikepdf.Name.DCTDecode, decode_parms=thing.get("/DecodeParms"))


def plain_jpeg(raw: bytes) -> bytes:
    """Without EXIF, other application data and comments (ITU T.81 annex B: segments up to the start of scan)."""
    kept, at = bytearray(raw[:2]), 2
    while at + 4 <= len(raw) and raw[at] == 0xFF and raw[at + 1] not in (0xDA, 0xD9):
        end = at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
        mark = raw[at + 1]
        if mark in PICTURES_OWN or not (0xE0 <= mark <= 0xEF or mark == 0xFE):
            kept += raw[at:end]
        at = end
    return bytes(kept + raw[at:])


def _streams(pdf: Any) -> Iterator[Any]:
    return (thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream))


def _unpacks_to_too_much(packed: bytes) -> bool:
    opener, size = zlib.decompressobj(), 0
    try:
        while packed and not opener.eof:
            size += len(opener.decompress(packed, 1 << 20))
            packed = opener.unconsumed_tail
            if size > MOST_UNPACKED:
                return True
    except zlib.error:  # readers take what they can of a damaged stream; so much is not too much
        return False
    return False
