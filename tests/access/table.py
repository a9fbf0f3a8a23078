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
    under: bool = False  # asked with the header Mandate, about what was begun under that mandate

    @property
    def for_all(self) -> bool:
        """Served to whoever is signed in."""
        return {cell for column, cell in self.cells.items() if column != "No"} == {SERVED}


def rows() -> list[Row]:
    """Every row of every table of the page."""
    found, head, under = [], list[str](), False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        parts = [part.strip() for part in line.strip().strip("|").split("|")]
        if line.startswith("| Method"):
            head, under = parts[2:], "Mandate" in parts[1]
        elif re.match(r"\| [A-Z]+ +\| `", line):
            found.append(Row(parts[0], parts[1].strip("`"), dict(zip(head, parts[2:], strict=True)), under))
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
