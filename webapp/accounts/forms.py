"""What people type about themselves: phone, one-time code, who they are."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import Field
from wtforms.validators import ValidationError

from webapp import clock
from webapp.accounts import names, phone
from webapp.accounts.grounds import Ground
from webapp.accounts.id_card import IdCard
from webapp.forms import AtMost, BaseForm, Filled, TextField, clean_text
from webapp.i18n import _l, pick, say_date
from webapp.messages.choices import Offer
from webapp.normal import normal


class PhoneForm(BaseForm):
    phone = TextField(
        _l("Số điện thoại"),
        [Filled(_l("Gõ số điện thoại để nhận mã."))],
        render_kw={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "maxlength": 20},
    )

    def validate_phone(self, field: Field) -> None:
        try:
            field.data = phone.normalise(field.data)
        except phone.NotAPhone:
            raise ValidationError(
                _l("Số này chưa đúng. Số di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.")
            ) from None


class CodeForm(BaseForm):
    code = TextField(
        _l("Mã 6 số trong tin nhắn"),
        [Filled(_l("Gõ 6 số trong tin nhắn vừa nhận."))],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 12, "pattern": "[0-9 ]*"},
    )

    def validate_code(self, field: Field) -> None:
        field.data = re.sub(r"\D", "", normal("NFKC", field.data))
        if not re.fullmatch(r"[0-9]{6}", field.data):
            raise ValidationError(_l("Mã có đúng 6 chữ số."))


class ConsentForm(BaseForm):
    agree = BooleanField(_l("Tôi đồng ý"), [Filled(_l("Cần đồng ý thì mới tạo được tài khoản."))])


GENDERS = {"Nam": "1", "Nữ": "2"}
ON_CARD = ("full_name", "id_number", "birth_date", "gender", "residence", "id_issue_date", "old_id_number")


class DateField(TextField):
    """A day as people write it («2/9/1960», «02-09-1960», «02091960») or ISO; kept as ISO text, "" when empty."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = iso_day(self.data) or self.data

    def _value(self) -> str:
        return say_date(self.data) if re.fullmatch(r"\d{4}-\d\d-\d\d", self.data or "") else self.data or ""


def iso_day(text: str) -> str | None:
    """ISO text of a day, or None when it is not one."""
    match = re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})", text)
    if match:
        day, month, year = (int(x) for x in match.groups() if x)
    elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        year, month, day = (int(x) for x in text.split("-"))
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


class PersonForm(BaseForm):
    """A citizen as on the card; `source` (card, typed) travels with it."""

    full_name = TextField(
        _l("Họ, chữ đệm và tên"),
        [Filled(_l("Gõ họ tên như trên căn cước.")), AtMost(120)],
        render_kw={"autocomplete": "name"},
    )
    id_number = TextField(
        _l("Số căn cước (12 số)"),
        [AtMost(20)],
        description=_l("Chưa có thì bỏ trống."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    birth_date = DateField(
        _l("Ngày sinh"),
        [AtMost(20)],
        description=_l("Ví dụ: 2/9/1960"),
        render_kw={"inputmode": "numeric", "autocomplete": "bday"},
    )
    gender = RadioField(
        _l("Giới tính"), choices=[SelectChoice("1", _l("Nam")), SelectChoice("2", _l("Nữ"))], validate_choice=False
    )
    residence = TextField(_l("Nơi cư trú"), [AtMost(300)], render_kw={"autocomplete": "street-address"})
    id_issue_date = HiddenField()
    old_id_number = HiddenField()
    source = HiddenField(default="typed")

    @classmethod
    def of_card(cls, card: IdCard) -> "PersonForm":
        """What the card says, to be looked over."""
        return cls(data={
            "full_name": card.full_name, "id_number": card.number, "birth_date": card.birth_date.isoformat(),
            "gender": GENDERS[card.gender], "residence": card.residence, "old_id_number": card.old_number or "",
            "id_issue_date": card.issue_date.isoformat() if card.issue_date else "", "source": "card",
        })  # fmt: skip

    def validate_full_name(self, field: Field) -> None:
        if not re.search(r"[^\W\d_]", field.data) or re.search(r"[\d<>{}@]", field.data):
            raise ValidationError(_l("Họ tên chỉ gồm chữ."))

    def validate_id_number(self, field: Field) -> None:
        field.data = re.sub(r"[\s.]", "", normal("NFKC", field.data))
        if field.data and not re.fullmatch(r"[0-9]{12}", field.data):
            raise ValidationError(_l("Số căn cước có đúng 12 chữ số."))

    def validate_birth_date(self, field: Field) -> None:
        if not field.data:
            return
        day = iso_day(field.data)
        if day is None or not "1900-01-01" <= day <= clock.today().isoformat():
            raise ValidationError(_l("Gõ ngày, tháng, năm như 2/9/1960."))

    def validate_gender(self, field: Field) -> None:
        if field.data not in GENDERS.values():
            field.data = ""

    @property
    def from_card(self) -> bool:
        return bool(self["source"].data == "card")

    @property
    def name_doubtful(self) -> bool:
        """Read by a machine and still without its diacritics: whoever reads it next should look."""
        return self.from_card and names.doubtful(self["full_name"].data)

    def facts(self) -> dict[str, str]:
        """All that the card can say; "" for what is not known."""
        found = {name: clean_text(str(self[name].data or ""))[:300] for name in ON_CARD}
        found["id_issue_date"] = iso_day(found["id_issue_date"]) or ""
        if not re.fullmatch(r"[0-9]{9}|[0-9]{12}", found["old_id_number"]):
            found["old_id_number"] = ""
        return found


class OrganisationForm(BaseForm):
    """A business or organisation with the person who represents it."""

    kind = RadioField(
        _l("Ai nộp hồ sơ?"),
        [Filled(_l("Chọn một loại."))],
        choices=[
            SelectChoice("business", _l("Doanh nghiệp, hộ kinh doanh")),
            SelectChoice("organisation", _l("Cơ quan, tổ chức")),
        ],
        validate_choice=False,  # said below, in the person's own language
    )
    organisation = TextField(
        _l("Tên doanh nghiệp hoặc tổ chức"), [Filled(), AtMost(200)], render_kw={"autocomplete": "organization"}
    )
    tax_code = TextField(_l("Mã số thuế"), [Filled(), AtMost(20)], render_kw={"inputmode": "numeric"})
    full_name = TextField(_l("Người đại diện"), [Filled(), AtMost(120)], render_kw={"autocomplete": "name"})
    title = TextField(_l("Chức vụ"), [AtMost(100)])

    def validate_tax_code(self, field: Field) -> None:
        field.data = re.sub(r"\s", "", field.data)
        if not re.fullmatch(r"[0-9]{10}(-?[0-9]{3})?|[0-9]{12}", field.data):
            raise ValidationError(_l("Mã số thuế có 10, 12 hoặc 13 chữ số."))

    def validate_kind(self, field: Field) -> None:
        if field.data not in ("business", "organisation"):
            raise ValidationError(_l("Chọn một loại."))

    def facts(self) -> dict[str, str]:
        return {name: self[name].data for name in ("organisation", "tax_code", "full_name", "title")}


class GroundForm(BaseForm):
    """What the one who acts is to the other; `paper` where the ground is proved by one."""

    ground = RadioField(_l("Chọn một câu"), [Filled(_l("Chọn một câu trả lời."))], choices=[], validate_choice=False)
    paper = TextField(
        _l("Giấy gì?"),
        [AtMost(200)],
        description=_l("Chỉ ghi khi là người giám hộ hoặc có giấy uỷ quyền: tên giấy, số, ngày cấp."),
        render_kw={"autocomplete": "off"},
    )

    grounds: Sequence[Ground] = ()

    def offer(self, grounds: Sequence[Ground]) -> "GroundForm":
        self.grounds = grounds
        self["ground"].choices = [SelectChoice(one.id, pick(one.asks)) for one in grounds]
        return self

    def validate_ground(self, field: Field) -> None:
        if field.data not in {one.id for one in self.grounds}:
            raise ValidationError(_l("Chọn một câu trả lời."))

    def validate_paper(self, field: Field) -> None:
        if self["ground"].data == "guardian" and not field.data:
            raise ValidationError(_l("Ghi giấy chứng nhận việc giám hộ: tên giấy, số, ngày cấp."))


ORDERS = {
    "zalo_first": _l("Qua Zalo trước"),
    "sms_only": _l("Chỉ bằng tin nhắn SMS"),
    "app_only": _l("Chỉ trong Một Chạm"),
}
"""What may be chosen (`orders` in messages/data/sending.yaml), as people call it."""


class MessagesForm(BaseForm):
    order = RadioField(
        _l("Muốn nhận tin bằng cách nào?"), [Filled(_l("Chọn một cách nhận tin."))], validate_choice=False
    )

    @classmethod
    def offering(cls, offer: Offer, data: Mapping[str, Any] | None = None) -> "MessagesForm":
        form = cls.of_request(data)
        form.order.choices = [(name, ORDERS[name]) for name in offer.names if name in ORDERS]
        return form

    def validate_order(self, field: Field) -> None:
        if field.data not in dict(field.choices):
            raise ValidationError(_l("Chọn một cách nhận tin."))
