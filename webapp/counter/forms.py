"""What a clerk scans or types of the customer before them."""

import re
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest
from wtforms.fields.core import Field
from wtforms.validators import ValidationError

from webapp.accounts import service as accounts
from webapp.forms import AtMost, BaseForm, Filled, TextField
from webapp.i18n import _l

GUN = {"autocomplete": "off", "autocapitalize": "off", "autocorrect": "off", "spellcheck": "false", "lang": "en"}
"""What a scanner gun types is no word of any language."""


class ScanForm(BaseForm):
    text = TextField(
        _l("Quét căn cước"),
        [Filled(_l("Đưa thẻ căn cước vào máy quét.")), AtMost(3000)],
        render_kw={**GUN, "autofocus": True, "maxlength": 3000},
    )


class WorkForm(BaseForm):
    what = TextField(
        _l("Làm thủ tục gì?"),
        [Filled(_l("Gõ số thứ tự hoặc vài chữ trong tên thủ tục.")), AtMost(200)],
        render_kw={**GUN, "autofocus": True, "maxlength": 200},
    )


class PhoneForm(BaseForm):
    """Beside the facts of the person: where news go."""

    phone = TextField(
        _l("Điện thoại của khách"),
        [AtMost(20)],
        description=_l("Của khách hoặc người nhà ở cùng. Không có thì bỏ trống: khách giữ phiếu giấy."),
        render_kw={"inputmode": "tel", "autocomplete": "off", "maxlength": 20},
    )

    def validate_phone(self, field: Field) -> None:
        if not field.data:
            return
        try:
            field.data = accounts.phone.normalise(field.data)
        except accounts.phone.NotAPhone:
            words = _l("Số này chưa đúng. Số di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.")
            raise ValidationError(words) from None


def form_id() -> UUID:
    """The id that came with the form: sent twice is once. 400 for what no page of ours sent."""
    return as_id(request.form.get("id", ""))


def as_id(text: Any) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise BadRequest from None


def number_in(text: str) -> str:
    """The ID number at the beginning of what a card's code says, or typed alone; "" for neither."""
    found = re.match(r"\s*([0-9]{12})\s*(?:\||$)", text)
    return found[1] if found else ""
