"""Names and sizes of files, as people read them; a name is never a path and never decides what a file is."""

import re
from pathlib import PurePosixPath

from webapp.forms import clean_text
from webapp.i18n import current

LONGEST = 120
ENDINGS = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}


def shown_name(raw: str | None) -> str:
    """The last part of the name as sent, NFC, without control or direction characters, at most 120 characters."""
    text = (raw or "").replace("\\", "/")
    last = clean_text(text.rstrip("/").rpartition("/")[2]).strip(". ")
    if not last:
        return "tep"
    stem, dot, ending = last.rpartition(".")
    if dot and len(ending) <= 5:
        return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
    return last[:LONGEST]


def saved_name(shown: str, media_type: str) -> str:
    """The name under which a browser saves it: the ending tells what it has become, nothing a file system minds."""
    stem = PurePosixPath(shown).stem if "." in shown else shown
    return re.sub(r'[<>:"/\\|?*]', "_", stem) + ENDINGS.get(media_type, "")


def say_size(size: int) -> str:
    """«310 kB», «1,2 MB» (a point in English)."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    number = f"{size / 1_000_000:.1f}"
    return f"{number if current() == 'en' else number.replace('.', ',')} MB"
