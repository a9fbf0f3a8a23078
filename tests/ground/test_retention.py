"""The rules of retention.yaml: complete, in both languages, with their source; a term is asked for by name."""

from datetime import timedelta

import pytest

from webapp import retention

RULES = retention.rules()


@pytest.mark.parametrize("name", RULES)
def test_every_rule_says_what_why_and_who_decided_it_in_both_languages(name):
    rule = RULES[name]
    assert all(rule[part][lang].strip() for part in ("what", "why", "from") for lang in ("vi", "en"))
    assert rule["source"]["mark"] in "CMD"
    assert rule["source"]["text"] != rule["source"]["text_en"]


@pytest.mark.parametrize("name", RULES)
def test_a_term_is_a_number_of_days_or_open(name):
    assert RULES[name]["days"] is None or RULES[name]["days"] > 0


def test_a_term_is_asked_for_by_name():
    assert retention.term("consent_withdrawn") == timedelta(days=15)


def test_a_warning_comes_before_the_end():
    assert timedelta(0) < retention.warning("draft") < retention.term("draft")


@pytest.mark.parametrize("name", ["receipt", "no such rule"])
def test_what_is_not_cleared_by_time_has_no_term(name):
    with pytest.raises(retention.NoTerm):
        retention.term(name)


def test_the_document_lists_every_rule_with_its_days():
    table = (retention.FILE.parent.parent / "docs" / "operating.md").read_text(encoding="utf-8")
    missing = [n for n, rule in RULES.items() if f"| `{n}` | {rule['days'] or '–'} |" not in table]
    assert not missing
