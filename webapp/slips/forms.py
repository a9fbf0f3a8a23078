"""What is typed to open a slip."""

from typing import ClassVar
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest
from wtforms import Form
from wtforms.fields.core import Field
from wtforms.validators import ValidationError

from webapp.accounts import service as accounts
from webapp.dossiers import service as dossiers
from webapp.forms import AtMost, BaseForm, Filled, TextField
from webapp.i18n import _l
from webapp.normal import normal


class Wanted:
    """Marks a field as asked for; another one may be filled in instead (validate_born)."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, form: Form, field: Field) -> None:
        return


class OpenForm(BaseForm):
    code = TextField(
        _l("Mã trên phiếu"), [Filled(_l("Gõ mã 8 chữ và số in trên phiếu.")), AtMost(40)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )  # fmt: skip
    born = accounts.DateField(
        _l("Ngày sinh của người làm hồ sơ"),
        [Wanted(), AtMost(20)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    digits = TextField(
        _l("4 số cuối"), [AtMost(10)], render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )  # fmt: skip

    def validate_code(self, field: Field) -> None:
        if dossiers.is_reference(self.plain_code):
            raise ValidationError(str(_l("Đây là mã hồ sơ, không phải mã trên phiếu.")))
        if not dossiers.looks_like_slip(self.plain_code):
            raise ValidationError(str(_l("Mã trên phiếu có 8 chữ và số, ví dụ ABCD-2345.")))

    def validate_born(self, field: Field) -> None:
        if field.data and accounts.iso_day(field.data) is None:
            raise ValidationError(str(_l("Gõ ngày, tháng, năm như 2/9/1960.")))
        if not field.data and not self.plain_digits:
            raise ValidationError(str(_l("Gõ ngày sinh, như 2/9/1960.")))

    @property
    def plain_code(self) -> str:
        return dossiers.normalise(self.code.data or "")

    @property
    def plain_digits(self) -> str:
        return normal("NFKC", self.digits.data or "").replace(" ", "")

    @property
    def of_dossier(self) -> bool:
        """What was typed is a dossier's own code: another page knows it."""
        return dossiers.is_reference(self.plain_code)


def form_id() -> UUID:
    """The id that came with the form: sent twice is once. 400 for what no page of ours sent."""
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        raise BadRequest from None
