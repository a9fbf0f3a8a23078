"""The tables of docs/quality.md: how many were warned of, by fault, strength and condition."""

import re
from collections.abc import Callable
from pathlib import Path

from tools.papers.fitting import Seen, warned
from tools.papers.photographs import CONDITIONS, STRENGTHS, Wanted

DOC = Path(__file__).resolve().parents[2] / "docs" / "quality.md"
BEGIN, END = "<!-- tables: written by tools/calibrate_quality.py -->", "<!-- tables end -->"
Rule = dict[str, float]
Some = Callable[[Wanted], bool]
SETS: dict[str, Some] = {
    "calibration": lambda want: not want.unseen,
    "unseen": lambda want: want.unseen,
    **{f"unseen, {name}": (lambda want, name=name: want.unseen and want.condition == name) for name in CONDITIONS},  # type: ignore[misc]
}


def count(seen: list[Seen], rule: Rule, some: Some) -> tuple[int, int]:
    """Warned of, and all."""
    chosen = [one for one in seen if some(one.want)]
    return sum(warned(one, rule) for one in chosen), len(chosen)


def false_alarms(seen: list[Seen], rule: Rule, some: Some) -> tuple[int, int]:
    return count(seen, rule, lambda want: some(want) and want.counts == "good")


def misses(seen: list[Seen], rule: Rule, some: Some, reason: str = "") -> tuple[int, int]:
    found, all_of_them = count(
        seen, rule, lambda want: some(want) and want.counts == "bad" and (not reason or want.reason == reason)
    )
    return all_of_them - found, all_of_them


def say(part: tuple[int, int]) -> str:
    return f"{part[0]} of {part[1]} ({percent(part):.1f} %)" if part[1] else "–"


def percent(part: tuple[int, int]) -> float:
    return 100 * part[0] / part[1] if part[1] else 0.0


def tables(seen: list[Seen], rule: Rule) -> str:
    return "\n\n".join([_thresholds(rule), _summary(seen, rule), _by_strength(seen, rule)])


def _thresholds(rule: Rule) -> str:
    return "\n".join(
        ["| threshold | value |", "|---|---|", *(f"| `{name}` | {value:g} |" for name, value in rule.items())]
    )


def _summary(seen: list[Seen], rule: Rule) -> str:
    reasons = ("blur", "dark", "glare", "small", "cut")
    rows = [
        "| photographs | false alarms | misses | " + " | ".join(f"missed {r}" for r in reasons) + " |",
        "|---" * 8 + "|",
    ]
    for name, some in SETS.items():
        each = [say(misses(seen, rule, some, reason)) for reason in reasons]
        rows.append(
            "| " + " | ".join([name, say(false_alarms(seen, rule, some)), say(misses(seen, rule, some)), *each]) + " |"
        )
    return "\n".join(rows)


def _by_strength(seen: list[Seen], rule: Rule) -> str:
    rows = [
        "| fault | strength | counts as | " + " | ".join(f"warned: {name}" for name in SETS) + " |",
        "|---" * 9 + "|",
    ]
    for fault, strength, counts in STRENGTHS:
        of_it = [one for one in seen if (one.want.fault, one.want.strength) == (fault, strength)]
        parts = [count(of_it, rule, some) for some in SETS.values()]
        rows.append(f"| {fault} | {strength:g} | {counts} | " + " | ".join(f"{n} of {m}" for n, m in parts) + " |")
    return "\n".join(rows)


def write(text: str) -> None:
    doc = DOC.read_text(encoding="utf-8")
    before, after = doc.index(BEGIN) + len(BEGIN), doc.index(END)
    DOC.write_text(f"{doc[:before]}\n{text}\n{doc[after:]}", encoding="utf-8")


def stated() -> dict[str, tuple[float, float]]:
    """From the document: for each set its false alarms and misses in per cent."""
    row = re.compile(r"^\| ([^|]+) \| \d+ of \d+ \(([\d.]+) %\) \| \d+ of \d+ \(([\d.]+) %\)", re.MULTILINE)
    return {name: (float(false), float(missed)) for name, false, missed in row.findall(DOC.read_text(encoding="utf-8"))}


def bounds() -> tuple[float, float]:
    """From the document: at most so many per cent of false alarms and of misses, on any sample of the unseen."""
    found = re.search(
        r"at most \*\*(\d+) %\*\* false alarms and \*\*(\d+) %\*\* misses", DOC.read_text(encoding="utf-8")
    )
    assert found, "docs/quality.md states the bounds"
    return float(found[1]), float(found[2])
