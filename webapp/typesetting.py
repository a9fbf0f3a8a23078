"""Papers as PDFs: a typst template and its words, tagged, with our typeface and no other."""

import json
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst

from webapp.child import Child

TYPEFACE = Path(__file__).parent / "typeface"
SCRIPT = Path(__file__).with_name("typesetting_child.py")
DOTS = 300  # to the inch, of a picture
PATIENCE = 25.0  # seconds, for a whole booklet while others want one
MOST = 40 * 1024 * 1024
_child = Child(at_once=1)


def pdf(template: Path, said: Mapping[str, Any], at: datetime) -> bytes:
    """`said`: what the template reads, as JSON; `at` (aware): the moment it says it was made, so that the same gives the same."""
    words = json.dumps(said, ensure_ascii=False)
    try:
        return _compiled(template, words, at, "ua-1")
    except typst.TypstError:
        # PDF/UA allows no letter our typeface lacks (a Chinese name, say): a box stands for it, the rest is the same
        return _compiled(template, words, at, None)


def apart(template: Path, said: Mapping[str, Any], at: datetime, form: Literal["pdf", "png"] = "pdf") -> bytes:
    """The same in a process of its own, for long papers and pictures (of the first page). Raises `child.Busy`, `child.Failed`."""
    asked = {
        "template": str(template), "fonts": str(TYPEFACE), "format": form, "dots": DOTS,
        "at": at.replace(microsecond=0).isoformat(),
    }  # fmt: skip
    words = json.dumps(said, ensure_ascii=False).encode()
    return _child.ask(SCRIPT, asked, words, MOST, by=time.monotonic() + PATIENCE)[1]


def _compiled(template: Path, words: str, at: datetime, standard: Literal["ua-1"] | None) -> bytes:
    return typst.compile(
        template, font_paths=[TYPEFACE], ignore_system_fonts=True, format="pdf", sys_inputs={"data": words},
        pdf_standards=standard, timestamp=at.replace(microsecond=0),
    )  # fmt: skip


def dong(amount: int) -> str:
    """«15.000 đồng», as paper says it."""
    return f"{amount:,}".replace(",", ".") + " đồng"
