"""Pictures in a PDF: judged by their own header, and kept without what they tell besides the picture."""

import io
import zlib

import pikepdf
import pytest
from PIL import Image

from tests.documents import pdf_bombs, samples
from tests.documents.pdf_bombs import box, jbig2, jpx, showing
from webapp.documents.checking import jbig2s, jpeg2000s, jpegs
from webapp.documents.checking.intake import check
from webapp.documents.limits import NotAccepted

PLACE = b"<x:xmpmeta><exif:GPSLatitude>20,57N at home</exif:GPSLatitude></x:xmpmeta>"
UUID_EXIF = box(b"uuid", b"JpgTiffExif->JP2" + b"II*\0 at home")
FLATE = "/FlateDecode"


def kept(sent: bytes) -> bytes:
    """The picture of the second page, as it lies in the file that is kept."""
    with pikepdf.open(io.BytesIO(check(sent).body)) as made:
        return bytes(made.pages[1].obj.Resources.XObject.P.read_raw_bytes())


def reason(sent: bytes) -> str:
    with pytest.raises(NotAccepted) as refused:
        check(sent)
    return refused.value.reason


def pixels_of(body: bytes) -> bytes:
    return Image.open(io.BytesIO(body)).convert("RGB").tobytes()


def jpeg(progressive: bool = False) -> bytes:
    target = io.BytesIO()
    Image.effect_noise((90, 70), 50).save(target, "JPEG", progressive=progressive, restart_marker_rows=1)
    return target.getvalue()


@pytest.mark.parametrize("packing", [[], [FLATE], [FLATE, FLATE]])
def test_a_jpeg_loses_its_place_however_it_is_packed(packing: list[str]) -> None:
    photo = samples.photo_with_place()
    packed = photo
    for _ in packing:
        packed = zlib.compress(packed)
    body = kept(showing(packed, "/DCTDecode", *packing, Width=60, Height=40, ColorSpace=pikepdf.Name.DeviceRGB))
    assert b"Exif" not in body
    assert b"at home" not in body
    assert pixels_of(body) == pixels_of(photo)


def test_a_jpeg_in_letters_loses_its_place() -> None:
    body = kept(showing(pdf_bombs.letters(samples.photo_with_place()), "/DCT", "/A85", Width=60, Height=40))
    assert b"at home" not in body


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_keeps_every_pixel_and_nothing_behind_its_end(progressive: bool) -> None:
    made = jpeg(progressive)
    assert jpegs.plain(made) == made
    assert jpegs.plain(b"junk" + made + samples.photo_with_place()) == made


@pytest.mark.parametrize("box_", [box(b"xml ", PLACE), UUID_EXIF, box(b"uinf", PLACE), box(b"free", PLACE)])
def test_a_jpeg_2000_loses_its_place(box_: bytes) -> None:
    body = kept(showing(jpx(more=box_), "/JPXDecode", Width=60, Height=40))
    assert b"at home" not in body
    assert pixels_of(body) == pixels_of(jpx())


def test_a_jpeg_2000_loses_its_comment() -> None:
    made = jpx()
    at = made.index(b"\xff\x52")  # the marker after the size
    comment = b"\xff\x64\x00\x0b\x00\x01at home"
    stream = made[made.index(b"\xff\x4f\xff\x51") : at] + comment + made[at:]
    assert jpeg2000s.plain(stream) == stream.replace(comment, b"").replace(_comment(stream), b"")
    assert pixels_of(jpeg2000s.plain(stream)) == pixels_of(made)


def _comment(stream: bytes) -> bytes:
    """The one its writer leaves."""
    at = stream.rindex(b"\xff\x64")
    return stream[at : at + 2 + int.from_bytes(stream[at + 2 : at + 4], "big")]


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (jpegs.pixels(jpeg()), 90 * 70),
        (jpegs.pixels(jpeg(progressive=True)), 90 * 70),
        (jpeg2000s.pixels(jpx()), 60 * 40),
        (jpeg2000s.pixels(jpx(says=(700, 500))), 700 * 500),
        (jpeg2000s.pixels(jpx()[jpx().index(b"\xff\x4f\xff\x51") :]), 60 * 40),
        (jbig2s.pixels(jbig2(300, 200)), 300 * 200),
    ],
)
def test_a_header_says_how_large_it_opens(made: int, wanted: int) -> None:
    assert made == wanted


def test_a_region_larger_than_its_page_counts() -> None:
    region = (1).to_bytes(4, "big") + b"\x26\x00\x01" + (17).to_bytes(4, "big")
    region += (9000).to_bytes(4, "big") + (8000).to_bytes(4, "big") + bytes(9)
    assert jbig2s.pixels(jbig2(300, 200) + region) == 9000 * 8000


@pytest.mark.parametrize(
    ("format", "body"),
    [
        ("/DCTDecode", b"junk"), ("/DCTDecode", samples.picture()[:60]), ("/DCTDecode", b""),
        ("/DCTDecode", b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x00\x00\x09\x01\x01\x11\x00\xff\xd9"),
        ("/JPXDecode", b"junk"), ("/JPXDecode", jpx()[:60]), ("/JBIG2Decode", b"junk"), ("/JBIG2Decode", b""),
        ("/JBIG2Decode", jbig2(30, 20)[:-20]), ("/CCITTFaxDecode", b""),
    ],
)  # fmt: skip
def test_a_picture_without_a_size_is_refused(format: str, body: bytes) -> None:
    assert reason(showing(body, format, Height=0)) == "broken"


@pytest.mark.parametrize(
    ("format", "body"),
    [
        ("/JBIG2Decode", jbig2(300, 200)),
        ("/CCITTFaxDecode", b"\0\x10\x01"),
        ("/JPXDecode", jpx()),
        ("/DCTDecode", jpeg()),
    ],
)
def test_an_honest_picture_is_taken(format: str, body: bytes) -> None:
    assert kept(showing(body, format, Width=90, Height=70))
