"""What every child process shares: its limits, what it is told and how it answers. Imports nothing of the app.

A child runs as `ASKED='{"kind": …}' python -I harmless_….py < file`; unlike words of the command, the environment is seen by
nobody else on the machine. It answers one line of JSON, then the small picture, then the
file that may be kept: `{"ok": true, "type", "pages", "quality", "small"}` (bytes of the small picture) or
`{"ok": false, "reason"}`.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

MEMORY = 768 * 1024 * 1024  # address space, of which about 150 MB are Python and its libraries
SECONDS = 20  # of the processor


class Made(NamedTuple):
    """What may be kept. `small` is a JPEG, empty where none could be drawn."""

    media_type: str
    pages: int
    quality: list[str]
    small: bytes
    body: bytes


Work = Callable[[bytes, dict[str, Any]], Made]


def run(work: Work, refused: type[Exception], memory: int = MEMORY) -> None:
    """Do `work` within limits, `memory` in bytes. The text of `refused` is the reason; whatever else hostile bytes may raise is "broken"."""
    _limit(memory)
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


def _limit(memory: int) -> None:
    """No more memory or time than this, no file written, no picture of the memory left behind by a crash."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
