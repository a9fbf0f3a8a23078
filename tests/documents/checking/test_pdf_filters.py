"""How large a stream becomes is what a reader makes of it, and no more of it is opened than asked."""

import io
import tracemalloc
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.documents import pdf_bombs
from webapp.documents.checking.pdf_filters import Bomb, packing, size

MOST = 64 << 20
TEXT = b"q 1 0 0 1 0 0 cm " * 3000
FLATE, LZW, RUNS = "/FlateDecode", "/LZWDecode", "/RunLengthDecode"


def tiff_lzw() -> bytes:
    """TIFF packs a strip as PDF does."""
    target = io.BytesIO()
    Image.effect_noise((300, 200), 40).save(target, "TIFF", compression="tiff_lzw", tiffinfo={278: 200})
    with Image.open(io.BytesIO(target.getvalue())) as opened:
        at, long = opened.tag_v2[273][0], opened.tag_v2[279][0]
    return target.getvalue()[at : at + long]


def opened(packed: bytes, *filters: str, **parms: int) -> int:
    with pikepdf.new() as made:
        stream = made.make_stream(b"")
        stream.write(
            packed, filter=Array([Name(one) for one in filters]), decode_parms=Dictionary(**parms) if parms else None
        )
        return size(packed, packing(stream), MOST)


@pytest.mark.parametrize(
    ("packed", "filters", "wanted"),
    [
        (TEXT, [], len(TEXT)),
        (zlib.compress(TEXT), [FLATE], len(TEXT)),
        (zlib.compress(zlib.compress(TEXT)), [FLATE, FLATE], len(TEXT)),
        (pdf_bombs.letters(zlib.compress(TEXT)), ["/ASCII85Decode", FLATE], len(TEXT)),
        (zlib.compress(TEXT).hex().encode() + b">", ["/AHx", "/Fl"], len(TEXT)),
        (b"\x02abc\xfdz\x80junk", [RUNS], 7),
        (pdf_bombs.letters(b"\x02abc\xfdz\x80"), ["/A85", "/RL"], 7),
        (tiff_lzw(), [LZW], 300 * 200),
        (pdf_bombs.lzw(1), [LZW], 3838 * 3839 // 2),
        (b"", [FLATE], 0),
        (zlib.compress(TEXT)[:-4] + b"\0\0\0\0", [FLATE], len(TEXT)),
        (zlib.compress(TEXT) + b"\r\n" + bytes(50), [FLATE], len(TEXT)),
    ],
)  # fmt: skip
def test_it_counts_what_a_reader_gets(packed: bytes, filters: list[str], wanted: int) -> None:
    assert opened(packed, *filters) == wanted


def test_a_stream_that_breaks_off_counts_as_far_as_it_goes() -> None:
    noise = Image.effect_noise((300, 300), 90).tobytes()
    assert 0 < opened(zlib.compress(noise)[:20_000], FLATE) < len(noise)


@pytest.mark.parametrize(
    ("packed", "filters"),
    [
        (pdf_bombs.flate(100), [FLATE]),
        (b"\x70\x00" + pdf_bombs.flate(100)[2:], [FLATE]),
        (zlib.compress(pdf_bombs.flate(100)), [FLATE, FLATE]),
        (pdf_bombs.lzw(), [LZW]),
        (b"\x81 " * 600_000, [RUNS]),
        (b"z" * (17 << 20), ["/A85"]),
        (zlib.compress(TEXT)[:30] + b"\xff" * 90, [FLATE]),
        (zlib.compress(b"\x02abc\x80"), [FLATE, RUNS]),
        (zlib.compress(b"abc"), [RUNS, FLATE]),
        (b"abc", ["/Crypt"]),
        (b"\x80\x40", [LZW, FLATE]),
        (b"~~~vvv", ["/A85"]),
    ],
)  # fmt: skip
def test_it_refuses_what_is_too_much_or_cannot_be_known(packed: bytes, filters: list[str]) -> None:
    with pytest.raises((Bomb, pikepdf.PdfError)):
        opened(packed, *filters)


def test_a_row_nobody_has_memory_for_is_refused() -> None:
    with pytest.raises(Bomb):
        opened(zlib.compress(b"abc"), FLATE, Predictor=15, Columns=1 << 30)


def test_it_holds_little_of_what_it_counts() -> None:
    packed = zlib.compress(pdf_bombs.flate(60))
    tracemalloc.start()
    assert opened(packed, FLATE, FLATE) == 60 << 20
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2 << 20
