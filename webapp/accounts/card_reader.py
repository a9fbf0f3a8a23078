"""Finds a QR in a photograph: for the ID card held before a camera that could not read it itself."""

import io
import struct

import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

register_heif_opener()
MOST_PIXELS = 50_000_000
BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip
SIDES = (1600, 2600, 900)  # tried in this order: a whole photograph of 12 MP is slow and no better


class NoCode(Exception):
    """Not a picture, too large a picture, or no QR in it."""


def read_qr(picture: bytes) -> str:
    """The text of the first QR in a JPEG, PNG, WebP or HEIC picture; raises NoCode."""
    grey = _grey(picture)
    for side in SIDES:
        smaller = grey.copy()
        smaller.thumbnail((side, side))
        found = zxingcpp.read_barcodes(smaller, formats=zxingcpp.BarcodeFormat.QRCode)
        if found:
            return str(found[0].text)
    raise NoCode("no code")


def _grey(picture: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG", "WEBP", "HEIF")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NoCode("too many pixels")
            opened.draft("L", (SIDES[1], SIDES[1]))
            return ImageOps.exif_transpose(opened).convert("L")
    except BROKEN as error:
        raise NoCode("not a picture") from error
