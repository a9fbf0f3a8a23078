"""Every date of every fee and relief of the real files, looked at from both sides."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from webapp.procedures.fees import quote
from webapp.procedures.load import Catalogue


def boundaries(catalogue: Catalogue) -> Iterator[tuple[dict[str, Any], str, dict[str, Any], date]]:
    """Both sides of each date of every fee and relief of the real files: (definition, fees or reliefs, rule, day)."""
    for rules in catalogue.procedures.values():
        for part in ("fees", "reliefs"):
            for rule in rules[part]:
                start = date.fromisoformat(rule["from"])
                end = [date.fromisoformat(rule["to"])] if rule.get("to") else []
                days = [start - timedelta(1), start, *end, *(day + timedelta(1) for day in end)]
                yield from ((rules, part, rule, day) for day in days)


def counts_on(rule: dict[str, Any], day: date) -> bool:
    """By the letters of the dates, without the code under test."""
    return rule["from"] <= day.isoformat() <= (rule.get("to") or "9999")


def answers_for(rules: dict[str, Any], rule: dict[str, Any]) -> dict[str, Any]:
    """Answers under which the rule holds, with 3 of what it counts, as the form would ask for them."""
    wanted = [rule.get("when"), {rule["count_from"]: 3} if rule.get("count_from") else None]
    for group in rules["form"]:
        named = [field for field in group["fields"] if field["id"] == rule.get("count_from")]
        wanted += [group.get("when"), named[0].get("when")] if named else []
    pairs = [(key, value) for when in wanted for key, value in (when or {}).items() if not key.startswith("!")]
    return {key: value[0] if isinstance(value, list) else value for key, value in pairs}


def met(when: dict[str, Any] | None, answers: dict[str, Any]) -> bool:
    """Whether a condition holds, without the code under test."""
    for key, value in (when or {}).items():
        there = answers.get(key.removeprefix("!")) in (value if isinstance(value, list) else [value])
        if there == key.startswith("!"):
            return False
    return True


def due_for(rules: dict[str, Any], rule: dict[str, Any], claims: set[str], channel: str, day: date) -> int | None:
    """What a fee comes to with the reliefs of that day, worked out once more, by hand."""
    answers = answers_for(rules, rule)
    reliefs = [
        one for one in rules["reliefs"]
        if counts_on(one, day) and met(one.get("when"), answers) and rule["id"] in (one.get("fees") or [rule["id"]])
        and one.get("channel", channel) in (channel, "any") and (not one.get("declares") or one["declares"] in claims)
    ]  # fmt: skip
    off = max((one["percent"] for one in reliefs if one["source"]["mark"] in "CD"), default=0)
    heard = max((one["percent"] for one in reliefs if one["source"]["mark"] in "MI"), default=0)
    if off == 100:
        return 0
    if rule["amount"] is None or rule["source"]["mark"] in "MI" or (rule["amount"] and heard > off):
        return None
    return rule["amount"] * (3 if rule.get("count_from") else 1) * (100 - off) // 100


def test_every_fee_counts_from_its_first_to_its_last_day(catalogue: Catalogue) -> None:
    checked = 0
    for rules, part, rule, day in boundaries(catalogue):
        if part == "fees":
            channel = "online" if rule.get("channel", "any") == "any" else rule["channel"]
            found = quote(rules, answers_for(rules, rule), set(), channel, day)
            expected = [due_for(rules, rule, set(), channel, day)] if counts_on(rule, day) else []
            assert [line.amount for line in found.lines if line.id == rule["id"]] == expected, (rules["code"], day)
            checked += 1
    assert checked > 100


def test_every_relief_counts_from_its_first_to_its_last_day(catalogue: Catalogue) -> None:
    checked = 0
    for rules, part, rule, day in boundaries(catalogue):
        if part == "reliefs":
            channel, claims = rule.get("channel", "online"), {rule["declares"]} if rule.get("declares") else set()
            for name in rule.get("fees") or [one["id"] for one in rules["fees"]]:
                owed = next(one for one in rules["fees"] if one["id"] == name)
                found = quote(rules, answers_for(rules, owed), claims, channel, day)
                outcome = next(one.outcome for one in found.reliefs if one.id == rule["id"])
                assert (outcome != "not_now") == counts_on(rule, day), (rules["code"], rule["id"], day)
                through = owed.get("channel", "any") in (channel, "any")
                expected = [due_for(rules, owed, claims, channel, day)] if through and counts_on(owed, day) else []
                assert [line.amount for line in found.lines if line.id == name] == expected, (rules["code"], name, day)
                checked += 1
    assert checked > 200
