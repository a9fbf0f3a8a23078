"""Posters as they hang: made by the page's buttons, looked at and scanned."""

import io
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2
import zxingcpp
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people import UNIT
from webapp.posters import addresses
from webapp.posters.models import Poster, PosterScan

AT, CODE = "/ap-phich", "1.004194"
MM = {"a4": (210, 297), "a5": (148, 210)}
DOTS = 300 / 25.4  # a millimetre of a picture


@dataclass
class Wall:
    app: Flask
    db: Session

    def short(self, kind: str = "procedure", target: str = CODE, unit: str = UNIT) -> str:
        """The short address of a poster, made if need be."""
        made = addresses.make(self.db, unit, [(kind, target)])
        self.db.commit()
        return made[kind, target]

    def scans(self) -> dict[str, int]:
        """Short address → how often in all."""
        self.db.expire_all()
        rows = self.db.scalars(select(PosterScan)).all()
        self.db.commit()
        return {one: sum(row.count for row in rows if row.short == one) for one in {row.short for row in rows}}

    def posters(self) -> dict[tuple[str, str, str], str]:
        rows = self.db.scalars(select(Poster)).all()
        self.db.commit()
        return {(one.unit_id, one.kind, one.target): one.short for one in rows}


def press(browser: Any, make: str, **chosen: str) -> Any:
    """The button with this value; where it leads."""
    answer = browser.post(AT, data={"unit": UNIT, "make": make, "size": "a4", "form": "pdf", "lang": "vi"} | chosen)
    assert answer.status_code == 303, answer.text
    return browser.get(answer.headers["Location"])


def pages(pdf: bytes) -> list[str]:
    """The words of each page, in one line."""
    with pypdfium2.PdfDocument(pdf) as made:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in made]


def codes(picture: Image.Image) -> dict[str, float]:
    """What every QR on it says → how wide it is, in dots. Read by a decoder that shares nothing with what drew them."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return {one.text: float(one.position.top_right.x - one.position.top_left.x) for one in found}


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))
