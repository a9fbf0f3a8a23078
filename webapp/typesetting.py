"""Papers as PDFs, or as pictures to print or send: a typst template and its words, tagged, with our typeface and no other."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst

TYPEFACE = Path(__file__).parent / "typeface"


def pdf(template: Path, said: Mapping[str, Any], at: datetime) -> bytes:
    """`said`: what the template reads, as JSON; `at` (aware): the moment it says it was made, so that the same gives the same."""
    words = json.dumps(said, ensure_ascii=False)
    try:
        return _compiled(template, words, at, "ua-1")
    except typst.TypstError:
        # PDF/UA allows no letter our typeface lacks (a Chinese name, say): a box stands for it, the rest is the same
        return _compiled(template, words, at, None)


def png(template: Path, said: Mapping[str, Any], dots: int = 300) -> list[bytes]:
    """The same as a picture of each page, `dots` to the inch."""
    words = json.dumps(said, ensure_ascii=False)
    made = typst.compile(
        template, font_paths=[TYPEFACE], ignore_system_fonts=True, format="png", ppi=dots, sys_inputs={"data": words},
    )  # fmt: skip
    return made if isinstance(made, list) else [made]


def _compiled(template: Path, words: str, at: datetime, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        template, font_paths=[TYPEFACE], ignore_system_fonts=True, format="pdf", sys_inputs={"data": words},
        pdf_standards=standard, timestamp=at.replace(microsecond=0),
    )  # fmt: skip


def dong(amount: int) -> str:
    """«15.000 đồng», as paper says it."""
    return f"{amount:,}".replace(",", ".") + " đồng"
