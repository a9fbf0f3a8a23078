"""What an officer types on the desk; each form has a prefix, because several stand on one page."""

from typing import Any

from flask import request
from wtforms import IntegerField, TextAreaField
from wtforms.fields.core import Field
from wtforms.validators import NumberRange, StopValidation

from webapp.forms import AtMost, BaseForm, Filled, TextField, clean_text
from webapp.i18n import _l


class LongText(TextAreaField):
    """Several lines, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0], multiline=True) if valuelist else ""


class Posted(BaseForm):
    """`of_post()` reads the request only when it was meant for this form."""

    prefix = ""

    @classmethod
    def empty(cls) -> "Posted":
        return cls(prefix=cls.prefix)

    @classmethod
    def of_post(cls) -> "Posted":
        return cls(request.form, prefix=cls.prefix)


class RefuseForm(Posted):
    prefix = "refuse"
    reason = LongText(_l("Lý do không tiếp nhận"), [Filled(_l("Ghi lý do để người dân biết.")), AtMost(2000)])


class StopForm(Posted):
    prefix = "stop"
    reason = LongText(_l("Lý do dừng"), [Filled(_l("Ghi lý do để người dân biết.")), AtMost(2000)])


class FeeForm(Posted):
    prefix = "fee"
    amount = IntegerField(
        _l("Số tiền (đồng)"),
        [Filled(_l("Gõ số tiền.")), NumberRange(1, 499_999_999, _l("Số tiền phải lớn hơn 0 và dưới 500 triệu đồng."))],
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    label = TextField(_l("Khoản thu"), [Filled(), AtMost(200)])
    legal_document = TextField(_l("Văn bản quy định"), [Filled(_l("Ghi số văn bản làm căn cứ.")), AtMost(300)])


class ResolveForm(Posted):
    prefix = "result"
    note = LongText(
        _l("Hoặc ghi nơi nhận"), [AtMost(2000)], 
        description=_l("Ví dụ: nhận tại quầy số 3, mang theo căn cước."),
    )  # fmt: skip

    def validate_note(self, field: Field) -> None:
        if not field.data and not given_file():
            raise StopValidation(str(_l("Chọn tệp kết quả, hoặc ghi nơi nhận.")))


def given_file() -> Any:
    """The result file that was sent, or None."""
    file = request.files.get("result-file")
    return file if file and file.filename else None


def reasons() -> dict[str, str]:
    """Items named in a return: those ticked, and those with a reason though nobody ticked the box."""
    ticked = dict.fromkeys(request.form.getlist("item"), "")
    named = dict(ticked)
    for name, text in request.form.items():
        key, reason = name.removeprefix("reason-"), clean_text(text, multiline=True)[:2000]
        if name.startswith("reason-") and (reason or key in ticked):
            named[key] = reason
    return named
