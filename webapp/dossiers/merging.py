"""Two phones, one draft (P15): what each of them changed, question by question; nothing typed is dropped (pure).

A draft's `touched` says of each question at which revision it was last changed and by which hand (a phone's own name for
itself). Whoever saves says which revision it started from: what others changed since stays, what only this hand changed goes
in, and what both changed is kept twice until somebody decides. A later saving by the same hand is never in conflict with it,
so what was lost on the way may be sent again; an earlier one that comes late changes nothing (each carries its `turn`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Fields = Mapping[str, Any]
Touched = Mapping[str, Any]  # question → [revision, hand]; under TURNS the latest turn of each hand
Undecided = Mapping[str, Mapping[str, Fields]]  # question → hand → the other answer
TURNS = "-"  # no question's name
DECIDED = "decided"  # the hand of an answer that a person chose among several


@dataclass(frozen=True)
class Saying:
    """What one hand sends: all its `fields`, made from `revision`. `changed`: the questions it changed since, None where
    it can't tell (a page without scripts); then whatever differs counts as its change."""

    fields: Fields
    revision: int | None = None
    changed: frozenset[str] | None = None
    hand: str = ""
    turn: int | None = None


@dataclass
class Merged:
    fields: dict[str, Any] = field(default_factory=dict)
    touched: dict[str, Any] = field(default_factory=dict)
    undecided: dict[str, dict[str, Fields]] = field(default_factory=dict)


def question(name: str) -> str:
    """What is decided as one: an address with its parts, all rows of a repeating question; «nop-unit» by itself."""
    return name if name.startswith("nop-") else name.partition("-")[0]


def by_question(fields: Fields) -> dict[str, dict[str, Any]]:
    """Flat names as kept → the same by question; what is empty says nothing."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in fields.items():
        if value:
            found.setdefault(question(name), {})[name] = value
    return found


def merge(kept: Fields, touched: Touched, undecided: Undecided, said: Saying, revision: int) -> Merged:
    """What is kept from now on, as `revision`."""
    here, mine = by_question(kept), by_question(said.fields)
    merged = Merged({}, dict(touched), {name: dict(others) for name, others in undecided.items()})
    turns = dict(touched.get(TURNS, {}))
    if said.turn is not None:
        if said.turn < turns.get(said.hand, 0):
            return Merged(dict(kept), merged.touched, merged.undecided)
        merged.touched[TURNS] = turns | {said.hand: said.turn}
    for name in here | mine:
        merged.fields |= _settle(merged, name, here.get(name, {}), mine.get(name, {}), said, revision)
    merged.undecided = {name: others for name, others in merged.undecided.items() if others}
    return merged


def _settle(merged: Merged, name: str, kept: Fields, mine: Fields, said: Saying, revision: int) -> Fields:
    """The answer kept for one question; `merged` learns who changed it, or that it is undecided."""
    at, by = merged.touched.get(name, (0, ""))
    others = merged.undecided.setdefault(name, {})
    if mine == kept:
        others.pop(said.hand, None)  # this hand came round to the answer that is kept
        return kept
    if said.changed is not None and name not in said.changed:
        return kept
    if by != said.hand and (said.hand in others or at > (said.revision or 0)):
        others[said.hand] = mine
        return kept
    merged.touched[name] = (revision, said.hand)
    merged.undecided[name] = {hand: other for hand, other in others.items() if other != mine}
    return mine


def decide(kept: Fields, touched: Touched, undecided: Undecided, name: str, hand: str | None, revision: int) -> Merged:
    """A person chose for one question: the other answer of `hand`, or with None the one that is kept."""
    answers = by_question(kept)
    if hand is not None:
        answers[name] = dict(undecided[name][hand])
    fields = {flat: value for answer in answers.values() for flat, value in answer.items()}
    left = {one: dict(others) for one, others in undecided.items() if one != name}
    return Merged(fields, dict(touched) | {name: (revision, DECIDED)}, left)
