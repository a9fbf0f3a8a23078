"""What a clerk writes on a consignment, and what is said where papers and results change hands."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from webapp import clock
from webapp.consignments.lifecycle import TRACKED, Move, Place
from webapp.consignments.records import MISSING, OTHER, THERE, Answer
from webapp.consignments.writing import MOST_PAPERS, RECEIVES, SENDS, Paper, Wanted
from webapp.forms import AtMost, BaseForm, Filled, TextField, clean_text
from webapp.i18n import _l

SERVICES = {"both": _l("Gửi hồ sơ và nhận kết quả"), "send": _l("Chỉ gửi hồ sơ"), "receive": _l("Chỉ nhận kết quả")}
DELIVERIES = {
    "here": _l("Đến nhận tại bưu điện này"), "mail": _l("Gửi về địa chỉ"), "online": _l("Chỉ nhận bản điện tử"),
}  # fmt: skip
FOUND = {THERE: _l("Đủ"), MISSING: _l("Thiếu"), OTHER: _l("Khác")}
MOVES = {
    Move.POSTED: _l("Đã nhận gửi"), Move.ON_THE_WAY: _l("Đang chuyển đi"), Move.DELIVERED: _l("Đã phát"),
    Move.CAME_BACK: _l("Không phát được, chuyển về"),
}  # fmt: skip
PLACES = {
    Place.SENDER: _l("người gửi đang giữ"), Place.POST: _l("ở bưu điện"), Place.AGENCY: _l("ở cơ quan"),
    Place.MAIL: _l("đang gửi về"), Place.RETURNED: _l("đã trả"),
}  # fmt: skip
NAME = 200
MOST_COPIES = 99
CARD = re.compile(r"[0-9]{12}")


class ConsignmentForm(BaseForm):
    unit = SelectField(_l("Bưu điện"), choices=[])
    services = RadioField(
        _l("Người gửi nhờ việc gì"),
        [Filled()],
        choices=[SelectChoice(*one) for one in SERVICES.items()],
        default="both",
    )
    delivery = RadioField(
        _l("Nhận kết quả cách nào"),
        [Filled()],
        choices=[SelectChoice(*one) for one in DELIVERIES.items()],
        default="here",
    )
    address = TextField(_l("Địa chỉ nhận"), [AtMost(300)], render_kw={"autocomplete": "off"})
    other_name = TextField(_l("Uỷ quyền cho ai nhận kết quả"), [AtMost(120)], render_kw={"autocomplete": "off"})
    other_number = TextField(
        _l("Số căn cước của người đó"), [AtMost(14)], render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )
    note = TextAreaField(_l("Ghi chú"), [AtMost(500)], filters=[clean_text])

    def validate_address(self, field: Any) -> None:
        if self.services.data in RECEIVES and self.delivery.data == "mail" and not field.data:
            raise ValidationError(str(_l("Ghi địa chỉ để gửi kết quả về.")))

    def validate_other_name(self, field: Any) -> None:
        if self.other_number.data and not field.data:
            raise ValidationError(str(_l("Ghi họ tên người được uỷ quyền.")))

    def validate_other_number(self, field: Any) -> None:
        bare = re.sub(r"\s", "", field.data)
        if (self.other_name.data or bare) and not CARD.fullmatch(bare):
            raise ValidationError(str(_l("Số căn cước gồm 12 chữ số.")))
        field.data = bare


def said_papers(form: Mapping[str, str]) -> tuple[list[Paper], str]:
    """The rows of the list, and what is wrong with them; a row without a name is nothing."""
    found, wrong = list[Paper](), ""
    for n in range(MOST_PAPERS):
        name, copies = clean_text(form.get(f"name-{n}", "")), form.get(f"copies-{n}", "").strip() or "1"
        if not name:
            continue
        if not re.fullmatch(r"[0-9]{1,2}", copies, re.ASCII) or not 1 <= int(copies) <= MOST_COPIES:
            wrong, copies = str(_l("Số bản là một số từ 1 đến %(most)s.", most=MOST_COPIES)), "1"
        if len(name) > NAME:
            wrong = str(_l("Dài quá, nhiều nhất %(most)s chữ.", most=NAME))
        original, returns = form.get(f"original-{n}") == "y", form.get(f"return-{n}") == "y"
        found.append(Paper(name[:NAME], int(copies), original, returns))
    return found, wrong


def wanted(form: ConsignmentForm, unit_id: str, papers: Sequence[Paper]) -> tuple[Wanted, str]:
    """What the form says, and what is wrong with its papers, "" where nothing is."""
    said = form.data
    sends = said["services"] in SENDS
    other = {"name": said["other_name"], "number": said["other_number"]} if said["other_name"] else None
    made = Wanted(
        form_id(), unit_id, said["services"], tuple(papers) if sends else (), said["delivery"], said["address"], other,
        said["note"],
    )  # fmt: skip
    return made, str(_l("Ghi ít nhất một giấy tờ đã nhận.")) if sends and not papers else ""


class GiveForm(BaseForm):
    card = TextField(
        _l("Số căn cước của người đến nhận"), [Filled(_l("Quét hoặc gõ số trên căn cước.")), AtMost(1000)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )  # fmt: skip
    signed = BooleanField(_l("Người nhận đã ký vào sổ"))

    def validate_signed(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(_l("Để người nhận ký rồi mới trả.")))


class ItemForm(BaseForm):
    item = TextField(
        _l("Số hiệu bưu gửi"), [Filled(_l("Gõ số hiệu in trên phiếu gửi.")), AtMost(20)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )  # fmt: skip


class ReturnForm(BaseForm):
    to = TextField(_l("Trả cho ai"), [Filled(_l("Ghi họ tên người nhận lại.")), AtMost(120)])
    signed = BooleanField(_l("Người nhận đã ký"))

    def validate_signed(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(_l("Để người nhận ký rồi mới trả.")))


def move() -> Move:
    """The step that was tapped. 400 for what no page of ours sent."""
    said = request.form.get("move", "")
    if said not in TRACKED:
        raise BadRequest
    return Move(said)


def moment() -> datetime | None:
    """When the carrier says it was (`at`, as a browser's field for date and time writes it); None where nothing was typed.

    Raises ValueError.
    """
    said = request.form.get("at", "").strip()[:40]
    return datetime.fromisoformat(said).replace(tzinfo=clock.VN) if said else None


def seen() -> int:
    said = request.form.get("seen", "")
    return int(said) if re.fullmatch(r"[0-9]{1,4}", said, re.ASCII) else -1


def answers(ids: Sequence[UUID]) -> dict[UUID, Answer]:
    """Of the lines that were answered: `found-<id>`, `note-<id>`."""
    said = {one: request.form.get(f"found-{one}", "") for one in ids}
    return {
        one: Answer(found, clean_text(request.form.get(f"note-{one}", ""))[:300])
        for one, found in said.items()
        if found in FOUND
    }


def ticked() -> list[UUID]:
    """Consignments that were ticked, each once."""
    try:
        return list(dict.fromkeys(UUID(one) for one in request.form.getlist("one")))
    except ValueError:
        raise BadRequest from None


def form_id() -> UUID:
    """The id that came with the form: sent twice is once. 400 for what no page of ours sent."""
    try:
        return UUID(request.form.get("id", ""))
    except ValueError:
        raise BadRequest from None
