"""Which actions an officer has in each state (pure); the lifecycle has the last word, a test holds the two together."""

from dataclasses import dataclass

from webapp.dossiers.service import Event, NotAllowed, State


@dataclass(frozen=True)
class Action:
    """`key` is the letter printed on it; `event` what it does to the dossier."""

    id: str
    key: str
    event: Event


RECEIVE = Action("receive", "t", Event.RECEIVED)
START = Action("start", "g", Event.STARTED)
ASK = Action("ask", "b", Event.RETURNED)
FEE = Action("fee", "p", Event.FEE_ASKED)
RESOLVE = Action("resolve", "q", Event.RESOLVED)
HAND_OVER = Action("hand_over", "d", Event.HANDED_OVER)
REFUSE = Action("refuse", "c", Event.REFUSED)
STOP = Action("stop", "s", Event.STOPPED)
LET_GO = Action("let_go", "r", Event.WITHDRAWAL_GRANTED)

AVAILABLE: dict[State, tuple[Action, ...]] = {
    State.NEW: (RECEIVE, ASK, FEE, REFUSE),
    State.RECEIVED: (START, RESOLVE, ASK, FEE, STOP, LET_GO),
    State.IN_PROGRESS: (RESOLVE, ASK, FEE, STOP, LET_GO),
    State.SUPPLEMENT: (STOP, LET_GO),
    State.FEE_DUE: (STOP, LET_GO),
    State.RESOLVED: (HAND_OVER,),
}


def available(state: State) -> tuple[Action, ...]:
    return AVAILABLE.get(state, ())


def require(state: State, action: Action) -> None:
    """Raises `NotAllowed` before anything is written, e.g. before a result file is stored."""
    if action not in available(state):
        raise NotAllowed(state, action.event)
