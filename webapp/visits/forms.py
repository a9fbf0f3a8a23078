"""What somebody fills in who asks a team to come, and what a manager says about it."""

from typing import Any
from uuid import UUID

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import Field
from wtforms.validators import ValidationError

from webapp.accounts import service as accounts
from webapp.forms import AtMost, BaseForm, Filled, TextField, clean_text
from webapp.i18n import _l
from webapp.visits import slots
from webapp.visits.managing import MOST

MOST_NAME, MOST_ADDRESS, MOST_NOTE = 80, 200, 300


class Needed:
    """Says that it has to be answered; the field itself refuses what can't be meant."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Field) -> None:
        """Nothing more to ask."""


class LinesField(TextAreaField):
    """Several lines, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0], multiline=True) if valuelist else ""


class Offered:
    """A field whose value is one of those it offers; anything else is refused in the person's language."""

    choices: list[SelectChoice]
    data: str
    refused = _l("Chọn một mục trong danh sách.")

    def offer(self, rows: list[tuple[str, Any]]) -> None:
        """(value, words) of each."""
        self.choices = [SelectChoice(*row) for row in rows]

    @property
    def values(self) -> set[str]:
        return {str(one.value) for one in self.choices}

    def pre_validate(self, form: Any) -> None:
        if self.data not in self.values:
            raise ValidationError(self.refused)


class OneOf(Offered, SelectField):
    """A list that opens."""


class OneRadio(Offered, RadioField):
    """All of it to be seen."""


class SlotField(OneOf):
    """A day and a part of it."""

    refused = _l("Buổi này không còn nhận nữa. Chọn buổi khác.")

    def times(self, there: list[slots.Slot]) -> None:
        self.offer([("", _l("Chọn ngày và buổi")), *((str(one), _big(slots.words(one))) for one in there)])

    @property
    def slot(self) -> slots.Slot:
        return slots.read(self.data)


def _big(text: str) -> str:
    return text[:1].upper() + text[1:]


class VisitForm(BaseForm):
    id = HiddenField()
    xa = HiddenField()
    to = HiddenField()
    procedure = OneOf(_l("Cần làm giấy tờ gì?"), default="", choices=[], validate_choice=False)
    slot = SlotField(_l("Đến lúc nào?"), [Filled(_l("Chọn ngày và buổi."))], choices=[], validate_choice=False)
    whom = OneRadio(
        _l("Nhờ cho ai?"), [Needed()], default="self", validate_choice=False,
        choices=[
            SelectChoice("self", _l("Cho tôi")), SelectChoice("family", _l("Cho người nhà")),
            SelectChoice("neighbour", _l("Cho hàng xóm, người quen")),
        ],
    )  # fmt: skip
    name = TextField(
        _l("Đến nhà hỏi ai?"), [Filled(_l("Ghi tên để đến nơi còn biết hỏi ai.")), AtMost(MOST_NAME)],
        description=_l("Tên người cần giúp, ví dụ: bà Hoa."), render_kw={"autocomplete": "off"},
    )  # fmt: skip
    address = TextField(
        _l("Nhà ở đâu?"), [Filled(_l("Ghi địa chỉ để tìm được nhà.")), AtMost(MOST_ADDRESS)],
        description=_l("Số nhà, ngõ, đường; không có số thì tả lối vào, ví dụ: sau nhà văn hoá khu 1."),
        render_kw={"autocomplete": "street-address"},
    )  # fmt: skip
    phone = TextField(
        _l("Số điện thoại của ông/bà"), [Filled(_l("Gõ số điện thoại để nhận mã và tin báo ai đến."))],
        description=_l("Bước sau nhận một mã 6 số, để biết đúng là số của mình."),
        render_kw={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "maxlength": 20},
    )  # fmt: skip
    note = LinesField(
        _l("Cần dặn gì thêm?"), [AtMost(MOST_NOTE)], render_kw={"rows": 2},
        description=_l("Ví dụ: bà nặng tai, xin nói to. Không ghi số căn cước hay mật khẩu."),
    )  # fmt: skip
    agree = BooleanField(_l("Tôi đồng ý"), [Filled(_l("Cần đồng ý thì tổ mới đến được."))])

    def validate_phone(self, field: Field) -> None:
        try:
            field.data = accounts.phone.normalise(field.data)
        except accounts.phone.NotAPhone:
            raise ValidationError(
                _l("Số này chưa đúng. Số di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.")
            ) from None


class CodeForm(BaseForm):
    code = TextField(
        _l("Mã 6 số"), [Filled(_l("Gõ 6 số trong tin nhắn.")), AtMost(12)],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 12},
    )  # fmt: skip


class AssignForm(BaseForm):
    helper = OneRadio(_l("Ai đi?"), [Needed()], choices=[], validate_choice=False)

    @property
    def helper_id(self) -> UUID:
        return UUID(self["helper"].data)


class MoveForm(BaseForm):
    slot = SlotField(_l("Đổi sang lúc nào?"), [Filled(_l("Chọn ngày và buổi."))], choices=[], validate_choice=False)


class DeclineForm(BaseForm):
    reason = LinesField(
        _l("Vì sao không đến được?"), [Filled(_l("Ghi lý do để người nhờ hiểu.")), AtMost(MOST_NOTE)],
        description=_l("Người nhờ đọc được lý do này."), render_kw={"rows": 2},
    )  # fmt: skip


class LimitField(IntegerField):
    """How many visits; says kindly what it takes."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = clean_text(valuelist[0]) if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None  # noqa: PLR2004

    def pre_validate(self, form: Any) -> None:
        if self.data is None or self.data > MOST:
            raise ValidationError(_l("Một số từ 0 đến %(most)s.", most=MOST))


LIMIT = {"inputmode": "numeric", "min": 0, "max": MOST}


class LimitForm(BaseForm):
    morning = LimitField(_l("Buổi sáng"), [Needed()], render_kw=LIMIT)
    afternoon = LimitField(_l("Buổi chiều"), [Needed()], render_kw=LIMIT)
    evening = LimitField(_l("Buổi tối"), [Needed()], render_kw=LIMIT)
