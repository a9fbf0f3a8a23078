"""A photograph made harmless: decoded within limits, turned upright, scaled down, written anew with nothing else in it.

Every picture becomes a JPEG on white, whatever it was: one format that each officer's computer opens, and no place
(GPS), device or comment travels along. Peak memory is about 115 MB for 12 megapixels, so two are decoded at a time.
"""

import io
import threading
import warnings

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from webapp.documents.limits import Limits, NotAccepted

register_heif_opener()
# Pillow only warns between one and two times its own limit; ours is lower and refuses, so the warning says nothing new
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
QUALITY = 82
_at_once = threading.BoundedSemaphore(2)


def upright_jpeg(picture: bytes, kind: str, limits: Limits) -> bytes:
    """`kind` as Pillow names it: JPEG, PNG, WEBP, HEIF. Raises `NotAccepted` (pixels, broken)."""
    try:
        with _at_once, Image.open(io.BytesIO(picture), formats=(kind,)) as opened:
            if opened.width * opened.height > limits.pixels:
                raise NotAccepted("pixels")
            opened.draft("RGB", (limits.longest_side, limits.longest_side))
            return _written(_on_white(ImageOps.exif_transpose(opened)), limits.longest_side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAccepted("pixels") from error
    except NotAccepted:
        raise
    except Exception as error:  # a decoder fed with hostile bytes may raise anything
        raise NotAccepted("broken") from error


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in ("L", "RGB") and "transparency" not in picture.info:
        return picture
    if picture.mode in ("1", "I", "F", "I;16", "I;16B", "I;16L", "I;16N"):
        return picture.convert("L")
    if picture.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _written(picture: Image.Image, longest: int) -> bytes:
    picture.thumbnail((longest, longest), reducing_gap=2.0)
    bare = Image.new(picture.mode, picture.size)  # a fresh picture has no comment, profile or EXIF to write
    bare.paste(picture)
    target = io.BytesIO()
    bare.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()
