"""The chain that makes the book of mandates unalterable: each line's seal covers the line and the seal before it. Pure.

Without the key nobody can make a seal that fits; with it, whoever writes the book anew is found by the anchors, copies of seals
that lie outside the database. The check names what it finds line by line: edited, missing, cut off, written anew, another key.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

EDITED, MISSING, PARTED, CUT_OFF, WRITTEN_ANEW, OTHER_KEY = (
    "edited", "missing", "parted", "cut off", "written anew", "other key",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """`content`: plain values of the line, its number and moment included; `before`, `seal`: 64 hexadecimal digits."""

    number: int
    content: Mapping[str, Any]
    key_id: str
    before: str
    seal: str


@dataclass(frozen=True)
class Fault:
    number: int
    what: str


def seal(key: bytes, before: str, content: Mapping[str, Any]) -> str:
    """HMAC-SHA256 over the seal before and the content in one spelling only."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, f"{before}\n{text}".encode(), hashlib.sha256).hexdigest()


def check(lines: Sequence[Line], keys: Mapping[str, bytes], anchors: Iterable[tuple[int, str]]) -> list[Fault]:
    """What is wrong with a book, the worst of each line, by number; empty: nothing was edited, deleted, moved or cut off since the last anchor.

    `lines` in the order of their numbers; `keys` by id, those that open; `anchors`: (number, seal or how it begins) as they were told outside.
    """
    own = _in_themselves(lines, keys)
    if lines and len(own) == len(lines):
        return [Fault(0, OTHER_KEY)]  # not one line fits: that is the key's doing, nobody edits a whole book by hand
    worst: dict[int, Fault] = {}
    for fault in (*own, *_together(lines), *_outside(lines, anchors)):
        worst.setdefault(fault.number, fault)
    return [worst[number] for number in sorted(worst)]


def _in_themselves(lines: Sequence[Line], keys: Mapping[str, bytes]) -> list[Fault]:
    """A line that was moved has another number in its content: it counts as edited."""
    faults = []
    for line in lines:
        key = keys.get(line.key_id)
        if key is None:
            faults.append(Fault(line.number, OTHER_KEY))
        elif not hmac.compare_digest(seal(key, line.before, line.content), line.seal):
            faults.append(Fault(line.number, EDITED))
    return faults


def _together(lines: Sequence[Line]) -> list[Fault]:
    faults, expected, before = [], 1, ""
    for line in lines:
        faults += [Fault(number, MISSING) for number in range(expected, line.number)]
        if line.number == expected and line.before != before:
            faults.append(Fault(line.number, PARTED))
        expected, before = line.number + 1, line.seal
    return faults


def _outside(lines: Sequence[Line], anchors: Iterable[tuple[int, str]]) -> list[Fault]:
    there = {line.number: line.seal for line in lines}
    last = max(there, default=0)
    faults = set()
    for number, told in anchors:
        if number > last:
            faults.add(Fault(number, CUT_OFF))
        elif number in there and not there[number].startswith(told):
            faults.add(Fault(number, WRITTEN_ANEW))
    return list(faults)
