"""From a definition to a WTForms form and back: `build`, `clean`, `flatten`, `summary`.

Control names are flat: `name`, `addr-province`, `addr-ward`, `addr-detail`, `members-0-member_name`. A question
hidden by its `when` is neither required nor kept.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.i18n import pick
from webapp.procedures.builder_fields import (
    AddressField,
    AnswerField,
    ChoiceField,
    CommuneField,
    ManyField,
    NoteField,
    TickField,
)
from webapp.procedures.builder_rows import RepeatField, RowForm
from webapp.procedures.check_words import words
from webapp.procedures.checks import Break, broken
from webapp.procedures.conditions import asked, asked_in_row
from webapp.procedures.derive import derive

Spec = Mapping[str, Any]
ON_PHONES = {"after", "not_before", "at_most_years_after", "not_above", "not_below", "exactly_one", "never"}
FOR_PHONES = ("kind", "field", "other", "group", "years", "when")
YES_NO = [
    {"value": "yes", "label": {"vi": "Có", "en": "Yes"}},
    {"value": "no", "label": {"vi": "Không", "en": "No"}},
]
KINDS: dict[str, type[AnswerField]] = {
    "choice": ChoiceField, "yes_no": ChoiceField, "country": ChoiceField, "commune": CommuneField, "many": ManyField,
    "checkbox": TickField, "address": AddressField, "note": NoteField,
}  # fmt: skip


class DefinitionForm(RowForm):
    """The whole form of a procedure; `definition` is the class's own.

    `filed_on`: the day from which rules about time are judged, where it is not today.
    """

    definition: Spec
    filed_on: date | None = None

    @property
    def asked(self) -> set[str]:
        """The ids of the questions that are asked, given the answers so far."""
        return asked(self.definition["form"], self.answers)

    def validate(self, extra_validators: Any = None) -> bool:
        """Checks what is asked, and only that; every field's `errors` are set."""
        wanted = self.asked
        answers = {name: value for name, value in self.answers.items() if name in wanted}
        good = True
        for field in self:
            if field.short_name in wanted:
                good = field.check(answers) and good
            else:
                field.errors = []
        return self._rules_hold(wanted) and good

    def _rules_hold(self, wanted: set[str]) -> bool:
        """Rules across questions; the words go to the question the rule names, unless something is wrong there already."""
        answers, titles, good = kept(self), titles_of(self.definition), True
        for check in self.definition.get("checks") or []:
            for place in broken(check, answers, self.filed_on or clock.today()):
                if check.get("group", check["field"]) in wanted:
                    good = False
                    blamed = self._at(check, place)
                    blamed.errors = blamed.errors or [words(check, titles, place.say)]
        return good

    def _at(self, check: Spec, place: Break) -> AnswerField:
        field: AnswerField = self[check.get("group", check["field"])]
        if isinstance(field, RepeatField) and place.row is not None:
            field = field.filled[place.row][check["field"]]
        return field

    def tell_derived(self) -> None:
        """So that each derived question shows what will be written there, as far as the answers go."""
        for name, said in derived(self, kept(self)).items():
            self[name].would_say = said

    @property
    def phone_rules(self) -> list[dict[str, Any]]:
        """The rules a phone can judge by itself, with their words in the current language."""
        titles = titles_of(self.definition)
        return [
            {name: check[name] for name in FOR_PHONES if name in check} | {"say": words(check, titles)}
            for check in self.definition.get("checks") or [] if check["kind"] in ON_PHONES
        ]  # fmt: skip

    @property
    def wrong(self) -> list[AnswerField]:
        """Every question with an error, those inside rows too, in the order of the page."""
        found = []
        for field in self:
            found += [field] if field.errors else []
            found += [inner for row in getattr(field, "rows", []) for inner in row if inner.errors]
        return found

    def says(self, path: str) -> str:
        """The answer to a question in words; `group.question`: of every row, with commas."""
        group, _dot, name = path.rpartition(".")
        fields = [row[name] for row in self[group].filled] if group else [self[name]]
        wanted = (group or name) in self.asked
        return ", ".join(field.readable(field.data) for field in fields if wanted and field.data not in (None, [], {}))

    @property
    def groups(self) -> Iterator[tuple[Spec, list[AnswerField]]]:
        """(group, its fields), for rendering."""
        for group in self.definition["form"]:
            yield group, [self[spec["id"]] for spec in group["fields"]]


def build(definition: Spec) -> type[DefinitionForm]:
    """The form class of a definition; make it with `Form(request.form)` or `Form(data=answers)`."""
    specs = [spec for group in definition["form"] for spec in group["fields"]]
    members = {spec["id"]: _field(spec, definition.get("lists") or {}) for spec in specs}
    return type("ProcedureForm", (DefinitionForm,), {"definition": definition, **members})


def kept(form: DefinitionForm) -> dict[str, Any]:
    """The answers given: only to questions that are asked, rows likewise."""
    wanted = form.asked
    answers = {name: value for name, value in form.answers.items() if name in wanted}
    for field in form:
        if isinstance(field, RepeatField) and field.short_name in answers:
            answers[field.short_name] = [_clean_row(field, row, answers) for row in answers[field.short_name]]
    return answers


def clean(form: DefinitionForm) -> dict[str, Any]:
    """The answers as they are stored: those given, and those that follow from them where the person wrote none."""
    answers = kept(form)
    if not answers:
        return {}
    return answers | {name: text for name, text in derived(form, answers).items() if name not in answers}


def derived(form: DefinitionForm, answers: Mapping[str, Any]) -> dict[str, str]:
    """What is written into each derived question that is asked, if it stays empty."""
    rules = {field.short_name: field.spec["derive"] for field in form if "derive" in field.spec}
    told = {
        name: derive(rule, form.definition, answers, form.says) for name, rule in rules.items() if name in form.asked
    }
    return {name: text for name, text in told.items() if text}


def titles_of(definition: Spec) -> dict[str, Any]:
    """The labels of all questions by id, those inside rows too."""
    fields = [spec for group in definition["form"] for spec in group["fields"]]
    fields += [inner for spec in fields for inner in spec.get("fields") or []]
    return {spec["id"]: spec.get("label") for spec in fields}


def flatten(answers: Mapping[str, Any], definition: Spec | None = None) -> dict[str, Any]:
    """Stored answers under the names of the controls; with the definition, dates stand as people write them."""
    if definition is not None:
        form = build(definition)(data=dict(answers))
        return _flat(form)
    out: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, dict):
            out |= {f"{name}-{part}": text for part, text in value.items()}
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, row in enumerate(value):
                out |= {f"{name}-{number}-{key}": item for key, item in flatten(row).items()}
        else:
            out[name] = "true" if value is True else value
    return out


def summary(definition: Spec, answers: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(group title, [(question, answer in words)]) in the current language; groups without an answer are left out."""
    form = build(definition)(data=dict(answers))
    wanted = form.asked
    out = []
    for group, fields in form.groups:
        lines = [line for field in fields if field.short_name in wanted for line in _lines(field)]
        if lines:
            out.append((pick(group["title"]), lines))
    return out


def in_words(definition: Spec, typed: MultiDict[str, str], question: str) -> tuple[str, str]:
    """(question, what was typed there in words), whether it could be an answer or not. `question` is an id of the form."""
    form = build(definition)(typed)
    field = form[question]
    field.validate(form)
    readable = [words for _title, words in _lines(field)]
    return field.title, "; ".join(readable if not field.errors else list(typed.values()))


def _field(spec: Spec, lists: Mapping[str, Any]) -> Any:
    kind = spec["kind"]
    if kind == "repeat":
        members = {inner["id"]: _field(inner, lists) for inner in spec["fields"]}
        return RepeatField(spec, type("Row", (RowForm,), members))
    options = _options(spec, lists)
    return KINDS.get(kind, AnswerField)(spec, options)


def _options(spec: Spec, lists: Mapping[str, Any]) -> Any:
    kind = spec["kind"]
    if kind == "yes_no":
        return YES_NO
    if kind == "country":
        return lists["countries"]
    return spec.get("options") or lists.get(spec.get("options_from") or "", [])


def _clean_row(field: RepeatField, row: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    wanted = asked_in_row(field.spec["fields"], answers, row)
    return {name: value for name, value in row.items() if name in wanted}


def _flat(form: RowForm) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for field in form:
        if isinstance(field, RepeatField):
            for row in field.rows:
                out |= _flat(row)
        elif field.data not in (None, [], {}):
            out |= field.flat(field.data)
    return out


def _lines(field: AnswerField) -> list[tuple[str, str]]:
    if isinstance(field, RepeatField):
        return [
            (f"{field.item(number)}: {inner.title}", inner.readable(inner.data))
            for number, row in enumerate(field.rows, start=1)
            for inner in row
            if inner.data not in (None, [], {})
        ]
    return [(field.title, field.readable(field.data))] if field.data not in (None, [], {}) else []
