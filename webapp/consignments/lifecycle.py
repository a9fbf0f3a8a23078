"""How a consignment, its result and each of its papers stand, and what may happen with them (pure)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Of the papers on their way to the agency."""

    WRITTEN = "written"  # on the screen and printed; nobody signed yet
    SIGNED = "signed"  # signed by both: the post office holds the papers
    LISTED = "listed"  # on a record that the agency has not confirmed yet
    HANDED_OVER = "handed_over"
    TAKEN_BACK = "taken_back"  # by whoever sent it


class Event(StrEnum):
    SIGNED = "signed"
    LISTED = "listed"
    DROPPED = "dropped"  # the record it stood on was given up
    THERE = "there"
    MISSING = "missing"  # counted together, and not there
    TAKEN_BACK = "taken_back"


class Result(StrEnum):
    """Of the result on its way back."""

    NONE = "none"  # nothing comes back through the post office
    AWAITED = "awaited"
    LISTED = "listed"
    HERE = "here"
    GIVEN = "given"
    POSTED = "posted"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"


class Move(StrEnum):
    LISTED = "listed"
    DROPPED = "dropped"
    THERE = "there"
    MISSING = "missing"
    GIVEN = "given"
    POSTED = "posted"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"
    CAME_BACK = "came_back"


class Place(StrEnum):
    """Where a paper lies."""

    SENDER = "sender"
    POST = "post"
    AGENCY = "agency"
    MAIL = "mail"
    RETURNED = "returned"


class NotNow(Exception):
    """This cannot happen to a consignment that stands like this: somebody was faster, or the page is old."""


S, E, R, M = State, Event, Result, Move
NEXT: Mapping[tuple[Any, Any], Any] = {
    (S.WRITTEN, E.SIGNED): S.SIGNED,
    (S.WRITTEN, E.TAKEN_BACK): S.TAKEN_BACK,
    (S.SIGNED, E.TAKEN_BACK): S.TAKEN_BACK,
    (S.SIGNED, E.LISTED): S.LISTED,
    (S.LISTED, E.DROPPED): S.SIGNED,
    (S.LISTED, E.MISSING): S.SIGNED,
    (S.LISTED, E.THERE): S.HANDED_OVER,
}
RESULT_NEXT: Mapping[tuple[Any, Any], Any] = {
    (R.AWAITED, M.LISTED): R.LISTED,
    (R.LISTED, M.DROPPED): R.AWAITED,
    (R.LISTED, M.MISSING): R.AWAITED,
    (R.LISTED, M.THERE): R.HERE,
    (R.HERE, M.GIVEN): R.GIVEN,
    (R.HERE, M.POSTED): R.POSTED,
    (R.POSTED, M.ON_THE_WAY): R.ON_THE_WAY,
    (R.ON_THE_WAY, M.ON_THE_WAY): R.ON_THE_WAY,  # the next place on the way
    (R.POSTED, M.DELIVERED): R.DELIVERED,
    (R.ON_THE_WAY, M.DELIVERED): R.DELIVERED,
    (R.POSTED, M.CAME_BACK): R.HERE,
    (R.ON_THE_WAY, M.CAME_BACK): R.HERE,
}
LIVING = (State.WRITTEN, State.SIGNED, State.LISTED)
TRACKED = (Move.ON_THE_WAY, Move.DELIVERED, Move.CAME_BACK)


def after(table: Mapping[tuple[Any, Any], Any], state: str, event: str) -> Any:
    """The state that follows. Raises NotNow for every pair that is not in the table."""
    try:
        return table[state, event]
    except KeyError:
        raise NotNow(state, event) from None
