"""Whether what a picture tells besides itself names the place where it was taken. Runs in the child process."""

import re

from PIL import Image

TIFF = re.compile(rb"II\*\x00|MM\x00\*")  # EXIF is a little TIFF, in a JPEG as in a box of a JPEG 2000
GPS = 0x8825
IN_WORDS = (b"GPSLatitude", b"GPSLongitude")  # XMP


def says_place(block: bytes) -> bool:
    """What can't be read might say so."""
    if any(word in block for word in IN_WORDS):
        return True
    found = TIFF.search(block)
    if not found:
        return False
    try:
        exif = Image.Exif()
        exif.load(block[found.start() :])
        return GPS in exif
    except Exception:
        return True
