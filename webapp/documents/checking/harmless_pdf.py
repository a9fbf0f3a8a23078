"""The child process for PDFs: cleaned, its first page as a small picture, and the quality of pages that are photographs."""

import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # an isolated Python does not look there by itself

from child import Made, advice, run  # type: ignore[import-not-found]  # noqa: E402
from clean_pdf import Refused, clean  # type: ignore[import-not-found]  # noqa: E402
from pdf_pages import first_page, photographs  # type: ignore[import-not-found]  # noqa: E402
from pictures import small_jpeg  # type: ignore[import-not-found]  # noqa: E402
from quality import reasons  # type: ignore[import-not-found]  # noqa: E402

PATIENCE = 8.0  # seconds of the processor for judging quality, which is advice only


def work(sent: bytes, asked: dict[str, Any]) -> Any:
    body, pages = clean(sent, asked["pages"], asked["pixels"])
    look = first_page(body)
    return Made("application/pdf", pages, _quality(body, asked["longest"]), small_jpeg(look) if look else b"", body)


def _quality(body: bytes, longest: int) -> list[str]:
    """What is wrong with any of the pages that are photographs."""
    found: set[str] = set()
    for picture in photographs(body, longest):
        found.update(advice(reasons, picture))
        if time.process_time() > PATIENCE:
            break
    return sorted(found)


if __name__ == "__main__":
    run(work, Refused)
