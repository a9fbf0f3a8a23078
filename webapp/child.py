"""Work on what strangers sent, in a child process: what eats all memory, runs for ever or crashes ends there, not here.

A child is a Python of its own from which `locked.py` takes what it does not need, and it knows none of the app's secrets. What it
answers is believed no further than it is checked. Starting one takes about a tenth of a second for a picture, three for a PDF.
"""

import contextlib
import ctypes
import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

LOCKED = Path(__file__).with_name("locked.py")
SECONDS = 60.0  # by the clock; the child's own limit counts the processor, which a busy machine gives slowly
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"}
PATIENCE = 10.0
MOST_HEAD = 20_000
PR_SET_DUMPABLE = 4


class Failed(Exception):
    """It ended badly, took too long or said nothing that can be read."""


class Busy(Exception):
    """No answer in the time the caller has; nothing is known of what was sent."""


class Child:
    """One kind of work, `at_once` at most in this process; who comes later waits."""

    def __init__(self, at_once: int) -> None:
        self._room = threading.BoundedSemaphore(at_once)

    def ask(
        self, script: Path, asked: dict[str, Any], sent: bytes, most: int, by: float | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """The head of the answer (a line of JSON) and the rest, `most` bytes together. Raises `Failed`.

        `by`, a moment such as `soon()`: the caller, who holds a thread that others need, can't wait any longer, neither for
        its turn nor for the answer. Raises `Busy` then.
        """
        if not self._room.acquire(timeout=-1 if by is None else _left(by)):
            raise Busy
        try:
            answer = _ran(script, asked, sent, most, by)
        finally:
            self._room.release()
        head, _newline, rest = answer.partition(b"\n")
        try:
            said = json.loads(head[:MOST_HEAD])
        except ValueError as error:
            raise Failed(script.name) from error
        if not isinstance(said, dict):
            raise Failed(script.name)
        return said, rest


def soon() -> float:
    """The moment (`time.monotonic`) until which somebody may wait for a page."""
    return time.monotonic() + PATIENCE


def hide_memory() -> None:
    """No process of the same user may look into this one (its memory, its environment). Lasts until exec; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _ran(script: Path, asked: dict[str, Any], sent: bytes, most: int, by: float | None) -> bytes:
    """What the child said, b"" when it said too much or ended badly."""
    words, environment = [sys.executable, "-I", str(LOCKED), str(script)], ENVIRONMENT | {"ASKED": json.dumps(asked)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    end = time.monotonic() + SECONDS
    with subprocess.Popen(words, env=environment, **pipes) as child:  # type: ignore[call-overload]  # noqa: S603 fixed words
        late = threading.Timer(_left(end if by is None else min(end, by)), child.kill)
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
    if child.returncode == 0:
        return answer
    if by is not None and by <= time.monotonic() < end:
        raise Busy
    return b""


def _left(until: float) -> float:
    return max(0.0, until - time.monotonic())


def _hand_over(pipe: IO[bytes], sent: bytes) -> None:
    """The child reads all of it before it answers; one that died earlier is found out by its silence."""
    with contextlib.suppress(BrokenPipeError):
        pipe.write(sent)
    with contextlib.suppress(BrokenPipeError):
        pipe.close()
