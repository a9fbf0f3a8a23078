"""From a definition to a WTForms form and back: `build`, `clean`, `flatten`, `summary`.

Control names are flat: `name`, `addr-province`, `addr-ward`, `addr-detail`, `members-0-member_name`. A question
hidden by its `when` is neither required nor kept.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from webapp.forms import BaseForm
from webapp.i18n import _l, pick
from webapp.procedures.builder_fields import (
    AddressField,
    AnswerField,
    ChoiceField,
    CommuneField,
    ManyField,
    NoteField,
    TickField,
)
from webapp.procedures.conditions import asked, asked_in_row

Spec = Mapping[str, Any]
MOST_ROWS = 50
BLANK_ROWS = 3  # without JavaScript this many can be filled in
YES_NO = [
    {"value": "yes", "label": {"vi": "Có", "en": "Yes"}},
    {"value": "no", "label": {"vi": "Không", "en": "No"}},
]
KINDS: dict[str, type[AnswerField]] = {
    "choice": ChoiceField, "yes_no": ChoiceField, "country": ChoiceField, "commune": CommuneField, "many": ManyField,
    "checkbox": TickField, "address": AddressField, "note": NoteField,
}  # fmt: skip


class RowForm(BaseForm):
    """The questions of one row of a repeating question."""

    @property
    def answers(self) -> dict[str, Any]:
        return {field.spec["id"]: field.data for field in self if field.data not in (None, [], {})}


class DefinitionForm(RowForm):
    """The whole form of a procedure; `definition` is the class's own."""

    definition: Spec

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
        return good

    @property
    def wrong(self) -> list[AnswerField]:
        """Every question with an error, those inside rows too, in the order of the page."""
        found = []
        for field in self:
            found += [field] if field.errors else []
            found += [inner for row in getattr(field, "rows", []) for inner in row if inner.errors]
        return found

    @property
    def groups(self) -> Iterator[tuple[Spec, list[AnswerField]]]:
        """(group, its fields), for rendering."""
        for group in self.definition["form"]:
            yield group, [self[spec["id"]] for spec in group["fields"]]


class RepeatField(AnswerField):
    """Rows of the same questions; `data` is the list of rows without the empty ones."""

    def __init__(self, spec: Spec, row: type[RowForm], **kwargs: Any) -> None:
        super().__init__(spec, **kwargs)
        self.row = row
        self.rows: list[RowForm] = []
        self.given = 0

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        known = data if isinstance(data, list) else []
        if formdata is None:
            self.rows = [self._row(n, None, item) for n, item in enumerate(known)]
        else:
            numbers = self._numbers(formdata)
            self.given = len(numbers)
            self.rows = [self._row(n, formdata, None) for n in numbers[:MOST_ROWS]]

    @property
    def data(self) -> list[dict[str, Any]] | None:
        return [row.answers for row in self.rows if row.answers] or None

    @data.setter
    def data(self, _value: Any) -> None:
        """WTForms sets it; the rows are what counts."""

    @property
    def most(self) -> int:
        return min(int(self.spec.get("max") or MOST_ROWS), MOST_ROWS)

    @property
    def blank(self) -> RowForm:
        """A row for the browser to copy; its names carry __n__ where the number goes."""
        return self.row(prefix=f"{self.name}-__n__-")

    @property
    def shown_rows(self) -> list[RowForm]:
        """The rows to render: those there are and enough empty ones to go on without JavaScript."""
        least = max(int(self.spec.get("min") or 0), BLANK_ROWS)
        empty = 1 if len(self.rows) >= least else least - len(self.rows)
        start = max([int(re.findall(r"-(\d+)-$", row._prefix)[0]) for row in self.rows], default=-1) + 1
        free = max(0, min(empty, self.most - len(self.rows)))
        return [*self.rows, *(self._row(start + n, None, None) for n in range(free))]

    def item(self, number: int) -> str:
        """«Người thứ 2»"""
        return pick(self.spec.get("item") or {"vi": "Mục {n}", "en": "Item {n}"}).replace("{n}", str(number))

    def check(self, answers: Mapping[str, Any], row: Mapping[str, Any] | None = None) -> bool:
        filled = [one for one in self.rows if one.answers]
        least = max(int(self.spec.get("min") or 0), 1) if self.required else 0
        self.errors = []
        if len(filled) < least:
            self.errors = [_l("Cần ghi ít nhất %(least)s người hoặc mục.", least=least)]
        if self.given > self.most and len(filled) > self.most:
            self.errors = [_l("Ghi được nhiều nhất %(most)s người hoặc mục.", most=self.most)]
        checked = [self._check_row(one, answers) for one in filled]
        return all(checked) and not self.errors

    def _check_row(self, row: RowForm, answers: Mapping[str, Any]) -> bool:
        wanted = asked_in_row(self.spec["fields"], answers, row.answers)
        good = True
        for field in row:
            field.errors = []
            if field.short_name in wanted:
                good = field.check(answers, row.answers) and good
        return good

    def _row(self, number: int, formdata: Any, data: Any) -> RowForm:
        return self.row(formdata, prefix=f"{self.name}-{number}", data=data)

    def _numbers(self, formdata: Any) -> list[int]:
        start = re.compile(re.escape(self.name) + r"-(\d{1,4})-")
        return sorted({int(found[1]) for key in formdata if (found := start.match(str(key)))})


def build(definition: Spec) -> type[DefinitionForm]:
    """The form class of a definition; make it with `Form(request.form)` or `Form(data=answers)`."""
    specs = [spec for group in definition["form"] for spec in group["fields"]]
    members = {spec["id"]: _field(spec, definition.get("lists") or {}) for spec in specs}
    return type("ProcedureForm", (DefinitionForm,), {"definition": definition, **members})


def clean(form: DefinitionForm) -> dict[str, Any]:
    """The answers as they are stored: only to questions that are asked, rows likewise."""
    wanted = form.asked
    answers = {name: value for name, value in form.answers.items() if name in wanted}
    for field in form:
        if isinstance(field, RepeatField) and field.short_name in answers:
            answers[field.short_name] = [_clean_row(field, row, answers) for row in answers[field.short_name]]
    return answers


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
