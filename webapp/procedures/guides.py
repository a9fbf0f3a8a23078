"""Pure: a life event as a guided list (data/shared/guides.yaml): which steps are left for the answers given, in their order,
and what of them can be filed together."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from webapp.procedures.conditions import holds

Guide = Mapping[str, Any]
Answers = Mapping[str, str]


def answers(guide: Guide, given: Mapping[str, str]) -> dict[str, str]:
    """Of what an address says: the answers that this guide offers, by question; anything else is left out."""
    offered = {question["id"]: {one["value"] for one in question["answers"]} for question in guide["questions"]}
    return {name: given[name] for name, values in offered.items() if given.get(name) in values}


def steps(guide: Guide, said: Answers) -> list[Mapping[str, Any]]:
    """The steps that are left; one whose question is not answered yet stays."""
    return [step for step in guide["steps"] if not any(holds(case, said) for case in step.get("unless") or [])]


def together(guide: Guide, left: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What can be filed together of the steps that are left: all that it speaks of, or two of them at least."""
    ids = {step["id"] for step in left}
    return [one for one in guide["together"] if len(ids & set(one["steps"])) >= min(2, len(one["steps"]))]


def told(step: Mapping[str, Any], said: Answers) -> dict[str, str]:
    """What the answers say in the words of the step's procedure: its price depends on it."""
    found: dict[str, str] = {}
    for case in step.get("given") or []:
        found |= case["answers"] if holds(case["when"], said) else {}
    return found


def faults(guides: Iterable[Guide], events: Iterable[str], codes: Mapping[str, Any]) -> Iterator[str]:
    """In words, what the schema cannot see: that whatever a guide names exists. A province may leave a procedure out: its
    step is then left out too."""
    left = set(events)
    for guide in guides:
        if guide["event"] not in left:
            yield f"{guide['event']}: no such life event, or a second guide of it"
        left.discard(guide["event"])
        yield from (f"{guide['event']}: {fault}" for fault in _faults(guide, codes))
    yield from (f"{event}: has no guide" for event in sorted(left))


def _faults(guide: Guide, codes: Mapping[str, Any]) -> Iterator[str]:
    ids = [step["id"] for step in guide["steps"]]
    yield from (f"two steps «{name}»" for name in sorted(set(ids)) if ids.count(name) > 1)
    for one in guide["together"]:
        yield from (f"together: no step «{name}»" for name in one["steps"] if name not in ids)
    for step in guide["steps"]:
        cases = [*(step.get("unless") or []), *(case["when"] for case in step.get("given") or [])]
        yield from (f"{step['id']}: no answer {case}" for case in cases if answers(guide, case) != dict(case))
        for case in step.get("given") or [] if step.get("procedure") in codes else []:
            yield from (f"{step['id']}: {fault}" for fault in _unknown(case["answers"], codes[step["procedure"]]))


def _unknown(said: Mapping[str, str], definition: Mapping[str, Any]) -> Iterator[str]:
    fields = {field["id"]: field for group in definition["form"] for field in group["fields"] if "id" in field}
    for name, value in said.items():
        offered = {option["value"] for option in fields.get(name, {}).get("options") or []}
        if value not in offered:
            yield f"{definition['code']} has no answer {name}={value}"
