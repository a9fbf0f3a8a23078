"""What people tap and type about an office, and what an office types in answer."""

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest
from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import Field
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.accounts import service as accounts
from webapp.feedback import written
from webapp.feedback.lifecycle import Event, State
from webapp.feedback.models import Rating
from webapp.feedback.petitions import COMPLAINT, FILED, SUGGESTION
from webapp.forms import AtMost, BaseForm, Filled, TextField, clean_text
from webapp.i18n import _l, pick

FACE_WORDS = {
    5: _l("Rất hài lòng"), 4: _l("Hài lòng"), 3: _l("Bình thường"), 2: _l("Không hài lòng"), 1: _l("Rất không hài lòng"),
}  # fmt: skip
SIDES = {written.GOOD: _l("Điều gì tốt?"), written.BAD: _l("Điều gì chưa tốt?")}
KIND_WORDS = {COMPLAINT: _l("Phản ánh"), SUGGESTION: _l("Góp ý, kiến nghị")}
STATE_WORDS = {
    State.RECEIVED: _l("Đã nhận"), State.ASSIGNED: _l("Đang xem"), State.ANSWERED: _l("Đã trả lời"),
    State.PASSED_ON: _l("Đã chuyển nơi khác"), State.DECLINED: _l("Không nhận giải quyết"),
}  # fmt: skip
STATE_KINDS = {
    State.RECEIVED: "wait",
    State.ASSIGNED: "wait",
    State.ANSWERED: "ok",
    State.PASSED_ON: "",
    State.DECLINED: "bad",
}
EVENT_WORDS = {
    FILED: _l("Đã nhận"), Event.ASSIGNED: _l("Đã giao người xem"), Event.HANDED_ON: _l("Chuyển sang đơn vị khác"),
    Event.ANSWERED: _l("Đã trả lời"), Event.PASSED_ON: _l("Chuyển cơ quan khác"), Event.DECLINED: _l("Không nhận giải quyết"),
}  # fmt: skip
LEFT_WORDS = {
    "repeat": _l("trùng hồ sơ"), "many": _l("quá nhiều từ một địa chỉ mạng"), "full": _l("quá nhiều trong một ngày"), "own": _l("của người làm ở đó"),
}  # fmt: skip
ANSWER = 3000  # characters
OUTSIDE = 200


class Words(TextAreaField):
    """Several lines, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = clean_text(valuelist[0], multiline=True) if valuelist else ""


class Ticks(SelectMultipleField):
    """Several reasons, each a row to tap."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class MoreForm(BaseForm):
    good = Ticks(SIDES[written.GOOD])
    bad = Ticks(SIDES[written.BAD])
    words = Words(_l("Muốn nói thêm gì không?"), render_kw={"rows": 3})
    reply = BooleanField(_l("Tôi muốn được trả lời"))
    phone = TextField(
        _l("Số điện thoại"), [AtMost(20)], render_kw={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
    )

    def offer(self, rating: Rating) -> "MoreForm":
        """What is asked after that face."""
        self.asked = written.sides(rating.face)
        for side in SIDES:
            there = written.offered(side) if side in self.asked else []
            self[side].choices = [SelectChoice(one.id, pick(one.name)) for one in there]
        return self

    @property
    def sides(self) -> list[Field]:
        return [self[side] for side in self.asked]

    @property
    def chosen(self) -> list[str]:
        return [reason for side in self.asked for reason in self[side].data or []]

    @property
    def wants_reply(self) -> bool:
        return bool(self.reply.data or self.phone.data)

    def validate_words(self, field: Field) -> None:
        most = written.rules().words
        if len(field.data or "") > most:
            raise ValidationError(str(_l("Dài quá, nhiều nhất %(most)s chữ.", most=most)))
        if self.wants_reply and not field.data and not self.chosen:
            raise ValidationError(str(_l("Ghi vài chữ, hoặc chọn một điều ở trên, để biết mà trả lời.")))

    def validate_phone(self, field: Field) -> None:
        if not field.data:
            return
        try:
            field.data = accounts.phone.normalise(field.data)
        except accounts.phone.NotAPhone:
            raise ValidationError(
                str(_l("Số này chưa đúng. Số di động có 10 chữ số. Không có thì bỏ trống."))
            ) from None


class SignForm(BaseForm):
    unit = SelectField(_l("Đơn vị"), choices=[])
    label = TextField(
        _l("Quầy số mấy"), [Filled(_l("Ghi số quầy, ví dụ 3.")), AtMost(12)], render_kw={"autocomplete": "off"}
    )

    def validate_label(self, field: Any) -> None:
        if not all(one.isalnum() or one == " " for one in field.data):
            raise ValidationError(str(_l("Tên quầy chỉ gồm chữ và số, ví dụ 3.")))


class AssignForm(BaseForm):
    to = SelectField(_l("Giao cho"), choices=[], id="giao")


class AnswerForm(BaseForm):
    words = Words(
        _l("Câu trả lời"), [Filled(_l("Ghi câu trả lời.")), AtMost(ANSWER)], id="tra-loi", render_kw={"rows": 5}
    )


class PassForm(BaseForm):
    """To a unit here, or to an authority outside in words, with why."""

    to = SelectField(_l("Chuyển đến"), choices=[], default="", id="chuyen")
    outside = TextField(_l("Cơ quan khác, ghi tên"), [AtMost(OUTSIDE)], id="ngoai")
    words = Words(_l("Lời nhắn cho người gửi"), [AtMost(ANSWER)], id="loi-nhan", render_kw={"rows": 3})

    def validate_outside(self, field: Field) -> None:
        if not field.data and not self.to.data:
            raise ValidationError(str(_l("Chọn đơn vị, hoặc ghi tên cơ quan.")))
        if self.to.data and (field.data or self.words.data):
            raise ValidationError(str(_l("Chuyển sang đơn vị ở đây thì để trống tên cơ quan và lời nhắn.")))


class DeclineForm(BaseForm):
    words = Words(
        _l("Vì sao không nhận giải quyết"),
        [Filled(_l("Ghi lý do, người gửi sẽ đọc.")), AtMost(ANSWER)],
        id="tu-choi",
        render_kw={"rows": 3},
    )


def face() -> int:
    """The face that was tapped; 0 for what is none."""
    said = request.form.get("face", "")
    return int(said) if said in {str(one) for one in FACE_WORDS} else 0


def form_id() -> UUID:
    """The id that came with the form: sent twice is once. 400 for what no page of ours sent."""
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        raise BadRequest from None
