"""What managers, helpers and those who report somebody type."""

from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, TextAreaField
from wtforms.fields.core import Field
from wtforms.validators import ValidationError

from webapp.accounts import service as accounts
from webapp.forms import AtMost, BaseForm, Filled, TextField, clean_text
from webapp.i18n import _l

MOST_REASON, MOST_ABOUT, MOST_NAME = 300, 600, 80
TEL = {"type": "tel", "inputmode": "tel", "autocomplete": "off", "maxlength": 20}
WRONG_PHONE = _l("Số này chưa đúng. Số di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.")


class LinesField(TextAreaField):
    """Several lines, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0], multiline=True) if valuelist else ""


class OneOf(SelectField):
    """A choice among what is offered; anything else is refused in the person's language."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in dict(self.choices):
            raise ValidationError(_l("Chọn một mục trong danh sách."))


class InviteForm(BaseForm):
    id = HiddenField()
    unit = OneOf(_l("Vào tổ nào?"), [Filled(_l("Chọn tổ."))], validate_choice=False)
    name = TextField(
        _l("Họ và tên"), [Filled(_l("Gõ họ tên của người được mời.")), AtMost(MOST_NAME)],
        description=_l("Tên này hiện trên thẻ, người giúp không tự đổi được. Ghi như trên căn cước."),
    )  # fmt: skip
    phone = TextField(
        _l("Số điện thoại"), [Filled(_l("Gõ số điện thoại của người được mời."))], render_kw=TEL,
        description=_l("Lời mời nhắn đến số này, và chỉ số này mở được."),
    )  # fmt: skip

    def validate_phone(self, field: Field) -> None:
        field.data = mobile(field.data)


class ReasonForm(BaseForm):
    reason = LinesField(
        _l("Lý do"), [Filled(_l("Ghi lý do để người giúp hiểu.")), AtMost(MOST_REASON)], render_kw={"rows": 2},
        description=_l("Người giúp đọc được lý do này."),
    )  # fmt: skip


class JoinForm(BaseForm):
    agree = BooleanField(_l("Tôi đồng ý và nhận lời"), [Filled(_l("Cần đồng ý thì mới làm thẻ được."))])


class ReportForm(BaseForm):
    id = HiddenField()
    code = TextField(
        _l("Mã trên thẻ"), [AtMost(12)], description=_l("8 chữ và số dưới mã vuông. Không có thẻ thì bỏ trống."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "maxlength": 12},
    )  # fmt: skip
    unit = OneOf(_l("Người đó nói thuộc tổ nào?"), validate_choice=False)
    about = LinesField(
        _l("Chuyện gì đã xảy ra?"), [Filled(_l("Ghi vài lời: ở đâu, lúc nào, người đó hỏi gì.")), AtMost(MOST_ABOUT)],
        description=_l("Ở đâu, lúc nào, người đó hỏi hay lấy gì. Không cần ghi tên mình."), render_kw={"rows": 4},
    )  # fmt: skip
    phone = TextField(
        _l("Số điện thoại để hỏi lại"), render_kw=TEL | {"autocomplete": "tel"},
        description=_l("Bỏ trống cũng được."),
    )  # fmt: skip
    agree = BooleanField(_l("Tôi đồng ý để tổ trưởng giữ số này và gọi lại"))

    def validate_phone(self, field: Field) -> None:
        field.data = mobile(field.data) if field.data else ""

    def validate_agree(self, field: Field) -> None:
        if self["phone"].data and not field.data:
            raise ValidationError(_l("Để lại số thì cần đồng ý; hoặc xoá số đi."))


def mobile(typed: str) -> str:
    """Ten digits. Raises ValidationError."""
    try:
        return accounts.phone.normalise(typed)
    except accounts.phone.NotAPhone:
        raise ValidationError(WRONG_PHONE) from None


def choose(field: Any, choices: list[tuple[str, str]]) -> None:
    """What a select offers: (value, words); a value of nobody's is refused by the form."""
    field.choices = choices
