"""Sheets as files: a PDF, or a picture of 300 dots to the inch. Slow work, for a request that only reads."""

from pathlib import Path
from typing import Literal

from webapp import clock, typesetting
from webapp.i18n import current
from webapp.posters.sheets import Sheet

TEMPLATE = Path(__file__).parent / "data" / "poster.typ"
Size = Literal["a4", "a5"]
Form = Literal["pdf", "png"]
SIZES: tuple[Size, ...] = ("a4", "a5")
FORMS: tuple[Form, ...] = ("pdf", "png")


def made(sheets: list[Sheet], size: Size, form: Form) -> bytes:
    """In the language of this request; the same sheets of a day give the same file. A picture is of the first sheet.

    Raises `child.Busy`, `child.Failed`.
    """
    first = sheets[0]
    said = {"paper": size, "lang": current(), "title": first["name"], "author": first["unit"], "sheets": sheets}
    return typesetting.apart(TEMPLATE, said, clock.local(clock.now()).replace(hour=0, minute=0, second=0), form)
