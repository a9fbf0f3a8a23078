"""A dossier's place in its office's queue as one number (pure), so that one index gives any page of the list, however long.

First what the office works on, by promised date (so that what is late stands on top), then what is new, what waits for the
citizen, what has a result, and what is over, the last first.
"""

from datetime import UTC, datetime

from webapp.dossiers.lifecycle import CLOSED, State

WORKED_ON, NEW, WITH_CITIZEN, RESOLVED, HANDED_OVER, OVER = range(6)
RANK: dict[str, int] = {
    State.RECEIVED: WORKED_ON, State.IN_PROGRESS: WORKED_ON, State.NEW: NEW,
    **dict.fromkeys(
        (State.WAITING_DOCUMENTS, State.AWAITING_PAYMENT, State.RETURNED_NEW, State.SUPPLEMENT, State.FEE_DUE), WITH_CITIZEN
    ),
    State.RESOLVED: RESOLVED, State.HANDED_OVER: HANDED_OVER,
    **dict.fromkeys((State.REFUSED, State.WITHDRAWN, State.STOPPED), OVER),
}  # fmt: skip
"""Every state but a draft, of which no office hears."""

_RANKS, _LATER = 1 << 44, 1 << 40  # seconds, beyond any date; _LATER: after all that have a date


def place(state: str, due: datetime | None, submitted: datetime | None, closed: datetime | None) -> int | None:
    """None for a draft. `due` is the promised moment; where nothing is promised the first come stands first."""
    rank = RANK.get(state)
    if rank is None:
        return None
    if state in CLOSED:
        return rank * _RANKS + _LATER - _seconds(closed)
    return rank * _RANKS + (_seconds(due) if due else _LATER + _seconds(submitted))


def span(first: int, last: int) -> tuple[int, int]:
    """The places of these ranks, from the first of all to before the last of all."""
    return first * _RANKS, (last + 1) * _RANKS


def _seconds(at: datetime | None) -> int:
    """SQLite gives a bare row's moments without their zone, which is UTC."""
    return int((at.replace(tzinfo=UTC) if at.tzinfo is None else at).timestamp()) if at else 0
