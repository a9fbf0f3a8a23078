"""The child process for photographs: upright, bounded, without metadata, with a small picture and its quality."""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # an isolated Python does not look there by itself

from child import Made, advice, run  # type: ignore[import-not-found]  # noqa: E402
from pictures import Refused, jpeg, small_jpeg, upright  # type: ignore[import-not-found]  # noqa: E402
from quality import reasons  # type: ignore[import-not-found]  # noqa: E402


def work(sent: bytes, asked: dict[str, Any]) -> Any:
    picture = upright(sent, asked["kind"], asked["pixels"], asked["longest"])
    return Made("image/jpeg", 1, advice(reasons, picture), small_jpeg(picture), jpeg(picture))


def main() -> None:
    run(work, Refused)


if __name__ == "__main__":
    main()
