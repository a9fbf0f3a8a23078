"""Words across a picture or the pages of a PDF. Imports nothing of the app: it runs in the child process, for little pictures here.

They are light edged and half clear, so that they can be read on white and on dark and hide nothing that stands below.
"""

import io
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent.parent / "data" / "fonts" / "BeVietnamPro-Bold.ttf"
INK, EDGE, CLEAR = (150, 0, 45, 96), (255, 255, 255, 104), (255, 255, 255, 0)
SLANT = 28  # degrees
LINE, APART = 0.022, 0.17  # height of the letters and distance of the rows, as parts of the longer side
QUALITY = 85
PDF_SIDE = 1500  # pixels of the mark that lies over every page of a PDF


def jpeg(body: bytes, said: str) -> bytes:
    with Image.open(io.BytesIO(body), formats=("JPEG",)) as opened:
        picture = opened.convert("RGB")
    line = _line(said, max(picture.size))
    for place in _places(picture.size, line.size):
        picture.paste(line, place, line)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()


def pdf(body: bytes, said: str) -> bytes:
    """The mark is put into the file once and lies over every page, so that sixty pages take as little as one.

    What a page draws stays packed as it is (pikepdf's own overlay would unpack it): it may be longer than any memory.
    """
    with pikepdf.open(io.BytesIO(body)) as made:
        mark = _form(made, said)
        for page in made.pages:
            _overlay(page, mark)
        target = io.BytesIO()
        made.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
        return target.getvalue()


def _overlay(page: pikepdf.Page, mark: pikepdf.Object) -> None:
    """As a square around the page, in the state the page began with."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    half = max(abs(right - left), abs(top - bottom)) / 2
    across, up = (left + right) / 2, (bottom + top) / 2
    around = pikepdf.Rectangle(across - half, up - half, across + half, up + half)
    name = page.add_resource(mark, pikepdf.Name.XObject)
    drawn = page.calc_form_xobject_placement(mark, name, around, allow_shrink=True, allow_expand=True)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + drawn)


def _form(pdf: pikepdf.Pdf, said: str) -> pikepdf.Object:
    """A square drawing of the mark, as pages of this PDF can use it."""
    sheet = Image.new("RGBA", (PDF_SIDE, PDF_SIDE), CLEAR)
    line = _line(said, PDF_SIDE)
    for place in _places(sheet.size, line.size):
        sheet.alpha_composite(line, place)
    colours = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": PDF_SIDE, "Height": PDF_SIDE,
               "BitsPerComponent": 8}  # fmt: skip
    veil = _packed(pdf, sheet.getchannel("A"), ColorSpace=pikepdf.Name.DeviceGray, **colours)
    ink = _packed(pdf, sheet.convert("RGB"), ColorSpace=pikepdf.Name.DeviceRGB, SMask=veil, **colours)
    return pdf.make_stream(
        b"q 100 0 0 100 0 0 cm /Mark Do Q", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 100],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Mark=ink)),
    )  # fmt: skip


def _packed(pdf: pikepdf.Pdf, picture: Image.Image, **said: Any) -> pikepdf.Object:
    """By hand: a PDF that packs its streams when it is saved unpacks those of others first."""
    return pdf.make_stream(zlib.compress(picture.tobytes()), Filter=pikepdf.Name.FlateDecode, **said)


@lru_cache(maxsize=4)
def _line(said: str, side: int) -> Image.Image:
    """The words once, slanted, for a picture whose longer side has so many pixels."""
    size = max(9, round(side * LINE))
    font, edge = ImageFont.truetype(FONT, size), max(1, size // 14)
    box = font.getbbox(said, stroke_width=edge)
    line = Image.new("RGBA", (round(box[2] - box[0]) + 2 * edge, round(box[3] - box[1]) + 2 * edge), CLEAR)
    draw = ImageDraw.Draw(line)
    draw.text((edge - box[0], edge - box[1]), said, INK, font, stroke_width=edge, stroke_fill=EDGE)
    return line.rotate(SLANT, Image.Resampling.BICUBIC, expand=True, fillcolor=CLEAR)


def _places(whole: tuple[int, int], line: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Where the line stands: end to end along the slant, in rows of equal distance, every second one moved by half."""
    slope, apart = line[1] / line[0], round(max(whole) * APART)
    along = round(line[0] * 1.05)
    rows = range(0, whole[1] + round(whole[0] * slope) + line[1], apart)
    for number, at in enumerate(rows):
        start = -line[0] + (along // 2 if number % 2 else along // 4)
        for x in range(start, whole[0], along):
            y = at - round(x * slope) - line[1]
            if -line[1] < y < whole[1]:
                yield x, y
