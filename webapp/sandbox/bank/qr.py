"""Reads the QR out of a picture: a screenshot, a photo of a screen, upright or not, within limits."""

import io
import warnings
from collections.abc import Iterator

import zxingcpp
from PIL import Image, ImageOps

from webapp.sandbox.bank.refusals import NotAPicture

PIXELS = 40_000_000  # a phone's full photo; a decompression bomb is far beyond
SIDES = (1000, 1800, 500)  # longest side tried, in pixels: readers find a code best when it is neither huge nor tiny
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")


def read_qr(picture: bytes) -> str | None:
    """The text of the first QR found, or None where there is none; raises NotAPicture."""
    image = _open(picture)
    for attempt in _attempts(image):
        for found in zxingcpp.read_barcodes(attempt, formats=zxingcpp.BarcodeFormat.QRCode):
            if found.text:
                return str(found.text)
    return None


def _open(picture: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(picture), formats=FORMATS)
            if image.width * image.height > PIXELS:
                raise NotAPicture
            return _on_white(ImageOps.exif_transpose(image))
    except NotAPicture:
        raise
    except Exception as broken:  # decoders of broken files raise nearly anything
        raise NotAPicture from broken


def _on_white(image: Image.Image) -> Image.Image:
    """Grey, with see-through places white: black on transparent would read as black on black."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    return image.convert("L")


def _attempts(image: Image.Image) -> Iterator[Image.Image]:
    """Cheap ones first: smaller copies, then more contrast, half turns between the quarter turns, then full size."""
    small = [_within(image, side) for side in SIDES]
    yield from small
    for copy in small[:2]:
        yield ImageOps.autocontrast(copy, cutoff=2)
        for angle in (20, 45, 70):
            yield copy.rotate(angle, expand=True, fillcolor=255)
    yield image


def _within(image: Image.Image, side: int) -> Image.Image:
    if max(image.size) <= side:
        return image
    copy = image.copy()
    copy.thumbnail((side, side))
    return copy
