"""What a helper says after sitting beside somebody: done, or what it failed at. Nothing can be typed, so nothing slips in."""

from typing import Any

from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.core import Field
from wtforms.validators import ValidationError

from webapp.elsewhere import written
from webapp.forms import BaseForm, Filled
from webapp.i18n import _l, pick

KIND_WORDS = {
    "opened": _l("Đã mở xong, trước đó chưa có"),
    "raised": _l("Đã lên mức 2"),
    "entered": _l("Đã vào được Cổng Dịch vụ công quốc gia"),
    "not_yet": _l("Chưa xong"),
}
SHORT_WORDS = {
    "opened": _l("Mở mới"), "raised": _l("Lên mức 2"), "entered": _l("Vào được Cổng"), "not_yet": _l("Chưa xong"),
}  # fmt: skip
"""The same over the columns of a table."""
CHOOSE = _l("Chọn một mục trong danh sách.")


class HelpForm(BaseForm):
    id = HiddenField()
    kind = RadioField(_l("Hôm nay đến đâu?"), [Filled(CHOOSE)], validate_choice=False)
    reason = SelectField(
        _l("Chưa xong vì sao?"), validate_choice=False, description=_l("Chỉ chọn khi chưa xong."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["kind"].choices = list(KIND_WORDS.items())
        offered = [(one.id, pick(one.name)) for one in written.offered()]
        self["reason"].choices = [("", _l("Không có gì vướng")), *offered]

    def validate_kind(self, field: Field) -> None:
        if field.data not in KIND_WORDS:
            raise ValidationError(CHOOSE)

    def validate_reason(self, field: Any) -> None:
        """Needed exactly when it is not done; what was chosen beside success says nothing."""
        field.flags.required = self["kind"].data == "not_yet"
        if field.flags.required and field.data not in {name for name, _words in field.choices if name}:
            raise ValidationError(_l("Chọn điều gì làm vướng."))
