"""What a clerk types at the counter; amounts as people write them: 50000, 50.000, 50 000."""

import re
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import NumberRange, StopValidation

from webapp.forms import AtMost, BaseForm, Filled, TextField, clean_text
from webapp.i18n import _l
from webapp.tills.shifts import HIGHEST

DONG = re.compile(r"[0-9]{1,3}(?:[.,\s][0-9]{3})+|[0-9]+")
LONGEST = 15  # digits; nobody was ever handed more
KEYS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 15}


class Amount:
    """Given, and read as đồng; `optional` may be empty."""

    def __init__(self, optional: bool = False) -> None:
        self.optional = optional
        self.field_flags = {} if optional else {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        if field.raw.strip() and field.data is None:
            raise StopValidation(str(_l("Gõ số tiền bằng chữ số, ví dụ 50.000.")))
        if not field.raw.strip() and not self.optional:
            raise StopValidation(str(_l("Gõ số tiền.")))
        if field.data is None:
            raise StopValidation


class Dong(StringField):
    """Đồng as a number; what was typed comes back as it was."""

    raw = ""
    data: int | None

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw = clean_text(valuelist[0])[:15] if valuelist else ""
        self.data = read_dong(self.raw)

    def _value(self) -> str:
        return self.raw


def read_dong(typed: str) -> int | None:
    """None for what is no whole amount of đồng."""
    text = re.sub(r"\s*(đồng|đ|vnd)$", "", typed.strip().lower())
    digits = re.sub(r"[.,\s]", "", text)
    return int(digits) if DONG.fullmatch(text) and len(digits) <= LONGEST else None


RANGE = NumberRange(0, HIGHEST, _l("Số tiền này quá lớn."))


class OpenForm(BaseForm):
    unit = SelectField(_l("Quầy thu của đơn vị"), choices=[])
    opening = Dong(_l("Tiền lẻ đầu ca (đồng)"), [Amount(), RANGE], render_kw=KEYS)


class TakeForm(BaseForm):
    given = Dong(_l("Khách đưa"), [Amount(optional=True), RANGE], render_kw=KEYS)
    reference = TextField(
        _l("Thẻ hoặc chuyển khoản: số tham chiếu"),
        [AtMost(60)],
        description=_l("Trên giấy in của máy quẹt thẻ, hoặc mã giao dịch chuyển khoản."),
    )


class EntryForm(BaseForm):
    reason = TextAreaField(
        _l("Vì sao trả lại"),
        [Filled(_l("Ghi lý do: lý do được in trên bảng kê của ca.")), AtMost(300)],
        filters=[clean_text],
    )


class CountForm(BaseForm):
    counted = Dong(_l("Tiền mặt đếm được trong ngăn (đồng)"), [Amount(), RANGE], render_kw=KEYS)


class CloseForm(BaseForm):
    note = TextAreaField(_l("Giải thích"), [AtMost(500)], filters=[clean_text])


def form_id() -> UUID:
    """The id that came with the form: sent twice is once. 400 for what no page of ours sent."""
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        raise BadRequest from None
