"""Files made to harm: refused with a plain reason or made harmless, in bounded memory."""

import io
import json
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.documents import pdf_bombs, samples
from webapp.documents.checking.intake import check
from webapp.documents.forms import WHY
from webapp.documents.limits import NotAccepted
from webapp.locked import MEMORY

MB = 1024 * 1024
ROOT = Path(__file__).resolve().parent.parent.parent.parent
HTML = b"<html><script>alert('x')</script></html>"
BEHIND = {"zip": samples.zipped(), "page": HTML, "script": b"*/=1;alert('x')//", "pdf": samples.pdf_that_acts()}
JUDGED = """
from webapp.documents.checking.intake import check
from webapp.documents.limits import NotAccepted
def done(sent):
    try:
        check(sent)
    except NotAccepted as refusal:
        return refusal.reason
    return "ok"
"""
MARKED = """
from webapp.documents.watermark import NotMarkable, marked
def done(sent):
    try:
        return "ok" if len(marked(sent, "application/pdf", "only for AB12-CD34")) > len(sent) else "unmarked"
    except NotMarkable:
        return "not marked"
"""
MEASURE = """
import json, resource, sys
peak = lambda who: resource.getrusage(who).ru_maxrss / 1024
sent = open(sys.argv[1], "rb").read()
before = peak(resource.RUSAGE_SELF)
said = done(sent)
print(json.dumps([said, peak(resource.RUSAGE_CHILDREN), peak(resource.RUSAGE_SELF) - before]))
"""


def reason(data: bytes) -> str:
    with pytest.raises(NotAccepted) as refused:
        check(data)
    assert refused.value.reason in WHY
    return refused.value.reason


def measured(data: bytes, work: str = JUDGED) -> tuple[str, float, float]:
    """What became of it, and how many megabytes the child took at most, and this process in addition."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        ran = subprocess.run(
            [sys.executable, "-c", work + MEASURE, file.name], cwd=ROOT, capture_output=True, text=True, check=True
        )
    said, child, own = json.loads(ran.stdout)
    return said, child, own


FLATE = "/FlateDecode"


@cache
def large(kind: str, mode: str = "RGB") -> bytes:
    """As many pixels as are taken."""
    target = io.BytesIO()
    Image.new(mode, (7300, 5470), "teal").save(target, kind, compress_level=1)
    return target.getvalue()


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "png": (lambda: samples.huge_png(30_000, 30_000), "pixels"),
    "heic": (samples.heic_bomb, "pixels"),
    "pdf": (samples.pdf_bomb, "broken"),
    "pdf drawing": (lambda: samples.pdf_with_huge("drawing"), "broken"),
    "pdf picture": (lambda: samples.pdf_with_huge("picture"), "pixels"),
    "pdf flate in flate": (lambda: pdf_bombs.drawing(zlib.compress(pdf_bombs.flate()), FLATE, FLATE), "broken"),
    "pdf flate in letters": (
        lambda: pdf_bombs.drawing(pdf_bombs.letters(pdf_bombs.flate()), "/ASCII85Decode", FLATE),
        "broken",
    ),
    "pdf flate in digits": (
        lambda: pdf_bombs.drawing(pdf_bombs.flate().hex().encode() + b">", "/ASCIIHexDecode", FLATE),
        "broken",
    ),
    "pdf flate by its short name": (lambda: pdf_bombs.drawing(pdf_bombs.flate(), "/Fl"), "broken"),
    "pdf lzw": (lambda: pdf_bombs.drawing(pdf_bombs.lzw(), "/LZWDecode"), "broken"),
    "pdf runs": (lambda: pdf_bombs.drawing(b"\x81 " * 600_000, "/RunLengthDecode"), "broken"),
    "pdf letters alone": (lambda: pdf_bombs.drawing(b"z" * (20 * MB) + b"~>", "/ASCII85Decode"), "broken"),
    "pdf packed in an unknown way": (lambda: pdf_bombs.drawing(b"x", "/BrotliDecode"), "broken"),
    "pdf packed seven times": (lambda: pdf_bombs.drawing(b"x", *[FLATE] * 7), "broken"),
    "pdf drawing said to be a picture": (
        lambda: pdf_bombs.drawing(pdf_bombs.flate(), FLATE, Subtype=pikepdf.Name.Image, Width=1, Height=1),
        "broken",
    ),
    "pdf drawing said to be a large picture": (
        lambda: pdf_bombs.drawing(pdf_bombs.flate(300), FLATE, Subtype=pikepdf.Name.Image, Width=8000, Height=8000),
        "broken",
    ),
    "pdf that draws one stream forty times": (pdf_bombs.drawn_often, "broken"),
    "pdf of many long streams": (pdf_bombs.many_streams, "broken"),
    "pdf with a jpeg said to be small": (lambda: pdf_bombs.showing(pdf_bombs.large_jpeg(), "/DCTDecode"), "pixels"),
    "pdf with a jpeg packed and said to be small": (
        lambda: pdf_bombs.showing(zlib.compress(pdf_bombs.large_jpeg()), "/DCTDecode", FLATE),
        "pixels",
    ),
    "pdf with a jpeg 2000 said to be small": (
        lambda: pdf_bombs.showing(pdf_bombs.jpx(says=(20_000, 20_000)), "/JPXDecode"),
        "pixels",
    ),
    "pdf with a fax said to be small": (
        lambda: pdf_bombs.showing(
            b"\0" * 99, "/CCITTFaxDecode", parms=pikepdf.Dictionary(K=-1, Columns=30_000, Rows=30_000)
        ),
        "pixels",
    ),
    "pdf with a jbig2 said to be small": (
        lambda: pdf_bombs.showing(pdf_bombs.jbig2(30_000, 30_000), "/JBIG2Decode"),
        "pixels",
    ),
    "pdf of 10,001 pages": (lambda: samples.pdf(10_001), "pages"),
    "png of 40 million clear pixels": (lambda: large("PNG", "RGBA"), "ok"),
    "jpeg of 40 million pixels": (lambda: large("JPEG"), "ok"),
}


KEPT_LONG_AGO = (
    "pdf", "pdf flate in flate", "pdf flate in letters", "pdf letters alone", "pdf drawing said to be a picture",
    "pdf that draws one stream forty times", "pdf with a jpeg said to be small",
)  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_it_takes_bounded_memory_whatever_is_sent(name: str) -> None:
    make, wanted = BOMBS[name]
    said, child, own = measured(make())
    assert said == wanted
    # measured of 768 MB: 391 for the clear picture, 308 for the PDF that unpacks as it is opened, 108 and less for other bombs
    assert child * MB < MEMORY * (0.75 if said == "ok" else 0.5)
    assert own < 100


@pytest.mark.parametrize("name", KEPT_LONG_AGO)
def test_a_bomb_kept_before_it_was_known_is_marked_in_bounded_memory(name: str) -> None:
    """Or not marked; nobody sees it as it is."""
    said, child, own = measured(BOMBS[name][0](), MARKED)
    assert said in ("ok", "not marked")
    assert child * MB < MEMORY * 0.5
    assert own < 100


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("behind", BEHIND)
def test_what_hangs_behind_a_picture_is_gone(kind: str, behind: str) -> None:
    body = check(samples.picture(kind) + BEHIND[behind]).body
    assert not zipfile.is_zipfile(io.BytesIO(body))
    assert b"alert" not in body
    assert b"%PDF" not in body


def test_what_hangs_behind_a_pdf_is_gone() -> None:
    body = check(samples.pdf() + samples.zipped()).body
    assert not zipfile.is_zipfile(io.BytesIO(body))


@pytest.mark.parametrize(
    "data",
    [
        b"\n" + samples.pdf(), samples.zipped() + samples.pdf(), HTML + samples.pdf(), samples.zipped("a.pdf"),
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"#!/bin/sh\n" + samples.picture(), b"\x00\x00\x00\x1cftypmp42" + bytes(50),
    ],
)  # fmt: skip
def test_what_only_contains_a_picture_or_pdf_is_none(data: bytes) -> None:
    assert reason(data) == "type"


@pytest.mark.parametrize("part", [0.3, 0.7, 0.95])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIC"])
def test_a_truncated_picture_is_refused(kind: str, part: float) -> None:
    whole = {
        "JPEG": samples.photographed(samples.paper()),
        "PNG": samples.picture("PNG", (600, 400)),
        "HEIC": samples.heic(),
    }
    assert reason(whole[kind][: int(len(whole[kind]) * part)]) == "broken"


def test_a_pdf_cut_off_at_its_beginning_is_refused() -> None:
    assert reason(samples.pdf(3)[:120]) == "broken"


def test_a_photograph_in_a_pdf_loses_where_it_was_taken() -> None:
    sent = samples.phone_pdf(samples.photo_with_place())
    assert b"Some Phone" in sent
    body = check(sent).body
    assert b"Exif" not in body
    assert b"at home" not in body
    with pikepdf.open(io.BytesIO(body)) as made:
        assert pikepdf.PdfImage(made.pages[0].obj.Resources.XObject.P).as_pil_image().size == (60, 40)
