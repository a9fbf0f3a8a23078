"""What is known already, put under the questions that ask for it (docs/procedures.md, `fill`)."""

from collections.abc import Mapping
from typing import Any

from webapp import clock
from webapp.procedures.builder import build


def prefill(definition: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Answers to begin with; a fact that a question cannot hold is left out, nothing is invented for the rest.

    `facts`: full_name, id_number, old_id_number, birth_date (ISO), gender (a value or its word), residence (one line),
    id_issue_date (ISO), phone, tax_code, organisation. An address gets its line only: the commune is for the person
    to say.
    """
    known = {f"person.{name}": value for name, value in facts.items()} | {"today": clock.today().isoformat()}
    given = {field.short_name: field.known(known.get(field.spec.get("fill", ""))) for field in build(definition)()}
    return {name: value for name, value in given.items() if value is not None}
