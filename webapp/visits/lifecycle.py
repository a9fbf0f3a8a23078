"""How a visit stands and what can happen to it next: one pure table."""

from enum import StrEnum


class State(StrEnum):
    UNCONFIRMED = "unconfirmed"  # asked without an account; the code to the number is not typed yet
    ASKED = "asked"
    ASSIGNED = "assigned"
    DONE = "done"
    MISSED = "missed"  # the helper came and met nobody
    CANCELLED = "cancelled"  # by who asked
    DECLINED = "declined"  # by the manager, with a reason


class Event(StrEnum):
    ASKED = "asked"
    ASSIGNED = "assigned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    DONE = "done"
    MISSED = "missed"


OPEN = (State.ASKED, State.ASSIGNED)
NEXT: dict[tuple[State, Event], State] = {
    (State.UNCONFIRMED, Event.ASKED): State.ASKED,
    (State.UNCONFIRMED, Event.CANCELLED): State.CANCELLED,
    **{(state, Event.ASSIGNED): State.ASSIGNED for state in OPEN},
    **{(state, Event.MOVED): state for state in OPEN},
    **{(state, Event.CANCELLED): State.CANCELLED for state in OPEN},
    **{(state, Event.DECLINED): State.DECLINED for state in OPEN},
    (State.ASSIGNED, Event.DONE): State.DONE,
    (State.ASSIGNED, Event.MISSED): State.MISSED,
    (State.DONE, Event.MISSED): State.MISSED,  # the wrong button
    (State.MISSED, Event.DONE): State.DONE,
}
LEADS_TO = {
    Event.ASKED: State.ASKED, Event.CANCELLED: State.CANCELLED, Event.DECLINED: State.DECLINED, Event.DONE: State.DONE,
    Event.MISSED: State.MISSED,
}  # fmt: skip
"""Where an event that is brought twice finds its visit already."""
