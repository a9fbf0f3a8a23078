"""A photograph made harmless: decoded within limits, turned upright, scaled down, written anew with nothing else in it.

Every picture becomes a JPEG on white, whatever it was: one format that each officer's computer opens, and no place
(GPS), device or comment travels along, nor anything that was hung behind the picture. Imports nothing of the app: it runs
in the child process.
"""

import io
import warnings

from PIL import Image, ImageOps

# Pillow only warns between one and two times its own limit; ours is lower and refuses, so the warning says nothing new
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
QUALITY = 82
SMALL_SIDE, SMALL_BYTES = 240, 12_000


class Refused(Exception):
    """Its text is the reason: pixels, broken."""


def upright(picture: bytes, kind: str, pixels: int, longest: int) -> Image.Image:
    """The picture as it is kept. `kind` as Pillow names it: JPEG, PNG, WEBP, HEIF. Raises `Refused`."""
    try:
        with Image.open(io.BytesIO(picture), formats=(kind,)) as opened:
            if opened.width * opened.height > pixels:
                raise Refused("pixels")
            opened.draft("RGB", (longest, longest))
            plain = _plain(opened)
            plain.thumbnail((longest, longest), reducing_gap=2.0)  # first: what comes after it is done on few pixels
            return _bare(ImageOps.exif_transpose(plain))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("pixels") from error
    except Refused:
        raise
    except Exception as error:  # a decoder fed with hostile bytes may raise anything
        raise Refused("broken") from error


def jpeg(picture: Image.Image, quality: int = QUALITY) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality)
    return target.getvalue()


def small_jpeg(picture: Image.Image) -> bytes:
    """At most 240 pixels a side and 12 kB: to recognise a paper by, not to read it."""
    little = picture.copy()
    little.thumbnail((SMALL_SIDE, SMALL_SIDE), reducing_gap=2.0)
    tries = (jpeg(_bare(little), quality) for quality in (70, 45, 20))
    return next((made for made in tries if len(made) <= SMALL_BYTES), b"")


def _plain(picture: Image.Image) -> Image.Image:
    """In colours that can be scaled: grey, RGB or CMYK as they are, what may be transparent as RGBA."""
    if picture.mode in ("L", "RGB", "CMYK", "YCbCr", "LAB", "HSV") and "transparency" not in picture.info:
        return picture
    if picture.mode in ("1", "I", "F", "I;16", "I;16B", "I;16L", "I;16N"):
        return picture.convert("L")
    return picture if picture.mode == "RGBA" else picture.convert("RGBA")


def _bare(picture: Image.Image) -> Image.Image:
    """On white, and fresh: it has no comment, profile or EXIF to write."""
    if picture.mode not in ("L", "RGB", "RGBA"):
        picture = picture.convert("RGB")
    made = Image.new("L" if picture.mode == "L" else "RGB", picture.size, "white")
    made.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return made
