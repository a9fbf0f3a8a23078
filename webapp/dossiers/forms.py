"""What every dossier asks beside its own form: where it is dealt with, what lowers the fee, the last declaration."""

from collections.abc import Sequence

from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import Field
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.forms import BaseForm, Filled
from webapp.i18n import _l


class Ticks(SelectMultipleField):
    """Several answers, each a row to tap; none is ticked beforehand."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class FilingForm(BaseForm):
    """`nop-unit`: the receiving unit's id; `nop-declared`: ids of declarations (docs/procedures.md, reliefs)."""

    unit = SelectField(
        _l("Nộp và nhận kết quả ở"), [Filled(_l("Chọn nơi nộp."))], name="nop-unit", validate_choice=False,
        render_kw={"autocomplete": "off"},
    )  # fmt: skip
    declared = Ticks(_l("Có thuộc diện nào sau đây không?"), name="nop-declared", validate_choice=False)

    asks_unit = True

    def offer(self, units: Sequence[tuple[str, str]], declarations: Sequence[tuple[str, str]]) -> "FilingForm":
        self.asks_unit = bool(units)
        self["unit"].choices = [SelectChoice("", _l("Chọn nơi nộp")), *(SelectChoice(*one) for one in units)]
        self["declared"].choices = [SelectChoice(*one) for one in declarations]
        if not self.asks_unit:
            self["unit"].validators = []
        return self

    def validate_unit(self, field: Field) -> None:
        if self.asks_unit and field.data not in {one.value for one in field.choices}:
            raise ValidationError(_l("Chọn một nơi trong danh sách."))

    def validate_declared(self, field: Field) -> None:
        offered = {one.value for one in field.choices}
        field.data = [value for value in field.data or [] if value in offered]


class SubmitForm(BaseForm):
    """The citizen's own last word; never ticked beforehand."""

    agree = BooleanField(
        _l("Tôi đã đọc lại và cam đoan những điều trên là đúng."),
        [Filled(_l("Đọc lại rồi đánh dấu vào ô này để nộp."))],
    )
