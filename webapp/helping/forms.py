"""What somebody who wants to be called types: a number, and if they like what it is about."""

import re

from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.fields.core import Field
from wtforms.validators import ValidationError

from webapp.accounts import service as accounts
from webapp.forms import AtMost, BaseForm, Filled, TextField, clean_text
from webapp.i18n import _l

MOST_ABOUT = 300
LANDLINE = re.compile(r"02[0-9]{9}")  # area code and seven or eight digits


class AboutField(TextAreaField):
    """Several lines, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0], multiline=True) if valuelist else ""


class CallForm(BaseForm):
    id = HiddenField()
    unit = HiddenField()
    phone = TextField(
        _l("Số điện thoại để gọi lại"),
        [Filled(_l("Gõ số điện thoại để được gọi lại."))],
        render_kw={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "maxlength": 20},
    )
    about = AboutField(
        _l("Muốn hỏi việc gì?"), [AtMost(MOST_ABOUT)], render_kw={"rows": 3},
        description=_l("Không cần ghi số căn cước hay mật khẩu."),
    )  # fmt: skip
    agree = BooleanField(_l("Tôi đồng ý"), [Filled(_l("Cần đồng ý thì mới gọi lại được."))])

    def validate_phone(self, field: Field) -> None:
        """Mobile or landline: whoever has no mobile phone needs a call most."""
        digits = re.sub(r"\D", "", field.data)
        if LANDLINE.fullmatch(digits):
            field.data = digits
            return
        try:
            field.data = accounts.phone.normalise(field.data)
        except accounts.phone.NotAPhone:
            raise ValidationError(
                _l("Số này chưa đúng. Số di động có 10 chữ số; số máy bàn có 11 chữ số, bắt đầu bằng 02.")
            ) from None
