"""From a folder of YAML files to finished procedure definitions; every mistake is named by file, line and field."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.procedures import guides
from webapp.procedures.check import check
from webapp.procedures.crosscheck import Shared, crosscheck
from webapp.procedures.expand import CannotExpand, expand_form, expand_reliefs
from webapp.procedures.marked import BadFile, plain, read

DATA = Path(__file__).parent / "data"
SHARED = ("fields", "life_events", "reliefs", "blocks", "lists", "mandates", "papers", "again", "search", "guides")


class BadCatalogue(Exception):
    """The folder has mistakes; `problems` lists them all, nothing was taken from it."""

    def __init__(self, problems: Iterable[BadFile]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Catalogue:
    """`procedures`: finished definitions by code, plain JSON values; `shared`: what they have in common."""

    procedures: dict[str, dict[str, Any]]
    shared: Shared


def load(folder: Path = DATA) -> Catalogue:
    """Everything in a folder. Raises BadCatalogue with all mistakes."""
    shared = load_shared(folder / "shared")
    problems: list[BadFile] = []
    procedures: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            definition = load_one(path, shared)
            procedures[definition["code"]] = definition
        except BadCatalogue as bad:
            problems += bad.problems
    if not problems:
        wrong = guides.faults(shared.guides.values(), shared.life_events, procedures)
        problems += [BadFile("guides.yaml", 1, "", fault) for fault in wrong]
    if problems:
        raise BadCatalogue(problems)
    return Catalogue(procedures, shared)


def load_shared(folder: Path) -> Shared:
    """The shared files. Raises BadCatalogue."""
    try:
        parts = {name: read(folder / f"{name}.yaml") for name in SHARED}
    except BadFile as bad:
        raise BadCatalogue([bad]) from bad
    problems = [bad for name in SHARED for bad in check(parts[name], f"{name}.yaml", f"shared_{name}")]
    if problems:
        raise BadCatalogue(problems)
    return Shared(
        fields=_by_id(parts["fields"]),
        life_events=_by_id(parts["life_events"]),
        declarations=_by_id(parts["reliefs"]["declarations"]),
        reliefs=plain(parts["reliefs"]["reliefs"]),
        blocks=parts["blocks"],
        lists=plain(parts["lists"]),
        mandates=plain(parts["mandates"]),
        papers=_by_id(parts["papers"]),
        again=plain(parts["again"]),
        search=plain(parts["search"]),
        guides={guide["event"]: guide for guide in plain(parts["guides"])},
    )


def load_one(path: Path, shared: Shared) -> dict[str, Any]:
    """One procedure, with blocks and reliefs written out. Raises BadCatalogue with every mistake of the file."""
    try:
        raw = read(path)
    except BadFile as bad:
        raise BadCatalogue([bad]) from bad
    problems = check(raw, path.name)
    if problems:
        raise BadCatalogue(problems)
    expanded = _expanded(raw, path.name, shared)
    problems = _changed(expanded, path.name) or crosscheck(expanded, path.name, shared)
    if problems:
        raise BadCatalogue(problems)
    return _self_contained(plain(expanded), shared)


def _self_contained(definition: dict[str, Any], shared: Shared) -> dict[str, Any]:
    """With the answer lists and declarations it needs, so that a version can be read for ever without today's files."""
    fields = [field for group in definition["form"] for field in group["fields"]]
    fields += [inner for field in fields for inner in field.get("fields") or []]
    lists = {field["options_from"] for field in fields if "options_from" in field}
    if any(field["kind"] == "country" for field in fields):
        lists.add("countries")
    claims = list(dict.fromkeys(r["declares"] for r in definition["reliefs"] if r.get("declares")))
    return definition | {
        "lists": {name: shared.lists[name] for name in sorted(lists)},
        "declarations": [shared.declarations[claim] for claim in claims],
    }


def _expanded(raw: Any, file: str, shared: Shared) -> Any:
    try:
        form = expand_form(raw["form"], shared.blocks)
    except CannotExpand as error:
        raise BadCatalogue([BadFile(file, error.line, "form", str(error))]) from error
    try:
        reliefs = expand_reliefs(raw.get("reliefs") or [], shared.reliefs)
    except CannotExpand as error:
        raise BadCatalogue([BadFile(file, error.line, "reliefs", str(error))]) from error
    return raw.with_(form=form, reliefs=reliefs)


def _changed(expanded: Any, file: str) -> list[BadFile]:
    """Mistakes that an override brought into a field of a block."""
    fields = [field for group in expanded["form"] for field in group["fields"] if field.changed]
    found = [(field, bad) for field in fields for bad in check(field, file, "field")]
    return [BadFile(file, field.line, f"form.{field.get('id')}.{bad.field}", bad.problem) for field, bad in found]


def _by_id(rows: Any) -> dict[str, Any]:
    return {row["id"]: row for row in plain(rows)}
