"""Rows of the same questions: one form a row, and the field that holds them."""

import re
from collections.abc import Mapping
from typing import Any

from webapp.forms import BaseForm
from webapp.i18n import _l, pick
from webapp.procedures.builder_fields import AnswerField
from webapp.procedures.conditions import asked_in_row

Spec = Mapping[str, Any]
MOST_ROWS = 50
BLANK_ROWS = 3  # without JavaScript this many can be filled in


class RowForm(BaseForm):
    """The questions of one row of a repeating question."""

    @property
    def answers(self) -> dict[str, Any]:
        return {field.spec["id"]: field.data for field in self if field.data not in (None, [], {})}


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
        return [row.answers for row in self.filled] or None

    @data.setter
    def data(self, _value: Any) -> None:
        """WTForms sets it; the rows are what counts."""

    @property
    def filled(self) -> list[RowForm]:
        """The rows that `data` tells of, in the same order."""
        return [row for row in self.rows if row.answers]

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
        filled = self.filled
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
