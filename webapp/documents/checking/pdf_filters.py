"""How much a stream of a PDF becomes when it is opened, through all of its filters (ISO 32000-1, 7.4).

Opened piece by piece, and no further than asked: a small file may unpack to more than any computer has. Runs in the child
process.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import Any, NamedTuple

import pikepdf

PIECE = 1 << 16
HEADER = 2  # bytes of zlib's header (RFC 1950, 2.2)
MOST_FILTERS = 6
MOST_ROW = 16 * 1024 * 1024  # bytes of one row that a predictor asks a reader to keep
SHORT = {
    "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode", "/Fl": "/FlateDecode", "/LZW": "/LZWDecode",
    "/RL": "/RunLengthDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode",
}  # fmt: skip
LETTERS = {"/ASCII85Decode", "/ASCIIHexDecode"}
PICTURES = {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"}


class Bomb(Exception):
    """Small in the file and huge when opened, or not to be judged. Its text is the reason: pixels, broken."""


class Packing(NamedTuple):
    """How a stream is packed, in the order in which it is undone: letters and digits, other filters, a picture's format.

    `codec` is "" where it is no such picture; `parms` are those of what is undone last.
    """

    letters: list[str]
    filters: list[str]
    codec: str
    parms: Any


def packing(stream: Any) -> Packing:
    """What the stream says of itself. Raises `Bomb` where a predictor wants rows nobody has."""
    filters = [SHORT.get(str(one), str(one)) for one in _listed(stream.get("/Filter"))]
    parms = [one if isinstance(one, pikepdf.Dictionary) else {} for one in _listed(stream.get("/DecodeParms"))]
    if len(filters) > MOST_FILTERS or any(_row(one) > MOST_ROW for one in parms):
        raise Bomb("broken")
    codec = filters.pop() if filters and filters[-1] in PICTURES else ""
    letters = list(takewhile(LETTERS.__contains__, filters))
    return Packing(letters, filters[len(letters) :], codec, parms[-1] if parms else {})


def size(raw: bytes, how: Packing, most: int) -> int:
    """Bytes after all filters but a picture's own. Raises `Bomb` as soon as there are more than `most`, also in between."""
    if how.filters and how.filters[0] in COUNTED:
        if len(how.filters) > 1:  # no writer does it
            raise Bomb("broken")
        return COUNTED[how.filters[0]](_spelled(raw, how.letters, most), how.parms, most)
    return sum(len(piece) for piece in _pieces(raw, how, most))


def opened(raw: bytes, how: Packing, most: int) -> bytes:
    """The bytes themselves, for what lies packed inside a picture."""
    return b"".join(_pieces(raw, how, most)) if how.letters or how.filters else raw


def _listed(said: Any) -> list[Any]:
    return list(said) if isinstance(said, pikepdf.Array) else [] if said is None else [said]


def _row(parms: Any) -> int:
    return int(parms.get("/Columns", 1)) * int(parms.get("/Colors", 1)) * int(parms.get("/BitsPerComponent", 8)) // 8


def _pieces(raw: bytes, how: Packing, most: int) -> Iterator[bytes]:
    raw = _spelled(raw, how.letters, most)
    pieces: Iterable[bytes] = (raw[at : at + PIECE] for at in range(0, len(raw), PIECE))
    for name in how.filters:
        if name != "/FlateDecode":
            raise Bomb("broken")
        pieces = _bounded(_inflated(pieces), most)
    return _bounded(pieces, most)


def _spelled(raw: bytes, letters: list[str], most: int) -> bytes:
    """Letters and digits undone: they shrink, but for "z", which is four bytes in ASCII85."""
    if not letters:
        return raw
    if len(raw) + 3 * raw.count(b"z") > most:
        raise Bomb("broken")
    with pikepdf.new() as scratch:
        stream = scratch.make_stream(b"")
        stream.write(raw, filter=pikepdf.Array([pikepdf.Name(name) for name in letters]))
        return bytes(stream.read_bytes())


def _inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Whatever any reader could get: header and check sum are not looked at, what stands behind the end is nobody's."""
    opener, skipped = zlib.decompressobj(-zlib.MAX_WBITS), 0
    for piece in packed:
        rest, skipped = piece[max(0, HEADER - skipped) :], skipped + len(piece)
        while rest and not opener.eof:
            try:
                yield opener.decompress(rest, PIECE)
            except zlib.error as error:
                raise Bomb("broken") from error
            rest = opener.unconsumed_tail
        if opener.eof:
            return


def _bounded(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    seen = 0
    for piece in pieces:
        seen += len(piece)
        if seen > most:
            raise Bomb("broken")
        yield piece


def _runs(packed: bytes, _parms: Any, most: int) -> int:
    """RunLength: a byte below 128 copies, one above repeats."""
    at, made = 0, 0
    while at < len(packed) and packed[at] != 128:
        copies = packed[at] < 128
        made += packed[at] + 1 if copies else 257 - packed[at]
        at += packed[at] + 2 if copies else 2
        if made > most:
            raise Bomb("broken")
    return made


def _lzw(packed: bytes, parms: Any, most: int) -> int:
    """LZW: of each code only how long its text is, which is all that counts here."""
    early = int(parms.get("/EarlyChange", 1))
    lengths = [1] * 258
    held, bits, width, before, made = 0, 0, 9, 0, 0
    for byte in packed:
        held, bits = held << 8 | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == 257:
            break
        if code == 256:
            del lengths[258:]
            width, before = 9, 0
            continue
        if before and len(lengths) < 4096:
            lengths.append(before + 1)
        if code >= len(lengths):
            raise Bomb("broken")
        before = lengths[code]
        made += before
        if made > most:
            raise Bomb("broken")
        width = min(12, max(9, (len(lengths) + early).bit_length()))
    return made


COUNTED: dict[str, Callable[[bytes, Any, int], int]] = {"/RunLengthDecode": _runs, "/LZWDecode": _lzw}
