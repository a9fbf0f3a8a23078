"""What a schema cannot see: that ids are unique, that what is referred to exists, that dates and numbers are in
order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.procedures.conditions import ids_of
from webapp.procedures.crosscheck_rules import check_rules
from webapp.procedures.marked import BadFile, line_of, say_path

Path = list[str | int]
RESERVED = {"data", "errors", "meta", "validate", "process", "populate_obj", "of_request", "answers", "asked", "groups",
            "definition", "code", "wrong", "khai"}  # fmt: skip


@dataclass(frozen=True)
class Shared:
    """data/shared/*.yaml, read and checked. `lists` maps a name to options, `blocks` to fields, `reliefs` to rules.
    `papers` are kinds of papers by id, `again` the questions whose answers may be offered again, `guides` the guided lists
    by life event, `search` how people put things (docs/search.md)."""

    fields: dict[str, Any]
    life_events: dict[str, Any]
    declarations: dict[str, Any]
    reliefs: dict[str, Any]
    blocks: dict[str, Any]
    lists: dict[str, Any]
    mandates: list[Any]
    papers: dict[str, Any]
    again: list[Any]
    search: dict[str, Any]
    guides: dict[str, Any]


class _Problems:
    def __init__(self, root: Any, file: str) -> None:
        self.root, self.file, self.found = root, file, list[BadFile]()

    def add(self, path: Path, problem: str) -> None:
        self.found.append(BadFile(self.file, line_of(self.root, path), say_path(path), problem))


def crosscheck(root: Any, file: str, shared: Shared) -> list[BadFile]:
    """All mistakes of an expanded procedure that passed the schema."""
    problems = _Problems(root, file)
    questions = dict(_questions(root))
    _unique(problems, root)
    _references(problems, root, shared)
    for path, thing, own in _conditional(root):
        _condition(problems, path, thing, own, questions, shared)
    for path, field in _fields(root):
        _field(problems, path, field, questions, shared)
    check_rules(problems.add, root)
    _money(problems, root, questions, shared)
    _terms(problems, root)
    return problems.found


def _fields(root: Any) -> Iterator[tuple[Path, Any]]:
    for g, group in enumerate(root["form"]):
        for f, field in enumerate(group["fields"]):
            yield ["form", g, "fields", f], field
            for r, inner in enumerate(field.get("fields") or []):
                yield ["form", g, "fields", f, "fields", r], inner


def _questions(root: Any) -> Iterator[tuple[str, Any]]:
    return ((field["id"], field) for _path, field in _fields(root) if "id" in field)


def _conditional(root: Any) -> Iterator[tuple[Path, Any, str]]:
    """Everything with a `when`, with its own id where it is a question."""
    for part in ("form", "documents", "fees", "reliefs", "term", "checks"):
        for n, thing in enumerate(root.get(part) or []):
            yield [part, n], thing, ""
    for path, field in _fields(root):
        yield path, field, field.get("id", "")


def _unique(problems: _Problems, root: Any) -> None:
    for part in ("form", "documents", "fees", "reliefs"):
        _no_twins(problems, [([part, n], thing["id"]) for n, thing in enumerate(root.get(part) or [])])
    _no_twins(problems, [(path, field["id"]) for path, field in _fields(root) if "id" in field])


def _no_twins(problems: _Problems, places: list[tuple[Path, str]]) -> None:
    seen: set[str] = set()
    for path, name in places:
        if name in seen:
            problems.add([*path, "id"], f"«{name}» stands twice")
        seen.add(name)


def _references(problems: _Problems, root: Any, shared: Shared) -> None:
    if root["field"] not in shared.fields:
        problems.add(["field"], f"«{root['field']}» is not in fields.yaml")
    if root["life_event"] is not None and root["life_event"] not in shared.life_events:
        problems.add(["life_event"], f"«{root['life_event']}» is not in life_events.yaml")
    for place, name in _papers(root):
        if name not in shared.papers:
            problems.add(place, f"«{name}» is not in papers.yaml")
    if root["code"] + ".yaml" != problems.file:
        problems.add(["code"], f"the file of {root['code']} is named {root['code']}.yaml")


def _papers(root: Any) -> Iterator[tuple[Path, str]]:
    """Every kind of paper the file names."""
    if "result_paper" in root:
        yield ["result_paper"], root["result_paper"]
    for n, document in enumerate(root.get("documents") or []):
        if "paper" in document:
            yield ["documents", n, "paper"], document["paper"]


def _condition(
    problems: _Problems, path: Path, thing: Any, own: str, questions: Mapping[str, Any], shared: Shared
) -> None:
    for key, expected in (thing.get("when") or {}).items():
        name, place = key.removeprefix("!"), [*path, "when"]
        if name not in questions:
            problems.add(place, f"there is no question «{name}»")
        elif name == own:
            problems.add(place, "a question cannot depend on itself")
        else:
            possible = _possible(questions[name], shared)
            wanted = expected if isinstance(expected, list) else [expected]
            for value in wanted:
                if possible is not None and value not in possible:
                    problems.add(place, f"«{name}» never answers {value!r}")


def _possible(field: Any, shared: Shared) -> set[Any] | None:
    if field["kind"] == "yes_no":
        return {"yes", "no"}
    if field["kind"] == "checkbox":
        return {True, False}
    if field["kind"] == "country":
        return {option["value"] for option in shared.lists["countries"]}
    options = field.get("options") or shared.lists.get(field.get("options_from"))
    return {option["value"] for option in options} if options else None


def _field(problems: _Problems, path: Path, field: Any, questions: Mapping[str, Any], shared: Shared) -> None:
    if field.get("id") in RESERVED:
        problems.add([*path, "id"], f"«{field['id']}» is a word the form itself needs, choose another")
    source = field.get("options_from")
    if source and source not in shared.lists:
        problems.add([*path, "options_from"], f"there is no list «{source}» in lists.yaml")
    fill = field.get("fill", "")
    if fill.startswith("answers.") and fill.removeprefix("answers.") not in questions:
        problems.add([*path, "fill"], f"there is no question «{fill.removeprefix('answers.')}»")
    if "min" in field and "max" in field and field["min"] > field["max"]:
        problems.add([*path, "min"], "is above max")
    if field["kind"] == "repeat" and any(inner["kind"] == "repeat" for inner in field["fields"]):
        problems.add([*path, "fields"], "a repeat holds no other repeat")
    _no_twins(problems, [(["options", n], o["value"]) for n, o in enumerate(field.get("options") or [])])


def _money(problems: _Problems, root: Any, questions: Mapping[str, Any], shared: Shared) -> None:
    fees = {fee["id"] for fee in root.get("fees") or []}
    for n, fee in enumerate(root.get("fees") or []):
        for key in ("count_from", "times"):
            if fee.get(key) and questions.get(fee[key], {}).get("kind") != "number":
                problems.add(["fees", n, key], f"«{fee[key]}» is not a number question")
        _dates(problems, ["fees", n], fee)
    for n, relief in enumerate(root.get("reliefs") or []):
        for name in set(relief.get("fees") or []) - fees:
            problems.add(["reliefs", n, "fees"], f"there is no fee «{name}»")
        if relief.get("declares") and relief["declares"] not in shared.declarations:
            problems.add(["reliefs", n, "declares"], f"«{relief['declares']}» is not in reliefs.yaml, declarations")
        _dates(problems, ["reliefs", n], relief)


def _dates(problems: _Problems, path: Path, rule: Any) -> None:
    if rule.get("to") and rule["to"] < rule["from"]:
        problems.add([*path, "to"], "ends before it begins")


def _terms(problems: _Problems, root: Any) -> None:
    last = len(root["term"]) - 1
    for n, term in enumerate(root["term"]):
        if n == last and ids_of(term.get("when")):
            problems.add(["term", n], "the last term has no `when`: it is for everybody else")
        if n != last and not term.get("when"):
            problems.add(["term", n], "only the last term goes without `when`")
