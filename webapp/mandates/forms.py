"""What a helper fills in to ask for a mandate, and a manager to settle a case."""

import re

from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.fields.core import Field
from wtforms.validators import ValidationError

from webapp.accounts import service as accounts
from webapp.forms import AtMost, BaseForm, Filled, TextField, clean_text
from webapp.i18n import _l

MOST_CALLED, MOST_NOTE = 60, 500
ID_DIGITS = 12


class OfferForm(BaseForm):
    id = HiddenField()
    called = TextField(
        _l("Thường gọi là gì?"), [Filled(_l("Ghi tên để khỏi nhầm người.")), AtMost(MOST_CALLED)],
        description=_l("Ví dụ: bà Hoa, nhà số 8. Chỉ người giúp thấy."), render_kw={"autocomplete": "off"},
    )  # fmt: skip
    phone = TextField(
        _l("Số điện thoại của người nhờ"),
        description=_l("Có thì nhắn đường dẫn đến máy của họ. Bỏ trống thì họ quét mã bằng máy của mình."),
        render_kw={"type": "tel", "inputmode": "tel", "autocomplete": "off", "maxlength": 20},
    )
    procedure = RadioField(_l("Giúp việc gì?"), default="")
    days = RadioField(_l("Trong bao lâu?"), coerce=int, default=1)

    def validate_phone(self, field: Field) -> None:
        if not field.data:
            return
        try:
            field.data = accounts.phone.normalise(field.data)
        except accounts.phone.NotAPhone:
            raise ValidationError(_l("Số này chưa đúng. Số di động có 10 chữ số.")) from None


class AgreeForm(BaseForm):
    """Whoever answers the link of a text message has an account from then on."""

    agree = BooleanField(
        _l("Tôi đồng ý cho Một Chạm giữ thông tin của tôi để làm hồ sơ."),
        [Filled(_l("Đánh dấu vào ô này thì mới giữ được thông tin để làm hồ sơ."))],
    )


class AloudForm(BaseForm):
    """The six digits that the citizen reads aloud."""

    code = TextField(
        _l("6 số người nhờ đọc"), [Filled(_l("Gõ 6 số người nhờ đọc.")), AtMost(12)],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 12},
    )  # fmt: skip

    def validate_code(self, field: Field) -> None:
        field.data = re.sub(r"\D", "", field.data)


class DeskForm(BaseForm):
    """Somebody at a desk who wants no more help; their card lies there."""

    typed = TextField(
        _l("Số căn cước hoặc số điện thoại của người dân"), [Filled(), AtMost(20)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )  # fmt: skip
    seen = BooleanField(
        _l("Đã xem căn cước bản gốc, đúng là người này."), [Filled(_l("Xem căn cước rồi đánh dấu vào ô này."))]
    )

    def validate_typed(self, field: Field) -> None:
        """Digits, a phone as it is kept; what is neither finds nobody, and is told so in the same words."""
        digits = re.sub(r"\D", "", field.data)
        try:
            field.data = digits if len(digits) == ID_DIGITS else accounts.phone.normalise(field.data)
        except accounts.phone.NotAPhone:
            field.data = digits


class NoteField(TextAreaField):
    """Several lines, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0], multiline=True) if valuelist else ""


class CaseForm(BaseForm):
    note = NoteField(
        _l("Đã làm gì?"), [Filled(_l("Ghi đã hỏi ai, việc ra sao.")), AtMost(MOST_NOTE)],
        description=_l("Không ghi số căn cước hay số điện thoại."), render_kw={"rows": 3},
    )  # fmt: skip
