"""Reads docs/access.md, the table that everybody can read and the app is held to."""

import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
SERVED, SIGN_IN, REFUSED, NOT_THERE, NOTHING = "●", "→", "✕", "·", "–"
CELLS = {SERVED, SIGN_IN, REFUSED, NOT_THERE, NOTHING}


@dataclass(frozen=True)
class Row:
    """One address with one method: column → cell."""

    method: str
    path: str
    cells: dict[str, str]

    @property
    def public(self) -> bool:
        """What a stranger is given, anybody can have by not being signed in."""
        return set(self.cells.values()) == {SERVED}


def rows() -> list[Row]:
    """Every row of every table of the page."""
    found, head = [], list[str]()
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        if line.startswith("| Method"):
            head = parts[2:]
        elif re.match(r"\| [A-Z]+ +\| `", line):
            found.append(Row(parts[0], parts[1].strip("`"), dict(zip(head, parts[2:], strict=True))))
    return found


def addresses(app: Flask) -> dict[tuple[str, str], Rule]:
    """(method, address as the table writes it) → the rule of the app."""
    return {(method, written(rule)): rule for rule in app.url_map.iter_rules() for method in methods(rule)}


def methods(rule: Rule) -> set[str]:
    """HEAD goes with GET; OPTIONS only where the app answers it itself."""
    return ((rule.methods or set()) - {"HEAD", "OPTIONS"}) or {"OPTIONS"}


def written(rule: Rule) -> str:
    """`/ho-so/<uuid:dossier_id>` → `/ho-so/<dossier>`"""
    return re.sub(r"<(?:\w+:)?(\w+?)(?:_id)?>", r"<\1>", rule.rule)
