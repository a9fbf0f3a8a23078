"""Parts of the desk's page of money that later rooms bring: they register here, so that `payments` knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp.access import Actor


@dataclass(frozen=True)
class MoneyPanel:
    """A template of the room and what it needs; `panel` in it is this."""

    template: str
    known: dict[str, Any]


Make = Callable[[Session, Actor], MoneyPanel | None]
_registered: list[Make] = []


def register_money(make: Make) -> None:
    """Once however often it is said."""
    if make not in _registered:
        _registered.append(make)


def money_panels(db: Session, who: Actor) -> list[MoneyPanel]:
    """What this member of staff has to see besides the movements that wait."""
    return [panel for panel in (make(db, who) for make in _registered) if panel]
