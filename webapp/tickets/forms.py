"""Taking a number, opening a desk, saying how the line is run."""

import re
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.forms import AtMost, BaseForm, Filled, TextField
from webapp.i18n import _l
from webapp.tickets.rules import GROUPS, Rules

GROUP_WORDS = {
    "elderly": _l("Người cao tuổi"), "disabled": _l("Người khuyết tật"), "pregnant": _l("Phụ nữ mang thai"),
    "merit": _l("Người có công"), "child": _l("Người có con nhỏ đi cùng"),
}  # fmt: skip
LABEL = re.compile(r"[0-9A-Za-zÀ-ỹ ]{1,12}")


class GroupForm(BaseForm):
    group = RadioField(_l("Có ai cần được ưu tiên không?"), default="")

    def offer(self, rules: Rules) -> None:
        """«Không», and those whom this unit lets go ahead."""
        self.group.choices = [
            SelectChoice("", _l("Không")),
            *(SelectChoice(name, GROUP_WORDS[name]) for name in GROUPS if name in rules.first),
        ]


class BookForm(GroupForm):
    at = RadioField(_l("Mấy giờ"), coerce=str)


class DeskForm(BaseForm):
    unit = SelectField(_l("Đơn vị"), choices=[])
    label = TextField(
        _l("Quầy số mấy"), [Filled(_l("Ghi số quầy, ví dụ 3.")), AtMost(12)], render_kw={"autocomplete": "off"}
    )

    def validate_label(self, field: Any) -> None:
        if not LABEL.fullmatch(field.data):
            raise ValidationError(str(_l("Tên quầy chỉ gồm chữ và số, ví dụ 3.")))


class Whole:
    """A whole number was typed."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is None:
            field.errors = []
            raise StopValidation(str(_l("Ghi một số.")))


def _number(label: Any, least: int, most: int, **known: Any) -> IntegerField:
    said = _l("Từ %(least)s đến %(most)s.", least=least, most=most)
    keys = {"inputmode": "numeric", "autocomplete": "off"}
    return IntegerField(label, [Whole(), NumberRange(least, most, said)], render_kw=keys, **known)


class RulesForm(BaseForm):
    first = SelectMultipleField(
        _l("Ai được gọi trước"),
        choices=[SelectChoice(*one) for one in GROUP_WORDS.items()],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    ahead = _number(_l("Gọi liền mấy người ưu tiên thì gọi một người thường"), 1, 9)
    desks = _number(_l("Thường có mấy quầy"), 1, 50)
    per_desk = _number(_l("Mỗi giờ hẹn, mỗi quầy nhận mấy người"), 0, 20)
    slot_minutes = _number(_l("Các giờ hẹn cách nhau mấy phút"), 5, 120)
    from_home = BooleanField(_l("Cho lấy số từ nhà, bằng điện thoại"))

    def own(self) -> dict[str, Any]:
        """As rules.OWN."""
        names = ("first", "ahead", "desks", "per_desk", "slot_minutes", "from_home")
        return {name: self[name].data for name in names}


def form_id() -> UUID:
    """The id that came with the form: sent twice is once. 400 for what no page of ours sent."""
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        raise BadRequest from None
