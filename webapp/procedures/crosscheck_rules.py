"""What a schema cannot see of rules across questions and of derived texts: that each question named is there, and of a kind
the rule can read."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Say = Callable[[list[str | int], str], None]  # (path, problem)
Questions = Mapping[str, Any]  # top-level and inner questions by id

DATES = ("date", "date_partial")
NUMBERS = ("number", "money")
READS = {
    "after": DATES, "not_before": DATES, "at_most_years_after": DATES, "days_since": DATES, "not_above": NUMBERS,
    "not_below": NUMBERS, "within": NUMBERS, "sum_at_most": NUMBERS, "exactly_one": ("checkbox",), "gap_free": DATES,
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\}")


def check_rules(say: Say, root: Any) -> None:
    """`say` every mistake in `checks` and `derive`."""
    top = {field["id"]: field for group in root["form"] for field in group["fields"]}
    for n, check in enumerate(root.get("checks") or []):
        for key, problem in _of_check(check, top):
            say(["checks", n, key], problem)
    for path, field in _derived(root):
        for problem in _of_derive(field, top):
            say([*path, "derive"], problem)


def _of_check(check: Any, top: Questions) -> Iterator[tuple[str, str]]:
    places = top
    if "group" in check:
        if top.get(check["group"], {}).get("kind") != "repeat":
            yield "group", f"«{check['group']}» is not a repeating question"
            return
        places = {inner["id"]: inner for inner in top[check["group"]]["fields"]}
    for key, name in _named(check):
        if name not in places:
            yield key, f"there is no question «{name}»" + (f" in «{check['group']}»" if "group" in check else "")
        elif not _reads(check, key, places[name]["kind"]):
            yield key, f"«{name}» is a question of kind {places[name]['kind']}, which this rule cannot read"
    yield from _ages(check, top)


def _named(check: Any) -> Iterator[tuple[str, str]]:
    for key in ("field", "other", "to", "until_now"):
        if key in check:
            yield key, check[key]
    for name in check.get("others") or []:
        yield "others", name


def _reads(check: Any, key: str, kind: str) -> bool:
    if key == "until_now":
        return kind == "checkbox"
    if check["kind"] == "days_since" and key == "field":
        return kind in ("choice", "yes_no")
    return kind in READS.get(check["kind"], (kind,))


def _ages(check: Any, top: Questions) -> Iterator[tuple[str, str]]:
    """Dates of birth: of the form, or of the rows of a group («members.member_birth_date»)."""
    wanted = [("births", path) for path in check.get("births") or []]
    wanted += [("birth", check["birth"])] if "birth" in check else []
    for key, path in wanted:
        field = _at(path, top)
        if field is None or field["kind"] not in DATES:
            yield key, f"«{path}» is not a question for a date"


def _at(path: str, top: Questions) -> Any:
    group, _dot, name = path.rpartition(".")
    if not group:
        return top.get(name)
    return next((inner for inner in top.get(group, {}).get("fields") or [] if inner["id"] == name), None)


def _derived(root: Any) -> Iterator[tuple[list[str | int], Any]]:
    for g, group in enumerate(root["form"]):
        for f, field in enumerate(group["fields"]):
            if "derive" in field:
                yield ["form", g, "fields", f], field


def _of_derive(field: Any, top: Questions) -> Iterator[str]:
    rule = field["derive"]
    if field.get("required"):
        yield "a derived answer is not required: left empty it is written here"
    wanted = {"money_words": "money", "date_words": "date"}.get(rule["kind"])
    if wanted and top.get(rule["from"], {}).get("kind") != wanted:
        yield f"«{rule['from']}» is not a question of kind {wanted}"
    for part in rule.get("parts") or []:
        for path in PLACEHOLDER.findall(part["text"]):
            if _at(path, top) is None or path == field["id"]:
                yield f"there is no question «{path}» to put in"
        for key in part.get("when") or {}:
            if key.removeprefix("!") not in top:
                yield f"there is no question «{key.removeprefix('!')}»"
