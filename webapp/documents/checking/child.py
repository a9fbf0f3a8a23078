"""What every child process shares: what it is told and how it answers. Imports nothing of the app.

A child is begun by `webapp/locked.py`, which has limited it: `ASKED='{"kind": …}' python -I locked.py harmless_….py < file`; unlike
words of the command, the environment is seen by nobody else. It answers one line of JSON, then the small picture, then the
file that may be kept: `{"ok": true, "type", "pages", "quality", "small"}` (bytes of the small picture) or
`{"ok": false, "reason"}`.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from typing import Any, NamedTuple


class Made(NamedTuple):
    """What may be kept. `small` is a JPEG, empty where none could be drawn."""

    media_type: str
    pages: int
    quality: list[str]
    small: bytes
    body: bytes


Work = Callable[[bytes, dict[str, Any]], Made]


def run(work: Work, refused: type[Exception], memory: int = 0) -> None:
    """Do `work`, in less memory (bytes) than others have where it is given.

    The text of `refused` is the reason; whatever else hostile bytes may raise is "broken".
    """
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        made = work(sys.stdin.buffer.read(), json.loads(os.environ["ASKED"]))
        head = {
            "ok": True, "type": made.media_type, "pages": made.pages, "quality": made.quality, "small": len(made.small),
        }  # fmt: skip
        _answer(head, made.small, made.body)
    except refused as refusal:
        _answer({"ok": False, "reason": str(refusal)})
    except Exception:
        _answer({"ok": False, "reason": "broken"})


def advice(reasons: Callable[[Any], list[str]], picture: Any) -> list[str]:
    """The quality of a picture: it only warns, so a fault in finding it out is no reason to refuse the file."""
    try:
        return reasons(picture)
    except Exception:
        return []


def _answer(head: dict[str, Any], *rest: bytes) -> None:
    for block in (json.dumps(head).encode() + b"\n", *rest):
        sys.stdout.buffer.write(block)
    sys.stdout.buffer.flush()
