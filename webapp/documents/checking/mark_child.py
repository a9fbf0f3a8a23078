"""The child process that marks an identity paper, with less memory than judging one takes."""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # an isolated Python does not look there by itself

import mark  # type: ignore[import-not-found]  # noqa: E402
from child import Made, run  # type: ignore[import-not-found]  # noqa: E402

MEMORY = 512 * 1024 * 1024


class Refused(Exception):
    """Never raised: what can't be marked is "broken"."""


def work(body: bytes, asked: dict[str, Any]) -> Any:
    make = mark.pdf if asked["type"] == "application/pdf" else mark.jpeg
    return Made(asked["type"], 1, [], b"", make(body, asked["said"]))


if __name__ == "__main__":
    run(work, Refused, MEMORY)
