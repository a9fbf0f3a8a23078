"""Every mistake in a catalogue file is named by file, line and field; the real files have none."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from webapp.procedures.fees import quote, sure
from webapp.procedures.load import DATA, BadCatalogue, Catalogue, load

CITED = '1.004194 trên Cổng Dịch vụ công quốc gia", mark: C, seen: 2026-07-31}\n  - id: danh-sach-truc-tuyen'
GOOD = (DATA / "1.004194.yaml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "shared", tmp_path / "shared")
    return tmp_path


def mistakes(folder: Path, old: str, new: str) -> list[str]:
    assert old in GOOD
    (folder / "1.004194.yaml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadCatalogue) as error:
        load(folder)
    return str(error.value).splitlines()


def line_of(text: str) -> int:
    return GOOD[: GOOD.index(text)].count("\n") + 1


CASES = [
    ("kind: name", "kind: nam", "form[0].fields[0].kind: 'nam' is not one of text, name"),
    ("amount: 7000", 'amount: "7000"', "fees[0].amount: '7000' is not of type"),
    ("amount: 7000", "amount: null", "fees[0]: 'unknown' is missing"),
    (CITED, CITED.replace(", seen: 2026-07-31", ""), "fees[0].source: 'seen' is missing"),
    ("amount: 15000\n    unknown: circular", "amount: 15000", "fees[2]: 'unknown' is missing"),
    ("agency:", "agensy:", "agensy: is not a setting here"),
    ("minutes: 6\n", "", "file: 'minutes' is missing"),
    ("life_event: cho-o", "life_event: cho-oo", "life_event: «cho-oo» is not in life_events.yaml"),
    ("field: cu-tru", "field: cu-truu", "field: «cu-truu» is not in fields.yaml"),
    ("use: nq-66-22", "use: nq-66-23", "reliefs: there is no relief «nq-66-23»"),
    ("- use: closing", "- use: closings", "form: there is no block «closings»"),
    ("only: [commitment]", "only: [comitment]", "form: block «closing» has no «comitment»"),
    ("options_from: genders", "options_from: gender", "'gender' is not one of genders"),
    ("fill: person.full_name", "fill: person.name", "form[0].fields[0].fill"),
    ("count_from: list_count", "count_from: list_counts", "fees[1].count_from: «list_counts» is not a number question"),
    ("when: {consent_owner: giay}", "when: {consent_ownr: giay}", "there is no question «consent_ownr»"),
    ("when: {consent_owner: giay}", "when: {consent_owner: giayy}", "«consent_owner» never answers 'giayy'"),
    ('when: {has_members: "yes"}', "when: {has_members: true}", "«has_members» never answers True"),
    ("- id: personal_id", "- id: name", "«name» stands twice"),
    ("- id: personal_id", "- id: data", "«data» is a word the form itself needs"),
    ("from: 2023-02-05", "from: 2023-02-31", "fees[0].from: '2023-02-31' is not a 'date'"),
    ("to: null", "to: 2020-01-01", "fees[0].to: ends before it begins"),
    ("other: temp_from", "other: temp_fro", "checks[0].other: there is no question «temp_fro»"),
    ("other: temp_from", "other: gender", "checks[0].other: «gender» is a question of kind choice"),
    ("field: temp_to", "fild: temp_to", "checks[0]: 'field' is missing"),
    ("kind: nobody_under", "kind: nobody_over", "checks[2].kind: 'nobody_over' is not one of after"),
    (
        "members.member_birth_date]",
        "members.member_birth]",
        "checks[2].births: «members.member_birth» is not a question for a date",
    ),
    ("years: 2", "yeers: 2", "checks[1]: 'years' is missing"),
    ('when: {is_minor: "no"}', 'when: {is_minr: "no"}', "checks[2].when: there is no question «is_minr»"),
    ("{list_count} người", "{list_cout} người", "there is no question «list_cout» to put in"),
    ("{members.member_name}", "{members.name}", "there is no question «members.name» to put in"),
    ("required: false\n        max: 1000", "required: true\n        max: 1000", "a derived answer is not required"),
    ("kind: sentence", "kind: sentences", "derive.kind: 'sentences' is not one of money_words"),
    ('code: "1.004194"', 'code: "1.004195"', "code: the file of 1.004195 is named 1.004195.yaml"),
    ('code: "1.004194"', "code: 1.004194", "code: 1.004194 is not of type 'string'"),
    (
        "unit: working_days\n",
        'unit: working_days\n    when: {is_minor: "yes"}\n',
        "term[0]: the last term has no `when`",
    ),
    ("max: 200", "maks: 200", "maks: is not a setting here"),
]


@pytest.mark.parametrize(("old", "new", "said"), CASES)
def test_it_names_file_line_and_field(folder: Path, old: str, new: str, said: str) -> None:
    found = mistakes(folder, old, new)
    assert any(said in line for line in found), found
    assert all(line.startswith("1.004194.yaml, line ") for line in found)


def test_the_line_is_the_line_of_the_mistake(folder: Path) -> None:
    assert mistakes(folder, "kind: name", "kind: nam")[0].startswith(f"1.004194.yaml, line {line_of('kind: name')}, ")


def test_a_key_that_stands_twice_is_refused(folder: Path) -> None:
    assert "stands here twice" in mistakes(folder, "level: commune", "level: commune\nlevel: province")[0]


def test_a_file_that_is_no_yaml_is_named(folder: Path) -> None:
    assert "not readable as YAML" in mistakes(folder, "level: commune", "level: [commune")[0]


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    (folder / "1.004194.yaml").write_text(
        GOOD.replace("level: commune", "level: x").replace("kind: phone", "kind: fone")
    )
    with pytest.raises(BadCatalogue) as error:
        load(folder)
    assert len(error.value.problems) == 2


def test_the_real_catalogue_is_large_enough_and_without_mistakes(catalogue: Catalogue) -> None:
    complete = [one for one in catalogue.procedures.values() if one["complete_form"]]
    assert len(catalogue.procedures) >= 30
    assert len(complete) >= 12


def test_a_block_is_written_out_with_its_prefix_and_conditions(catalogue: Catalogue) -> None:
    fields = {f["id"]: f for g in catalogue.procedures["1.001193"]["form"] for f in g["fields"]}
    assert fields["applicant_id_doc_number"]["when"]["applicant_id_doc_type"] == [
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
    ]
    assert fields["applicant_id_doc_number"]["fill"] == "person.id_number"


def test_a_definition_carries_the_lists_it_needs(catalogue: Catalogue) -> None:
    rules = catalogue.procedures["1.004194"]
    assert set(rules["lists"]) == {"genders", "relations_to_head"}
    assert "five_papers" in [claim["id"] for claim in rules["declarations"]]


def rules_of(catalogue: Catalogue) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every fee and relief with its file's code and definition."""
    for code, rules in catalogue.procedures.items():
        yield from ((code, rules, rule) for rule in [*rules["fees"], *rules["reliefs"]])


def test_every_amount_names_a_dated_source(catalogue: Catalogue) -> None:
    for code, _rules, rule in rules_of(catalogue):
        assert date.fromisoformat(rule["from"]), code
        assert rule["source"]["text"].strip(), code
        if sure(rule):
            assert date.fromisoformat(rule["source"]["seen"]), (code, rule["id"])


def test_no_amount_from_memory_is_ever_asked_for(catalogue: Catalogue) -> None:
    heard = [(c, rules, fee) for c, rules, fee in rules_of(catalogue) if "amount" in fee and not sure(fee)]
    assert {"3.000333", "1.004194", "1.002755", "1.001776", "1.014027", "1.014061"} <= {code for code, *_ in heard}
    for code, rules, fee in heard:
        alone = rules | {"fees": [{key: fee[key] for key in fee if key not in ("when", "per")}], "reliefs": []}
        found = quote(alone, {}, set(), fee.get("channel", "any"), date.fromisoformat(fee["from"]))
        assert (found.total, found.says) == (None, "unknown"), (code, fee["id"])
        assert fee["unknown"], (code, fee["id"])


def test_no_reduction_from_memory_makes_a_price(catalogue: Catalogue) -> None:
    for code, rules, relief in rules_of(catalogue):
        if "percent" in relief and not sure(relief):
            whole = {
                "id": "x",
                "kind": "phi",
                "label": {},
                "amount": 1000,
                "from": "2000-01-01",
                "source": {"mark": "C"},
            }
            only = {key: relief[key] for key in relief if key not in ("when", "fees")}
            claims = {relief["declares"]} if relief.get("declares") else set()
            on = date.fromisoformat(relief["from"])
            assert quote(rules | {"fees": [whole], "reliefs": [only]}, {}, claims, "online", on).total is None, code


def test_what_is_unconfirmed_stands_in_the_notes(catalogue: Catalogue) -> None:
    for rules in catalogue.procedures.values():
        fields = [field for group in rules["form"] for field in group["fields"]]
        if any(field.get("mark") in ("M", "I") for field in fields):
            assert any("[M" in note or "[I" in note for note in rules.get("notes") or []), rules["code"]
