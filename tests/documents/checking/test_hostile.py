"""Files made to harm: refused with a plain reason or made harmless, in bounded memory."""

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.documents import samples
from webapp.documents.checking.intake import check
from webapp.documents.forms import WHY
from webapp.documents.limits import NotAccepted

ROOT = Path(__file__).resolve().parent.parent.parent.parent
HTML = b"<html><script>alert('x')</script></html>"
BEHIND = {"zip": samples.zipped(), "page": HTML, "script": b"*/=1;alert('x')//", "pdf": samples.pdf_that_acts()}
MEASURE = """
import json, resource, sys
from webapp.documents.checking.intake import check
from webapp.documents.limits import NotAccepted
peak = lambda who: resource.getrusage(who).ru_maxrss / 1024
sent = open(sys.argv[1], "rb").read()
before = peak(resource.RUSAGE_SELF)
try:
    check(sent)
    said = "ok"
except NotAccepted as refusal:
    said = refusal.reason
print(json.dumps([said, peak(resource.RUSAGE_CHILDREN), peak(resource.RUSAGE_SELF) - before]))
"""


def reason(data: bytes) -> str:
    with pytest.raises(NotAccepted) as refused:
        check(data)
    assert refused.value.reason in WHY
    return refused.value.reason


def measured(data: bytes) -> tuple[str, float, float]:
    """What became of it, and how many megabytes the child took at most, and this process in addition."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        ran = subprocess.run(
            [sys.executable, "-c", MEASURE, file.name], cwd=ROOT, capture_output=True, text=True, check=True
        )
    said, child, own = json.loads(ran.stdout)
    return said, child, own


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
    "pdf of 10,001 pages": (lambda: samples.pdf(10_001), "pages"),
    "png of 40 million clear pixels": (lambda: large("PNG", "RGBA"), "ok"),
    "jpeg of 40 million pixels": (lambda: large("JPEG"), "ok"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_it_takes_bounded_memory_whatever_is_sent(name: str) -> None:
    make, wanted = BOMBS[name]
    said, child, own = measured(make())
    assert said == wanted
    assert child < 700
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


def test_a_signature_is_no_cover_for_what_hangs_behind() -> None:
    body = check(samples.signed_pdf() + samples.zipped()).body
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
