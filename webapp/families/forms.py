"""What is typed to confirm that somebody leaves: the code on the other phone, at a desk the number of the card."""

from collections.abc import Sequence

from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import Field
from wtforms.validators import ValidationError

from webapp.forms import AtMost, BaseForm, Filled, TextField
from webapp.i18n import _l

CODE_KW = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": 20}


class LeaveForm(BaseForm):
    """`person`: who of the household; `code`: what stands on their own phone."""

    person = RadioField(_l("Ai có số riêng?"), [Filled(_l("Chọn một người."))], choices=[], validate_choice=False)
    code = TextField(
        _l("Mã 8 chữ và số trên máy của người đó"),
        [Filled(_l("Gõ mã đang hiện trên máy kia.")), AtMost(20)],
        render_kw=CODE_KW,
    )

    def offer(self, people: Sequence[tuple[str, str]]) -> "LeaveForm":
        self["person"].choices = [SelectChoice(*one) for one in people]
        return self

    def validate_person(self, field: Field) -> None:
        if field.data not in {one.value for one in field.choices}:
            raise ValidationError(_l("Chọn một người."))


class DeskForm(BaseForm):
    """At a desk, where the household's phone cannot confirm: the card itself lies there."""

    code = TextField(_l("Mã 8 chữ và số trên máy của người dân"), [Filled(), AtMost(20)], render_kw=CODE_KW)
    id_number = TextField(
        _l("Số căn cước (12 số)"), [Filled(), AtMost(20)], render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )
    seen = BooleanField(
        _l("Đã xem căn cước bản gốc, đúng là người này, và người này muốn chuyển sang số của mình."),
        [Filled(_l("Xem căn cước rồi đánh dấu vào ô này."))],
    )
