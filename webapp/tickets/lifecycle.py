"""How a ticket stands and what may happen with it (pure)."""

from enum import StrEnum


class State(StrEnum):
    BOOKED = "booked"  # a time was chosen, nobody is here yet
    WAITING = "waiting"
    CALLED = "called"  # at a desk, or on the way there
    MISSED = "missed"  # called, and nobody came
    DONE = "done"
    LEFT = "left"  # given up by whoever held it


class Event(StrEnum):
    ARRIVED = "arrived"
    CALLED = "called"
    MISSED = "missed"
    DONE = "done"
    LEFT = "left"


NEXT = {
    (State.BOOKED, Event.ARRIVED): State.WAITING,
    (State.BOOKED, Event.LEFT): State.LEFT,
    (State.WAITING, Event.CALLED): State.CALLED,
    (State.WAITING, Event.LEFT): State.LEFT,
    (State.CALLED, Event.CALLED): State.CALLED,  # called again
    (State.CALLED, Event.MISSED): State.MISSED,
    (State.CALLED, Event.DONE): State.DONE,
    (State.CALLED, Event.LEFT): State.LEFT,
    (State.MISSED, Event.ARRIVED): State.WAITING,
}
