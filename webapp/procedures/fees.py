"""Pure: what a procedure costs this person, through this channel, on this day, from the dated rules of its file.

Nothing is guessed: where the rule names no amount, or its source is not confirmed, the line is unknown and says who
sets it. Of all exemptions and reductions only the best one counts for a fee; they are never added up. One whose source
is not confirmed neither counts nor is ignored: where it would make a fee smaller, that fee is unknown. Amounts are
whole đồng; a reduction is rounded down for the citizen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import filterfalse
from typing import Any

from webapp.procedures.channel import in_force
from webapp.procedures.conditions import asked, holds, ids_of

Definition = Mapping[str, Any]
Answers = Mapping[str, Any]
CONFIRMED = ("C", "D")  # read in the source named, or derived from what was; M (from memory) and I (inferred) are not


def sure(rule: Mapping[str, Any]) -> bool:
    """Whether the source of a fee or reduction is confirmed; nobody is asked for money on one that is not."""
    return rule["source"]["mark"] in CONFIRMED


@dataclass(frozen=True)
class Reason:
    """One step of the sum. `what`: rule (the amount of one), count (how many), assumed (counted as one for now),
    unknown (nobody told the amount; `who` sets it), unsure (an amount was heard of, its source is not confirmed; `who`
    sets it), most (no more than that for one copy), relief (percent taken off), perhaps (a reduction whose source is not confirmed: it makes the fee unknown).
    """

    what: str
    source: dict[str, str] | None = None
    label: dict[str, str] | None = None
    amount: int | None = None
    count: int | None = None
    per: str | None = None
    percent: int | None = None
    who: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Line:
    """One fee. `amount` is what is to be paid, `base` before reductions; None = unknown."""

    id: str
    kind: str
    label: dict[str, str]
    amount: int | None
    base: int | None
    reasons: tuple[Reason, ...]
    relief: str | None = None


@dataclass(frozen=True)
class Considered:
    """An exemption or reduction and what became of it: used, smaller (a better one was used), not_declared, condition,
    other_channel, not_now, unsure (its source is not confirmed)."""

    id: str
    label: dict[str, str]
    percent: int
    declares: str | None
    outcome: str
    source: dict[str, str]
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Quote:
    """`total` is None while a needed amount is unknown; `known_total` sums what is known; `unknown` names the lines
    that are not. `told`: some rule of the file speaks of this case; without one, nothing to pay does not mean free."""

    lines: tuple[Line, ...]
    total: int | None
    known_total: int
    unknown: tuple[str, ...]
    reliefs: tuple[Considered, ...]
    channel: str
    on: str
    told: bool

    @property
    def says(self) -> str:
        """In a word: free, amount, partly (some of it unknown), unknown, untold (no rule speaks of this case)."""
        if self.unknown:
            return "partly" if self.known_total else "unknown"
        return "untold" if not self.told else "amount" if self.total else "free"

    @property
    def unsure(self) -> bool:
        """Whether something is unknown only because its source is not confirmed."""
        return any(step.what in ("unsure", "perhaps") for line in self.lines for step in line.reasons)

    def as_json(self) -> dict[str, Any]:
        """As a bill keeps it."""
        return asdict(self)


def quote(definition: Definition, answers: Answers, declared: Iterable[str], channel: str, on: date) -> Quote:
    """The price on the day `on`. `declared`: ids of the declarations the citizen made; `channel`: online, in_person
    or post."""
    claims = set(declared)
    fees = [fee for fee in definition.get("fees") or [] if _counts(fee, answers, channel, on)]
    states = {relief["id"]: _state(relief, answers, claims, channel, on) for relief in definition.get("reliefs") or []}
    open_reliefs = [r for r in definition.get("reliefs") or [] if states[r["id"]] == "applies"]
    lines = tuple(sorted(_lines(definition, fees, open_reliefs, answers), key=lambda line: line.id))
    known = sum(line.amount for line in lines if line.amount is not None)
    unknown = tuple(line.id for line in lines if line.amount is None)
    return Quote(
        lines, None if unknown else known, known, unknown, _considered(definition, states, lines), channel, str(on),
        bool(fees),
    )  # fmt: skip


def tariff(definition: Definition, channel: str, on: date) -> list[Mapping[str, Any]]:
    """Every fee rule in force for the channel on that day, whatever the answers: the price list before anything is
    asked. Each says whether its amount is `sure`."""
    fees = definition.get("fees") or []
    return [{**fee, "sure": sure(fee)} for fee in fees if in_force(fee, on) and _through(fee, channel)]


def deciding(definition: Definition) -> list[str]:
    """The ids of the questions that price or time depend on, in the order of the form."""
    rules = [*(definition.get("fees") or []), *(definition.get("reliefs") or []), *definition["term"]]
    wanted = {name for rule in rules for name in ids_of(rule.get("when"))}
    return [field["id"] for group in definition["form"] for field in group["fields"] if field["id"] in wanted]


def _through(rule: Mapping[str, Any], channel: str) -> bool:
    return rule.get("channel", "any") in (channel, "any")


def _counts(fee: Mapping[str, Any], answers: Answers, channel: str, on: date) -> bool:
    return in_force(fee, on) and _through(fee, channel) and holds(fee.get("when"), answers)


def _state(relief: Mapping[str, Any], answers: Answers, claims: set[str], channel: str, on: date) -> str:
    if not in_force(relief, on):
        return "not_now"
    if not _through(relief, channel):
        return "other_channel"
    if relief.get("declares") and relief["declares"] not in claims:
        return "not_declared"
    return "applies" if holds(relief.get("when"), answers) else "condition"


def _lines(
    definition: Definition, fees: list[Mapping[str, Any]], reliefs: list[Mapping[str, Any]], answers: Answers
) -> Iterable[Line]:
    for fee in fees:
        count, assumed = _count(definition, fee, answers)
        if count == 0:
            continue
        best, perhaps = _best(fee, filter(sure, reliefs)), _best(fee, filterfalse(sure, reliefs))
        base = _capped(fee, count) * _times(fee, answers) if sure(fee) and fee["amount"] is not None else None
        amount = _reduced(base, best["percent"] if best else 0)
        if amount == 0 or (perhaps and best and perhaps["percent"] <= best["percent"]):
            perhaps = None
        reasons = _reasons(fee, _counted(fee, count, assumed, answers), best, perhaps)
        used = best["id"] if best else None
        yield Line(fee["id"], fee["kind"], fee["label"], None if perhaps else amount, base, reasons, used)


def _count(definition: Definition, fee: Mapping[str, Any], answers: Answers) -> tuple[int, bool]:
    """How many times the amount is due, and whether that is only assumed because nobody has answered yet."""
    if fee.get("per", "dossier") == "dossier":
        return 1, False
    name = fee.get("count_from")
    if name and name not in asked(definition["form"], answers):
        return 0, False
    given = answers.get(name) if name else None
    return (max(0, given), False) if isinstance(given, int) else (1, True)


def _capped(fee: Mapping[str, Any], count: int) -> int:
    """`most` is a ceiling for one unit of `times` (a copy), whatever the count."""
    return min(int(fee["amount"]) * count, int(fee.get("most") or fee["amount"] * count))


def _times(fee: Mapping[str, Any], answers: Answers) -> int:
    given = answers.get(fee.get("times", ""))
    return max(0, given) if isinstance(given, int) else 1


def _counted(fee: Mapping[str, Any], count: int, assumed: bool, answers: Answers) -> list[Reason]:
    """How many, the ceiling where it was reached, and how many times that."""
    per, steps = fee.get("per", "dossier"), []
    if per != "dossier":
        steps.append(Reason("assumed" if assumed else "count", count=count, per=per))
    if fee["amount"] is not None and _capped(fee, count) < fee["amount"] * count:
        steps.append(Reason("most", amount=fee["most"], per="copy"))
    if "times" in fee:
        steps.append(Reason("count", count=_times(fee, answers), per="copy"))
    return steps


def _best(fee: Mapping[str, Any], reliefs: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    fitting = [relief for relief in reliefs if not relief.get("fees") or fee["id"] in relief["fees"]]
    return min(fitting, key=lambda relief: (-relief["percent"], relief["id"]), default=None)


def _reduced(base: int | None, percent: int) -> int | None:
    """A full exemption makes even an unknown fee known: nothing."""
    if percent >= 100:
        return 0
    return None if base is None else base * (100 - percent) // 100


def _reasons(
    fee: Mapping[str, Any], counted: list[Reason], best: Mapping[str, Any] | None, perhaps: Mapping[str, Any] | None
) -> tuple[Reason, ...]:
    dates = {"start": fee.get("from"), "end": fee.get("to")}
    per = fee.get("per", "dossier")
    if fee["amount"] is not None and sure(fee):
        steps = [Reason("rule", fee["source"], fee["label"], fee["amount"], per=per, **dates)]
    else:
        what = "unknown" if fee["amount"] is None else "unsure"
        steps = [Reason(what, fee["source"], fee["label"], who=fee.get("unknown"), per=per, **dates)]
    steps += counted
    steps += [_taken_off(what, relief) for what, relief in (("relief", best), ("perhaps", perhaps)) if relief]
    return tuple(steps)


def _taken_off(what: str, relief: Mapping[str, Any]) -> Reason:
    return Reason(
        what, relief["source"], relief["label"], percent=relief["percent"],
        start=relief.get("from"), end=relief.get("to"),
    )  # fmt: skip


def _considered(definition: Definition, states: dict[str, str], lines: tuple[Line, ...]) -> tuple[Considered, ...]:
    used = {line.relief for line in lines}

    def outcome(relief: Mapping[str, Any]) -> str:
        name = relief["id"]
        if states[name] != "applies":
            return states[name]
        return "unsure" if not sure(relief) else "used" if name in used else "smaller"

    return tuple(
        Considered(
            relief["id"], relief["label"], relief["percent"], relief.get("declares"), outcome(relief),
            relief["source"], relief.get("from"), relief.get("to"),
        )
        for relief in sorted(definition.get("reliefs") or [], key=lambda one: str(one["id"]))
    )  # fmt: skip
