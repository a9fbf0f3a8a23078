"""Work on files that strangers sent, in a child process: what eats all memory, runs for ever or crashes ends there, not here.

The child is a Python of its own with limits on memory, time and files (`child.py`), without the app's secrets in its
environment. Starting one takes about a tenth of a second for a picture, three for a PDF.
"""

import contextlib
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

HERE = Path(__file__).parent
SECONDS = 60  # by the clock; the child's own limit counts the processor, which a busy machine gives slowly
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2", "PYTHONDONTWRITEBYTECODE": "1"}
MOST_HEAD = 1000


class Failed(Exception):
    """It ended badly, took too long or said nothing that can be read."""


class Child:
    """One kind of work, `at_once` at most in this process; who comes later waits."""

    def __init__(self, at_once: int) -> None:
        self._room = threading.BoundedSemaphore(at_once)

    def ask(self, script: str, asked: dict[str, Any], sent: bytes, most: int) -> tuple[dict[str, Any], bytes]:
        """The head of the answer and the rest, `most` bytes together. Raises `Failed`."""
        with self._room:
            answer = _ran(script, asked, sent, most)
        head, _newline, rest = answer.partition(b"\n")
        try:
            said = json.loads(head[:MOST_HEAD])
        except ValueError as error:
            raise Failed(script) from error
        if not isinstance(said, dict):
            raise Failed(script)
        return said, rest


def _ran(script: str, asked: dict[str, Any], sent: bytes, most: int) -> bytes:
    """What the child said, b"" when it said too much or ended badly."""
    words, environment = [sys.executable, "-I", str(HERE / script)], ENVIRONMENT | {"ASKED": json.dumps(asked)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(words, env=environment, **pipes) as child:  # type: ignore[call-overload]  # noqa: S603 fixed words
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
