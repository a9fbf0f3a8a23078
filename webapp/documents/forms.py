"""What was sent, and in which words a file is refused."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.exceptions import BadRequest

from webapp.errors import Words
from webapp.i18n import _l

WHY: dict[str, tuple[int, Any]] = {
    "none": (422, _l("Chưa chọn ảnh hoặc tệp nào. Chọn rồi bấm Gửi.")),
    "empty": (422, _l("Tệp này rỗng, không có gì bên trong. Chọn lại tệp khác.")),
    "type": (415, _l("Tệp này không phải ảnh hay PDF. Chỉ nhận ảnh chụp (JPEG, PNG, WebP, HEIC) và PDF.")),
    "over_limit": (413, _l("Tệp lớn quá cho giấy này. Chụp lại ở cỡ nhỏ hơn, hoặc bỏ bớt trang.")),
    "too_large": (413, _l("Tệp lớn quá, nhiều nhất 25 MB một tệp. Chụp lại ở cỡ nhỏ hơn, hoặc chia ra nhiều tệp.")),
    "broken": (422, _l("Không mở được tệp này, có thể tệp bị hỏng. Chụp lại hoặc chọn tệp khác.")),
    "locked": (422, _l("PDF này có khoá hoặc mật khẩu nên cán bộ không đọc được. Bỏ khoá, hoặc chụp ảnh từng trang.")),
    "signed": (422, _l("PDF này có chữ ký số, nên phải giữ nguyên cả tệp, mà trong tệp lại có thứ không nhận được: lệnh tự chạy, tệp đính kèm, nơi chụp ảnh, hoặc phần thêm vào sau khi ký. Xin nơi cấp một tệp PDF khác, hoặc chụp ảnh từng trang.")),
    "pixels": (422, _l("Ảnh quá lớn, nhiều nhất 40 triệu điểm ảnh. Chụp lại ở cỡ thường.")),
    "pages": (422, _l("PDF dài quá, nhiều nhất 60 trang. Chia ra nhiều tệp rồi gửi từng tệp.")),
    "slot_full": (422, _l("Giấy này đã đủ số tệp. Bỏ bớt một tệp rồi gửi lại.")),
    "at_once": (422, _l("Một lần gửi được nhiều nhất 20 ảnh. Gửi những ảnh còn lại trong lần sau.")),
    "too_many": (422, _l("Hồ sơ đã có 25 tệp, là nhiều nhất. Bỏ bớt tệp không cần rồi gửi lại.")),
    "full": (422, _l("Các tệp của hồ sơ cộng lại đã quá 100 MB. Bỏ bớt tệp không cần rồi gửi lại.")),
    "waiting": (413, _l("Nhiều tệp gửi trước còn đang chờ kiểm tra. Chờ kiểm tra xong rồi gửi tiếp tệp này.")),
    "other_content": (409, _l("Tệp này bị lẫn với một tệp khác đã gửi. Chọn lại tệp rồi gửi lần nữa.")),
    "virus": (422, _l("Tệp này có vi-rút nên không nhận được, có thể máy bị nhiễm mà không biết. Xin chụp ảnh giấy tờ rồi gửi lại.")),
    "checksum": (422, _l("Tệp đến nơi không còn nguyên vẹn. Chọn lại tệp đó rồi gửi lần nữa.")),
    "not_now": (409, _l("Lúc tệp đến nơi, hồ sơ đang ở chỗ cán bộ hoặc giấy này không cần gửi lại.")),
    "no_slot": (409, _l("Hồ sơ không còn cần giấy này.")),
    "store": (503, _l("Chưa lưu được tệp lúc này. Chờ một phút rồi gửi lại.")),
}  # fmt: skip
NOT_NOW = Words(
    _l("Lúc này chưa gửi hay bỏ giấy tờ được"),
    _l("Hồ sơ đang ở chỗ cán bộ, hoặc giấy này không cần gửi lại."),
    _l("Những giấy tờ đã gửi vẫn còn nguyên."),
    _l("Mở lại hồ sơ để xem cần làm gì tiếp."),
)
NOT_MARKED = Words(
    _l("Chưa mở được giấy này"),
    _l("Giấy tờ tuỳ thân phải in thêm dòng “chỉ dùng cho hồ sơ” rồi mới mở, mà tệp này không in thêm được."),
    _l("Tệp đã gửi vẫn còn nguyên."),
    _l("Nhờ người dân chụp lại giấy này rồi gửi."),
)


@dataclass(frozen=True)
class Sent:
    """One posted file. `document_id` is the phone's own, if it gave one.

    `overruled`: what the quality gate said of it, and the citizen sent it anyway.
    """

    filename: str
    data: bytes
    document_id: UUID | None = None
    overruled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Which file, and why; `reason` is a key of WHY."""

    filename: str
    reason: str

    @property
    def status(self) -> int:
        return WHY[self.reason][0]

    @property
    def words(self) -> str:
        return str(WHY[self.reason][1])

    def as_json(self) -> dict[str, Any]:
        """The shape of every JSON error (webapp.errors), and the reason for the module to act on."""
        kept = str(_l("Những giấy tờ đã gửi trước đó vẫn còn nguyên."))
        title = str(_l("Chưa nhận được tệp này"))
        return {
            "error": self.status,
            "reason": self.reason,
            "title": title,
            "what": self.words,
            "kept": kept,
            "todo": "",
        }


def sent_files() -> list[Sent] | Refusal:
    """Every file of the request, or one refusal when there is none."""
    files = [one for one in request.files.getlist("file") if one.filename]
    named = _posted_id()
    if not files:
        return Refusal("", "none")
    seen = tuple(request.form.getlist("overruled"))
    return [Sent(one.filename or "", one.read(), None if at else named, seen) for at, one in enumerate(files)]


def _posted_id() -> UUID | None:
    typed = request.form.get("document_id", "")
    try:
        return UUID(typed) if typed else None
    except ValueError as error:
        raise BadRequest from error
