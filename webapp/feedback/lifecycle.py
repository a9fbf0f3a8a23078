"""Where a petition stands and what may happen to it. Pure."""

from enum import StrEnum


class State(StrEnum):
    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    DECLINED = "declined"


class Event(StrEnum):
    """`HANDED_ON`: to another unit here, on whose list it goes on; `PASSED_ON`: to an authority outside, it ends here."""

    ASSIGNED = "assigned"
    HANDED_ON = "handed_on"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    DECLINED = "declined"


class NotAllowed(Exception):
    """Nothing like that can happen to it any more."""


OPEN = (State.RECEIVED, State.ASSIGNED)
TO = {
    Event.ASSIGNED: State.ASSIGNED, Event.HANDED_ON: State.RECEIVED, Event.ANSWERED: State.ANSWERED,
    Event.PASSED_ON: State.PASSED_ON, Event.DECLINED: State.DECLINED,
}  # fmt: skip
NEXT = {(before, event): after for before in OPEN for event, after in TO.items()}


def after(state: str, event: Event) -> State:
    """Raises NotAllowed."""
    found = NEXT.get((State(state), event))
    if found is None:
        raise NotAllowed(f"{state}, {event}")
    return found
