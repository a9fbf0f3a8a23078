"""Looking at a cleaned PDF: its first page drawn small, and the photographs that are its pages. Runs in the child process."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

SIDE = 240
MOST_PAGES = 10  # whoever sends more blurred pages than that hears of the first ten


def first_page(source: bytes) -> Image.Image | None:
    """At most 240 pixels a side; None where the page can't be drawn."""
    try:
        with pypdfium2.PdfDocument(source) as opened:
            page = opened[0]
            drawn = page.render(scale=SIDE / max(page.get_size()), may_draw_forms=False).to_pil()
            return Image.Image.copy(drawn)
    except (pypdfium2.PdfiumError, ValueError, ZeroDivisionError, OverflowError, OSError):
        return None


def photographs(source: bytes, longest: int) -> Iterator[Image.Image]:
    """Of the first ten pages those that are one picture and nothing else, as a phone makes them."""
    with pikepdf.open(io.BytesIO(source)) as pdf:
        for page in pdf.pages[:MOST_PAGES]:
            picture = _only_picture(page)
            if picture is not None:
                picture.thumbnail((longest, longest), reducing_gap=2.0)
                yield picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


def _only_picture(page: Any) -> Image.Image | None:
    have = page.obj.get("/Resources", {})
    drawn = list(have.get("/XObject", {}).values())
    if len(drawn) != 1 or drawn[0].get("/Subtype") != "/Image" or "/Font" in have:
        return None
    try:
        found: Image.Image = pikepdf.PdfImage(drawn[0]).as_pil_image()
        return found
    except Exception:  # a picture that can't be decoded says nothing about its quality
        return None
