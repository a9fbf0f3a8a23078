"""The question to whoever was helped, and why they say so: three faces, a closed list, nothing to type."""

from typing import Any

from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.figures import written
from webapp.forms import BaseForm, Filled
from webapp.i18n import _l, pick

ANSWER_WORDS = {"good": _l("Tốt"), "fair": _l("Tạm được"), "poor": _l("Chưa tốt")}
SIDES = {"good": _l("Điều gì tốt?"), "poor": _l("Điều gì chưa tốt?")}
CHOICES = [SelectChoice(*one) for one in ANSWER_WORDS.items()]
CHOOSE = _l("Bấm một trong ba hình.")


class AnswerForm(BaseForm):
    answer = RadioField(_l("Được giúp có tốt không?"), [Filled(CHOOSE)], choices=CHOICES, validate_choice=False)

    def validate_answer(self, field: Any) -> None:
        if field.data not in ANSWER_WORDS:
            raise ValidationError(str(CHOOSE))


class Ticks(SelectMultipleField):
    """Several reasons, each a row to tap; none is ticked, so that the page tells nobody what was said."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ReasonForm(BaseForm):
    good = Ticks(SIDES["good"])
    poor = Ticks(SIDES["poor"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side in SIDES:
            there = [one for one in written.offered().values() if one.side == side]
            self[side].choices = [SelectChoice(one.id, pick(one.name)) for one in there]

    @property
    def chosen(self) -> list[str]:
        return [reason for side in SIDES for reason in self[side].data or []]
