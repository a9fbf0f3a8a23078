"""Making a file harmless in a child process (`webapp/child.py`); what it answers is believed no further than it is checked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.child import Child, Failed
from webapp.documents.limits import MB, Limits, NotAccepted

HERE = Path(__file__).parent
SCRIPTS = {"HEIF": "harmless_heif.py", "PDF": "harmless_pdf.py"}  # all others: harmless_picture.py
REASONS = {"locked", "pages", "pixels", "signed", "broken"}
QUALITIES = ("blur", "dark", "glare", "small", "cut")
STARTS = {"image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF-"}
MOST_SMALL = 12_000
_child = Child(at_once=2)


@dataclass(frozen=True)
class Harmless:
    """`body` is what may be kept; `quality` some of QUALITIES; `small` a JPEG of at most 240 pixels a side and 12 kB."""

    body: bytes
    media_type: str
    pages: int
    quality: tuple[str, ...]
    small: bytes | None


def make_harmless(sent: bytes, kind: str, limits: Limits, by: float | None = None) -> Harmless:
    """`kind` as `intake.kind_of` says. At most two at once in this process. Raises `NotAccepted` with one of REASONS.

    `by` as in `Child.ask`; raises `Busy` then.
    """
    asked = {"kind": kind, "pixels": limits.pixels, "pages": limits.pages, "longest": limits.longest_side}
    script = HERE / SCRIPTS.get(kind, "harmless_picture.py")
    try:
        head, rest = _child.ask(script, asked, sent, most=2 * limits.file_bytes + MB, by=by)
        return _believed(head, rest, limits)
    except (Failed, ValueError, TypeError, KeyError) as error:
        raise NotAccepted("broken") from error


def _believed(head: dict[str, Any], rest: bytes, limits: Limits) -> Harmless:
    """A hostile file may have taken the child over: sizes, types and words are checked once more."""
    if head["ok"] is not True:
        raise NotAccepted(head["reason"] if head["reason"] in REASONS else "broken")
    pages, cut, media_type = int(head["pages"]), int(head["small"]), str(head["type"])
    small, body = rest[: max(0, cut)], rest[max(0, cut) :]
    if not 1 <= pages <= limits.pages or cut > MOST_SMALL or not body.startswith(STARTS[media_type]):
        raise NotAccepted("broken")
    quality = tuple(one for one in QUALITIES if one in head["quality"])
    return Harmless(body, media_type, pages, quality, small if small.startswith(STARTS["image/jpeg"]) else None)
