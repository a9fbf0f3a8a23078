"""Several photographs posted together for one paper become one PDF, as the phone would have made of them.

For browsers without scripts, or where the workshop could not be fetched. Only pictures that were made harmless already are
put together: JPEGs that this app itself has written.
"""

import hashlib
import io
from pathlib import PurePosixPath

import pikepdf
from PIL import Image

from webapp.documents.checking.harmless import QUALITIES
from webapp.documents.checking.intake import Ready

A4 = (595.0, 842.0)  # points
COLOURS = {"L": pikepdf.Name.DeviceGray, "RGB": pikepdf.Name.DeviceRGB, "CMYK": pikepdf.Name.DeviceCMYK}


def is_picture(ready: Ready) -> bool:
    return ready.media_type == "image/jpeg"


def joined(pictures: list[Ready]) -> Ready:
    """One file of all pages in the order they came. The same pictures give the same bytes, so sent twice it is kept once.

    `size` and `sha256` are those of the PDF: it is the one file that the person is told of.
    """
    body = _pdf([one.body for one in pictures])
    found = {reason for one in pictures for reason in one.quality}
    return Ready(
        body=body, media_type="application/pdf", pages=len(pictures), size=len(body),
        sha256=hashlib.sha256(body).hexdigest(), quality=tuple(one for one in QUALITIES if one in found),
        small=pictures[0].small, scanned="off" if any(one.scanned == "off" for one in pictures) else "clean",
    )  # fmt: skip


def name_of(first: str) -> str:
    """«mặt trước.jpg» → «mặt trước.pdf»."""
    return (PurePosixPath(first).stem if "." in first else first) + ".pdf"


def _pdf(pictures: list[bytes]) -> bytes:
    with pikepdf.new() as made:
        for picture in pictures:
            _add_page(made, picture)
        target = io.BytesIO()
        made.save(target, deterministic_id=True)
        return target.getvalue()


def _add_page(made: pikepdf.Pdf, picture: bytes) -> None:
    """As large as fits on A4, upright or lying; nothing is cut and nothing is stretched."""
    with Image.open(io.BytesIO(picture), formats=("JPEG",)) as opened:
        (wide, high), colours = opened.size, COLOURS[opened.mode]
    across, down = A4[::-1] if wide > high else A4
    scale = min(across / wide, down / high)
    page = made.add_blank_page(page_size=(round(wide * scale, 2), round(high * scale, 2)))
    image = made.make_stream(picture, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=wide, Height=high,
                             ColorSpace=colours, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode)  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
    page.Contents = made.make_stream(b"q %.2f 0 0 %.2f 0 0 cm /P Do Q" % (wide * scale, high * scale))
