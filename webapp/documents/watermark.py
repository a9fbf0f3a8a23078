"""Words across an identity paper for everybody but its owner: which dossier it was given for, at which office, on what day.

A copy that leaves the office says what it was given for and is worth little elsewhere. What is kept stays unmarked. The
words are light edged and half clear, so that they can be read on white and on dark and hide nothing that stands below.
"""

import io
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError
from sqlalchemy.orm import Session

from webapp import clock
from webapp.documents.models import Document
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.procedures import service as procedures

FONT = Path(__file__).parent / "data" / "fonts" / "BeVietnamPro-Bold.ttf"
INK, EDGE, CLEAR = (150, 0, 45, 96), (255, 255, 255, 104), (255, 255, 255, 0)
SLANT = 28  # degrees
LINE, APART = 0.022, 0.17  # height of the letters and distance of the rows, as parts of the longer side
QUALITY = 85
PDF_SIDE = 1500  # pixels of the mark that lies over every page of a PDF
Office = Callable[[Session, Dossier], str]
_offices: list[Office] = []


class NotMarkable(Exception):
    """The paper could not be marked, so it is not shown."""


def name_offices(say: Office) -> None:
    """A later room says what the office of a dossier is called."""
    _offices[:] = [say]


def for_reader(db: Session, document: Document, body: bytes, media_type: str | None = None) -> bytes:
    """What somebody other than the owner gets to see of a paper: an identity paper marked, anything else as it is.

    `media_type` where `body` is a picture of the paper and not the file itself. Raises `NotMarkable`.
    """
    dossier = db.get_one(Dossier, document.dossier_id)
    if not is_identity(db, dossier, document):
        return body
    return marked(body, media_type or document.media_type, words(db, dossier))


def is_identity(db: Session, dossier: Dossier, document: Document) -> bool:
    """Whether the paper is of a kind that says who somebody is (data/shared/papers.yaml)."""
    kind = procedures.paper_kind(procedures.version(db, dossier.version_id), document.slot)
    return bool(kind and kind["identity"])


def words(db: Session, dossier: Dossier) -> str:
    """«Chỉ dùng cho hồ sơ AB12-CD34 · Phường Hồng Gai · 22/11/2026»; in Vietnamese, whoever reads it."""
    office = _offices[0](db, dossier) if _offices else ""
    reference = dossiers.shown(dossier.reference) if dossier.reference else ""
    day = f"{clock.today():%d/%m/%Y}"
    return " · ".join(part for part in (f"Chỉ dùng cho hồ sơ {reference}".strip(), office, day) if part)


def marked(body: bytes, media_type: str, said: str) -> bytes:
    """A JPEG or PDF with the words across it. Raises `NotMarkable`."""
    try:
        return _pdf(body, said) if media_type == "application/pdf" else _jpeg(body, said)
    except (
        pikepdf.PdfError,
        UnidentifiedImageError,
        OSError,
        ValueError,
        TypeError,
        LookupError,
        RuntimeError,
    ) as error:
        raise NotMarkable(media_type) from error


def _jpeg(body: bytes, said: str) -> bytes:
    with Image.open(io.BytesIO(body), formats=("JPEG",)) as opened:
        picture = opened.convert("RGB")
    line = _line(said, max(picture.size))
    for place in _places(picture.size, line.size):
        picture.paste(line, place, line)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()


def _pdf(body: bytes, said: str) -> bytes:
    """The mark is put into the file once and lies over every page, so that sixty pages take as little as one."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        mark = _form(pdf, said)
        for page in pdf.pages:
            left, bottom, right, top = (float(edge) for edge in page.cropbox)
            half = max(abs(right - left), abs(top - bottom)) / 2
            across, up = (left + right) / 2, (bottom + top) / 2
            page.add_overlay(mark, pikepdf.Rectangle(across - half, up - half, across + half, up + half))
        target = io.BytesIO()
        pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return target.getvalue()


def _form(pdf: pikepdf.Pdf, said: str) -> pikepdf.Object:
    """A square drawing of the mark, as pages of this PDF can use it."""
    sheet = Image.new("RGBA", (PDF_SIDE, PDF_SIDE), CLEAR)
    line = _line(said, PDF_SIDE)
    for place in _places(sheet.size, line.size):
        sheet.alpha_composite(line, place)
    colours = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": PDF_SIDE, "Height": PDF_SIDE,
               "BitsPerComponent": 8}  # fmt: skip
    veil = pdf.make_stream(sheet.getchannel("A").tobytes(), ColorSpace=pikepdf.Name.DeviceGray, **colours)
    ink = pdf.make_stream(
        sheet.convert("RGB").tobytes(), ColorSpace=pikepdf.Name.DeviceRGB, SMask=veil, **colours
    )  # fmt: skip
    return pdf.make_stream(
        b"q 100 0 0 100 0 0 cm /Mark Do Q", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 100],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Mark=ink)),
    )  # fmt: skip


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
