"""Where a member stands and what may happen next, as one pure table."""

from enum import StrEnum


class State(StrEnum):
    INVITED = "invited"
    TRAINING = "training"
    ACTING = "acting"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Event(StrEnum):
    """Also the words of the history. PHOTO, PHOTO_REFUSED and ASKED (to pass a newer training) change no state."""

    INVITED = "invited"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    PHOTO = "photo"
    PHOTO_REFUSED = "photo_refused"
    ASKED = "asked"
    TRAINED = "trained"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ENDED = "ended"
    LEFT = "left"


NEXT: dict[tuple[State, Event], State] = {
    (State.INVITED, Event.WITHDRAWN): State.ENDED,
    (State.INVITED, Event.LAPSED): State.ENDED,
    (State.INVITED, Event.DECLINED): State.ENDED,
    (State.INVITED, Event.ACCEPTED): State.TRAINING,
    (State.TRAINING, Event.PHOTO): State.TRAINING,
    (State.TRAINING, Event.PHOTO_REFUSED): State.TRAINING,
    (State.TRAINING, Event.TRAINED): State.ACTING,
    (State.TRAINING, Event.ENDED): State.ENDED,
    (State.TRAINING, Event.LEFT): State.ENDED,
    (State.ACTING, Event.PHOTO): State.ACTING,
    (State.ACTING, Event.PHOTO_REFUSED): State.ACTING,
    (State.ACTING, Event.ASKED): State.ACTING,
    (State.ACTING, Event.TRAINED): State.ACTING,
    (State.ACTING, Event.SUSPENDED): State.SUSPENDED,
    (State.ACTING, Event.ENDED): State.ENDED,
    (State.ACTING, Event.LEFT): State.ENDED,
    (State.SUSPENDED, Event.RESUMED): State.ACTING,
    (State.SUSPENDED, Event.ENDED): State.ENDED,
    (State.SUSPENDED, Event.LEFT): State.ENDED,
}
LEADS_TO = {
    Event.WITHDRAWN: State.ENDED, Event.DECLINED: State.ENDED, Event.ACCEPTED: State.TRAINING,
    Event.SUSPENDED: State.SUSPENDED, Event.RESUMED: State.ACTING, Event.ENDED: State.ENDED,
    Event.LEFT: State.ENDED,
}  # fmt: skip
"""Events that mean nothing new where their state is reached already: a button that was pressed twice."""
