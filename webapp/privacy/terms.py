"""What may be deleted now and what the law still keeps: one verdict a dossier (pure but for the clock and retention.yaml)."""

from dataclasses import dataclass
from datetime import datetime

from webapp import clock, retention
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State

ENDS: dict[State, str] = {
    State.RESOLVED: "dossier_finished", State.HANDED_OVER: "dossier_finished", State.STOPPED: "dossier_finished",
    State.REFUSED: "dossier_refused", State.WITHDRAWN: "dossier_withdrawn",
}  # fmt: skip
"""State in which the office's work is over → the rule for its contents."""

UNDER_WAY = dossiers.OPEN - set(ENDS)
"""Handed in, and an office or its citizen still has to do something."""


@dataclass(frozen=True)
class Verdict:
    """`rule` of retention.yaml; `until` its end, None where it depends on the office."""

    rule: str
    may: bool
    until: datetime | None


def of(dossier: Dossier) -> Verdict:
    """Whether its citizen may delete its contents now, and if not, under which rule and until when."""
    state, ended = State(dossier.state), dossiers.ended_at(dossier)
    if state == State.DRAFT:
        return Verdict("draft", True, dossier.saved_at + retention.term("draft"))
    if ended is None:
        return Verdict("dossier_under_way", False, None)
    until = ended + retention.term(ENDS[state])
    never_taken_up = state == State.WITHDRAWN and dossier.received_at is None
    return Verdict(ENDS[state], never_taken_up or until <= clock.now(), until)
