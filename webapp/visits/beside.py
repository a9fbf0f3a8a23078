"""What later rooms put on the page of who asked, once somebody was there; they register here, so that `visits` knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp.visits.lifecycle import State
from webapp.visits.models import Visit


@dataclass(frozen=True)
class Panel:
    """A template of the room and what it needs."""

    template: str
    known: dict[str, Any]


Make = Callable[[Session, Visit], Panel | None]
_registered: dict[str, Make] = {}


def register(name: str, make: Make) -> None:
    _registered[name] = make


def of(db: Session, visit: Visit) -> list[Panel]:
    if visit.state != State.DONE:
        return []
    made = (make(db, visit) for make in _registered.values())
    return [panel for panel in made if panel]
