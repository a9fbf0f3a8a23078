"""The states of a dossier and every way from one to the next: one pure table, and what each state means to others."""

from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    WAITING_DOCUMENTS = "waiting_documents"  # submitted, not every required file confirmed yet
    NEW = "new"  # complete, nobody at the office took it up
    AWAITING_PAYMENT = "awaiting_payment"  # paid before acceptance
    RETURNED_NEW = "returned_new"  # a supplement asked before acceptance
    RECEIVED = "received"  # accepted: official code given, term running
    IN_PROGRESS = "in_progress"
    SUPPLEMENT = "supplement"  # a supplement asked after acceptance
    FEE_DUE = "fee_due"  # paid after acceptance
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    RESOLVED = "resolved"
    HANDED_OVER = "handed_over"


class Event(StrEnum):
    SUBMITTED = "submitted"
    DOCUMENTS_COMPLETE = "documents_complete"
    FEE_ASKED = "fee_asked"
    PAID = "paid"
    RECEIVED = "received"
    STARTED = "started"
    RETURNED = "returned"
    SUPPLEMENTED = "supplemented"
    RESOLVED = "resolved"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # by the citizen alone, until the office took it up
    WITHDRAWAL_GRANTED = "withdrawal_granted"  # by an officer, after acceptance
    STOPPED = "stopped"
    REOPENED = "reopened"  # the citizen takes it back to correct it, until the office took it up


class Clock(StrEnum):
    """Whose days are passing."""

    OFFICE = "office"
    CITIZEN = "citizen"


class NotAllowed(Exception):
    """This event cannot happen to a dossier in this state."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(f"{event} in {state}")
        self.state, self.event = state, event


S, E = State, Event
_HANDLED = (S.RECEIVED, S.IN_PROGRESS)
_ACCEPTED = (*_HANDLED, S.SUPPLEMENT, S.FEE_DUE)
_ROWS: tuple[tuple[tuple[State, ...], Event, State], ...] = (
    ((S.DRAFT,), E.SUBMITTED, S.WAITING_DOCUMENTS),
    ((S.WAITING_DOCUMENTS,), E.DOCUMENTS_COMPLETE, S.NEW),
    ((S.NEW,), E.FEE_ASKED, S.AWAITING_PAYMENT),
    ((S.AWAITING_PAYMENT,), E.PAID, S.NEW),
    ((S.NEW,), E.RECEIVED, S.RECEIVED),
    ((S.NEW,), E.REFUSED, S.REFUSED),
    ((S.NEW,), E.RETURNED, S.RETURNED_NEW),
    ((S.RETURNED_NEW,), E.SUPPLEMENTED, S.NEW),
    ((S.RECEIVED,), E.STARTED, S.IN_PROGRESS),
    (_HANDLED, E.FEE_ASKED, S.FEE_DUE),
    ((S.FEE_DUE,), E.PAID, S.IN_PROGRESS),
    (_HANDLED, E.RETURNED, S.SUPPLEMENT),
    ((S.SUPPLEMENT,), E.SUPPLEMENTED, S.IN_PROGRESS),
    (_HANDLED, E.RESOLVED, S.RESOLVED),
    ((S.RESOLVED,), E.HANDED_OVER, S.HANDED_OVER),
    (_ACCEPTED, E.STOPPED, S.STOPPED),
    # a draft too: one that was handed in, taken back to correct it, and then given up
    ((S.DRAFT, S.WAITING_DOCUMENTS, S.AWAITING_PAYMENT, S.NEW, S.RETURNED_NEW), E.WITHDRAWN, S.WITHDRAWN),
    (_ACCEPTED, E.WITHDRAWAL_GRANTED, S.WITHDRAWN),
    ((S.WAITING_DOCUMENTS, S.AWAITING_PAYMENT, S.NEW), E.REOPENED, S.DRAFT),
)
NEXT: dict[tuple[State, Event], State] = {(state, event): after for states, event, after in _ROWS for state in states}

NATIONAL: dict[State, int] = {
    S.WAITING_DOCUMENTS: 1, S.NEW: 1, S.RECEIVED: 2, S.REFUSED: 3, S.IN_PROGRESS: 4, S.RETURNED_NEW: 5, S.SUPPLEMENT: 5,
    S.AWAITING_PAYMENT: 6, S.FEE_DUE: 6, S.WITHDRAWN: 7, S.STOPPED: 8, S.RESOLVED: 9, S.HANDED_OVER: 10,
}  # fmt: skip
"""The national portal's status codes; a draft has none, the portal never hears of it."""

WITHDRAWABLE = frozenset(state for state, event in NEXT if event is E.WITHDRAWN)
CLOSED = frozenset({S.REFUSED, S.WITHDRAWN, S.STOPPED, S.HANDED_OVER})
OPEN = frozenset(State) - CLOSED - {S.DRAFT}
"""Submitted and not closed: what an office or a citizen still has to do something about."""

_CLOCKS = {
    **dict.fromkeys((S.NEW, *_HANDLED), Clock.OFFICE),
    **dict.fromkeys((S.WAITING_DOCUMENTS, S.AWAITING_PAYMENT, S.RETURNED_NEW, S.SUPPLEMENT, S.FEE_DUE), Clock.CITIZEN),
}


def move(state: State, event: Event) -> State:
    """The state after `event`; raises NotAllowed for every pair that is not in the table."""
    try:
        return NEXT[state, event]
    except KeyError:
        raise NotAllowed(state, event) from None


def clock_runs(state: State) -> Clock | None:
    """Whose clock runs in this state; none before submission and once the work is done or over."""
    return _CLOCKS.get(state)
