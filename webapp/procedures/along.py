"""What a phone takes along of a procedure to work without a signal, and how much that is.

Later rooms add their pages of the journey here, so that this room knows none of them.
"""

import zlib
from collections.abc import Callable
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from webapp.i18n import current

Render = Callable[[Session, Any], str]  # of a procedure, as everybody sees it
COMMON = ["/", "/tim", "/dang-cho", "/mang-theo", "/noi-nop", "/tro-giup"]  # with every journey
_parts: dict[str, Render] = {}
_weighed: dict[tuple[str, ...], int] = {}


def goes_along(part: str, render: Render) -> None:
    """`/thu-tuc/<code><part>` belongs to the journey up to the payment."""
    _parts[part] = render


def pages(code: str) -> list[str]:
    return [f"/thu-tuc/{code}", *(f"/thu-tuc/{code}{part}" for part in _parts)]


def weigh(db: Session, procedure: Any, own: Render) -> int:
    """Bytes of its pages as gzip packs them (brotli, which most browsers take, makes them a tenth smaller); remembered
    until the app or the procedure changes."""
    return sum(_weigh(db, procedure, part, render) for part, render in [("", own), *_parts.items()])


def _weigh(db: Session, procedure: Any, part: str, render: Render) -> int:
    key = (current_app.config["ASSET_VERSION"], str(procedure.version_id), part, current())
    if key not in _weighed:
        _weighed[key] = len(zlib.compress(render(db, procedure).encode()))
    return _weighed[key]
