"""What later rooms put on the citizen's own pages of mandates; they register here, so that `mandates` knows none of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.mandates.models import Mandate


@dataclass(frozen=True)
class Panel:
    """A template of the room and what it needs."""

    template: str
    known: dict[str, Any]


Make = Callable[[Session, Sequence[Mandate]], Panel | None]
_registered: dict[str, Make] = {}


def register(name: str, make: Make) -> None:
    _registered[name] = make


def of(db: Session, mandates: Sequence[Mandate]) -> list[Panel]:
    made = (make(db, mandates) for make in _registered.values())
    return [panel for panel in made if panel]


def citizens_own(mandate: Mandate, who: Actor) -> bool:
    """Whether nobody but the citizen can be looking: signed in as they are, or by a link that their helper never saw.

    A code that was scanned off the helper's phone is a link the helper knows.
    """
    if who.account_id is not None:
        return who.account_id == mandate.account_id
    return mandate.means in ("link", "paper")
