"""What is known already, put under the questions that ask for it (docs/procedures.md, `fill`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

Spec = Mapping[str, Any]


def prefill(definition: Mapping[str, Any], facts: Mapping[str, Any], today: date, home_province: str) -> dict[str, Any]:
    """Answers to begin with: `facts` are a person's, under the names after `person.`; nothing is invented for the rest."""
    specs = [spec for group in definition["form"] for spec in group["fields"]]
    known = {spec["id"]: _value(spec, facts, today, home_province) for spec in specs if spec.get("fill")}
    return {name: value for name, value in known.items() if value not in (None, "")}


def _value(spec: Spec, facts: Mapping[str, Any], today: date, home_province: str) -> Any:
    source, _dot, name = str(spec["fill"]).partition(".")
    if source == "today":
        return today.isoformat()
    value = facts.get(name) if source == "person" else None
    if value and spec["kind"] == "address":
        return {"province": home_province, "ward": "", "detail": str(value)}
    return value
