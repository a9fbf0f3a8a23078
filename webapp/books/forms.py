"""What is typed where somebody decides about money."""

import re
from datetime import date
from typing import Any

from wtforms import FileField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import StopValidation

from webapp import clock
from webapp.forms import AtMost, BaseForm, Filled, TextField, clean_text
from webapp.i18n import _l

MOST_REASON, MOST_ACCOUNT, MOST_REFERENCE = 500, 200, 60
WORDS = {
    "other": _l("Việc này đã làm rồi với nội dung khác. Mở lại trang để xem."),
    "reason": _l("Ghi rõ hơn một chút, ít nhất vài chữ."),
    "nothing": _l("Khoản này đã có người xử lý, không còn gì phải làm."),
    "not_open": _l("Khoản thu này đã nộp đủ, đã huỷ, hoặc hồ sơ đã kết thúc."),
    "not_refundable": _l("Khoản này không có phần nào được trả lại."),
    "gone": _l("Khoản này đã được ghi là trả xong."),
    "reference": _l("Ghi mã giao dịch của lần chuyển trả, nhiều nhất 60 chữ và số."),
}
"""What to say of decisions.Undecidable."""


class LinesField(TextAreaField):
    """Several lines, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0], multiline=True) if valuelist else ""


class DongField(TextField):
    """Whole đồng, typed with or without dots; `dong` is the number."""

    dong = 0

    def pre_validate(self, form: Any) -> None:
        digits = re.sub(r"[.,\s]|đ(ồng)?$", "", self.data)
        if not re.fullmatch(r"[0-9]{1,15}", digits, re.ASCII):
            raise StopValidation(str(_l("Gõ số tiền bằng chữ số, ví dụ 20.000.")))
        self.dong = int(digits)


class ReasonForm(BaseForm):
    id = HiddenField()
    reason = LinesField(
        _l("Lý do"), [Filled(_l("Ghi lý do.")), AtMost(MOST_REASON)], render_kw={"rows": 2},
        description=_l("Được lưu cùng tên người quyết định, về sau không sửa được."),
    )  # fmt: skip


class AssignForm(ReasonForm):
    """`bill`: one of those suggested; or `named`, a reference typed in."""

    bill = RadioField(_l("Tính vào khoản thu nào?"), validate_choice=False)
    named = TextField(_l("Mã khoản thu hoặc mã hồ sơ khác"), [AtMost(40)])


class BackForm(ReasonForm):
    pay_to = TextField(
        _l("Tài khoản nhận tiền"), [AtMost(MOST_ACCOUNT)],
        description=_l("Ngân hàng, số tài khoản, tên chủ tài khoản, nếu người nộp đã cho biết."),
    )  # fmt: skip


class RefundForm(BackForm):
    amount = DongField(_l("Số tiền trả lại (đồng)"), [Filled()], render_kw={"inputmode": "numeric"})


class GoneForm(BaseForm):
    id = HiddenField()
    reference = TextField(
        _l("Mã giao dịch chuyển trả"), [Filled(_l("Ghi mã giao dịch.")), AtMost(MOST_REFERENCE)],
        description=_l("Mã giao dịch của ngân hàng, hoặc số chứng từ của Kho bạc."),
    )  # fmt: skip


class OneOf(SelectField):
    """A choice among what is offered."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in dict(self.choices):
            raise StopValidation(str(_l("Chọn một mục trong danh sách.")))


class DayField(TextField):
    """A day, as a browser's date field sends it; none that has not begun."""

    def pre_validate(self, form: Any) -> None:
        try:
            day = date.fromisoformat(self.data)
        except ValueError:
            raise StopValidation(str(_l("Chọn ngày."))) from None
        if not date(2020, 1, 1) <= day <= clock.today():
            raise StopValidation(str(_l("Chọn ngày đã qua hoặc hôm nay.")))


class Needed:
    """The view looks at the file itself."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        """Nothing to look at here."""


class StatementForm(BaseForm):
    id = HiddenField()
    provider = OneOf(_l("Sao kê của bên nào?"), [Filled(_l("Chọn một mục trong danh sách."))], validate_choice=False)
    day = DayField(_l("Ngày"), [Filled(_l("Chọn ngày."))], render_kw={"type": "date"})
    file = FileField(
        _l("Tệp sao kê (CSV)"), [Needed()], render_kw={"accept": ".csv,text/csv"},
        description=_l("Mã UTF-8, nhiều nhất 4 MB, chỉ có giao dịch của ngày này."),
    )  # fmt: skip


class ExplainForm(BaseForm):
    line = HiddenField()
    text = LinesField(_l("Vì sao khác?"), [Filled(_l("Ghi vì sao khác.")), AtMost(MOST_REASON)], render_kw={"rows": 2})
