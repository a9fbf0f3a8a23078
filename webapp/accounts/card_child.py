"""The child process that finds a QR in a photograph. Imports nothing of the app; `webapp/locked.py` begins it."""

import io
import json
import sys
from typing import Any

import zxingcpp
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

MOST_PIXELS = 50_000_000
SIDES = (1600, 2600, 900)  # tried in this order: a whole photograph of 12 MP is slow and no better


def find(picture: bytes) -> str | None:
    """The text of the first QR in a JPEG, PNG, WebP or HEIC picture."""
    grey = _grey(picture)
    for side in SIDES:
        smaller = grey.copy()
        smaller.thumbnail((side, side))
        found = zxingcpp.read_barcodes(smaller, formats=zxingcpp.BarcodeFormat.QRCode)
        if found:
            return str(found[0].text)
    return None


def _grey(picture: bytes) -> Any:
    with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG", "WEBP", "HEIF")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        opened.draft("L", (SIDES[1], SIDES[1]))
        return ImageOps.exif_transpose(opened.convert("L"))


def main() -> None:
    register_heif_opener(thumbnails=False)
    try:
        text = find(sys.stdin.buffer.read())
    except Exception:  # a decoder fed with hostile bytes may raise anything
        text = None
    sys.stdout.write(json.dumps({"text": text}))


if __name__ == "__main__":
    main()
