"""What a procedure asks of whoever acts for somebody else (pure): a paper, nothing, never, or not known (data/authorising.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "data" / "authorising.yaml"


@dataclass(frozen=True)
class Asked:
    """`kind`: free (no paper, or an uncertified one as `words` say), paper, never, unknown; law: who represents that
    person by law is not authorised by anybody, says `source`. `source` None where unknown."""

    kind: str
    words: Mapping[str, str] | None = None
    source: Mapping[str, Any] | None = None

    @property
    def stops(self) -> bool:
        """Nobody is stopped by a rule that was not checked against its source."""
        return self.kind == "never" and self.source is not None and self.source["mark"] == "C"


def asked(code: str, answers: Mapping[str, Any], ground: str, on: date) -> Asked:
    """Of somebody who acts on that ground, in that procedure, on that day."""
    for rule in _rules():
        inside = rule["from"] <= on and (rule["to"] is None or on <= rule["to"])
        if inside and code in rule["procedures"] and _holds(rule.get("when", {}), answers):
            return _said(rule, ground)
    return Asked("unknown")


def asked_of_others(code: str, answers: Mapping[str, Any], on: date) -> Asked:
    """Of somebody who acts on no ground of the family."""
    return asked(code, answers, "", on)


def _said(rule: Mapping[str, Any], ground: str) -> Asked:
    if ground in rule.get("unknown", ()):
        return Asked("unknown")
    if "never" in rule:
        return Asked("never", rule["never"], rule["source"])
    if ground in rule["free"]:
        return Asked("free", rule.get("family"), rule["source"])
    return Asked("paper", rule["paper"], rule["source"])


def _holds(when: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    return all(answers.get(name) == value for name, value in when.items())


@cache
def _rules() -> list[Mapping[str, Any]]:
    return list(yaml.safe_load(FILE.read_text(encoding="utf-8")))
