"""What may be deleted now and what the law still keeps: one verdict a dossier, by the clock and retention.yaml."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.accounts import service as accounts
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State

ENDS: dict[State, str] = {
    State.RESOLVED: "dossier_finished", State.HANDED_OVER: "dossier_finished", State.STOPPED: "dossier_finished",
    State.REFUSED: "dossier_refused", State.WITHDRAWN: "dossier_withdrawn",
}  # fmt: skip
"""State in which the office's work is over → the rule for its contents."""

DECIDED = frozenset(ENDS) - {State.WITHDRAWN}
"""An office decided, and its decision may be complained about: what the law keeps though consent was taken back."""

COMPLAINT, GRACE = "complaint", "consent_gone"

UNDER_WAY = dossiers.OPEN - set(ENDS)
"""Handed in, and an office or its citizen still has to do something."""


@dataclass(frozen=True)
class Verdict:
    """`rule` of retention.yaml; `until` its end, None where it depends on the office."""

    rule: str
    may: bool
    until: datetime | None


def now(db: Session, dossier: Dossier) -> Verdict:
    """What holds for a dossier, by whether its account still consents."""
    return of(dossier, accounts.leaving.left_at(db, dossier.account_id))


def of(dossier: Dossier, left: datetime | None = None) -> Verdict:
    """Whether its citizen may delete its contents now, and if not, under which rule and until when.

    `left`: since when nothing is kept by consent any more. Then what only this project decided to keep goes soon.
    """
    usual, ended = _usual(dossier), dossiers.ended_at(dossier)
    if left is None or ended is None or usual.may:
        return usual
    soon, by_law = left + retention.term(GRACE), ended + retention.term(COMPLAINT)
    if State(dossier.state) in DECIDED and by_law > soon:
        shorter = Verdict(COMPLAINT, by_law <= clock.now(), by_law)
    else:
        shorter = Verdict(GRACE, True, soon)
    return min(shorter, usual, key=lambda one: one.until or soon)


def _usual(dossier: Dossier) -> Verdict:
    state, ended = State(dossier.state), dossiers.ended_at(dossier)
    if state == State.DRAFT:
        return Verdict("draft", True, dossier.saved_at + retention.term("draft"))
    if ended is None:
        return Verdict("dossier_under_way", False, None)
    until = ended + retention.term(ENDS[state])
    never_taken_up = state == State.WITHDRAWN and dossier.received_at is None
    return Verdict(ENDS[state], never_taken_up or until <= clock.now(), until)
