"""Parts of a dossier's pages that later rooms bring: they register here, so that `dossiers` knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp.dossiers.models import Dossier


@dataclass(frozen=True)
class Panel:
    """A template of the room and what it needs. `missing`: how many things still keep it from reaching an officer."""

    template: str
    known: dict[str, Any]
    missing: int = 0


Make = Callable[[Session, Dossier], Panel | None]
_registered: dict[str, dict[str, Make]] = {}
_blank: list[str] = []


def register(page: str, name: str, make: Make) -> None:
    """`page` is "review", "form" (on top of a draft's own form) "status" (of what was handed in) or "status_more" (the same, at its end); a room registers one part a page."""
    _registered.setdefault(page, {})[name] = make


def of(db: Session, dossier: Dossier, page: str) -> list[Panel]:
    made = (make(db, dossier) for make in _registered.get(page, {}).values())
    return [panel for panel in made if panel]


def on_blank_form(template: str) -> None:
    """A part on top of the form before it is anybody's: kept by phones and shown to all, so without personal data."""
    if template not in _blank:
        _blank.append(template)


def blank() -> list[str]:
    return list(_blank)
