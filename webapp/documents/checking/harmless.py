"""Making a file harmless in a child process: what eats all memory, runs for ever or crashes a reader ends there, not here.

The child is a Python of its own with limits on memory, time and files (`child.py`), without the app's secrets in its
environment; what it answers is believed no further than it is checked. Starting one takes about a tenth of a second for a
picture, three for a PDF.
"""

import contextlib
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from webapp.documents.limits import MB, Limits, NotAccepted

HERE = Path(__file__).parent
SCRIPTS = {"HEIF": "harmless_heif.py", "PDF": "harmless_pdf.py"}  # all others: harmless_picture.py
SECONDS = 60  # by the clock; the child's own limit counts the processor, which a busy machine gives slowly
REASONS = {"locked", "pages", "pixels", "broken"}
QUALITIES = ("blur", "dark", "glare", "small", "cut")
STARTS = {"image/jpeg": b"\xff\xd8\xff", "application/pdf": b"%PDF-"}
MOST_SMALL, MOST_HEAD = 12_000, 1000
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"}
_at_once = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Harmless:
    """`body` is what may be kept; `quality` some of QUALITIES; `small` a JPEG of at most 240 pixels a side and 12 kB."""

    body: bytes
    media_type: str
    pages: int
    quality: tuple[str, ...]
    small: bytes | None


def make_harmless(sent: bytes, kind: str, limits: Limits) -> Harmless:
    """`kind` as `intake.kind_of` says. At most two at once in this process. Raises `NotAccepted` with one of REASONS."""
    asked = {"kind": kind, "pixels": limits.pixels, "pages": limits.pages, "longest": limits.longest_side}
    script = HERE / SCRIPTS.get(kind, "harmless_picture.py")
    words = [sys.executable, "-I", str(script), json.dumps(asked)]
    with _at_once:
        answer = _ran(words, sent, most=2 * limits.file_bytes + MB)
    head, _newline, rest = answer.partition(b"\n")
    try:
        return _believed(json.loads(head[:MOST_HEAD]), rest, limits)
    except (ValueError, TypeError, KeyError) as error:
        raise NotAccepted("broken") from error


def _ran(words: list[str], sent: bytes, most: int) -> bytes:
    """What the child said, b"" when it said too much or ended badly."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(words, env=ENVIRONMENT, **pipes) as child:  # type: ignore[call-overload]  # noqa: S603 fixed words
        late = threading.Timer(SECONDS, child.kill)
        late.start()
        try:
            _hand_over(child.stdin, sent)
            answer: bytes = child.stdout.read(most + 1)
        except BaseException:
            child.kill()
            raise
        finally:
            late.cancel()
        if len(answer) > most:
            child.kill()
    return answer if child.returncode == 0 else b""


def _hand_over(pipe: IO[bytes], sent: bytes) -> None:
    """The child reads all of it before it answers; one that died earlier is found out by its silence."""
    with contextlib.suppress(BrokenPipeError):
        pipe.write(sent)
    with contextlib.suppress(BrokenPipeError):
        pipe.close()


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
