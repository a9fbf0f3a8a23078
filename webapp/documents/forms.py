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
    "too_large": (413, _l("Tệp lớn quá, nhiều nhất 25 MB một tệp. Chụp lại ở cỡ nhỏ hơn, hoặc chia ra nhiều tệp.")),
    "broken": (422, _l("Không mở được tệp này, có thể tệp bị hỏng. Chụp lại hoặc chọn tệp khác.")),
    "locked": (422, _l("PDF này có khoá hoặc mật khẩu nên cán bộ không đọc được. Bỏ khoá, hoặc chụp ảnh từng trang.")),
    "pixels": (422, _l("Ảnh quá lớn, nhiều nhất 40 triệu điểm ảnh. Chụp lại ở cỡ thường.")),
    "pages": (422, _l("PDF dài quá, nhiều nhất 60 trang. Chia ra nhiều tệp rồi gửi từng tệp.")),
    "slot_full": (422, _l("Giấy này đã đủ số tệp. Bỏ bớt một tệp rồi gửi lại.")),
    "too_many": (422, _l("Hồ sơ đã có 25 tệp, là nhiều nhất. Bỏ bớt tệp không cần rồi gửi lại.")),
    "full": (422, _l("Các tệp của hồ sơ cộng lại đã quá 100 MB. Bỏ bớt tệp không cần rồi gửi lại.")),
    "other_content": (409, _l("Tệp này trùng mã với một tệp khác đã gửi. Chọn lại tệp rồi gửi lần nữa.")),
    "store": (503, _l("Chưa lưu được tệp lúc này. Chờ một phút rồi gửi lại.")),
}  # fmt: skip
NOT_NOW = Words(
    _l("Lúc này chưa gửi hay bỏ giấy tờ được"),
    _l("Hồ sơ đang ở chỗ cán bộ, hoặc giấy này không cần gửi lại."),
    _l("Những giấy tờ đã gửi vẫn còn nguyên."),
    _l("Mở lại hồ sơ để xem cần làm gì tiếp."),
)


@dataclass(frozen=True)
class Sent:
    """One posted file. `document_id` is the phone's own, if it gave one."""

    filename: str
    data: bytes
    document_id: UUID | None = None


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
    return [Sent(one.filename or "", one.read(), None if at else named) for at, one in enumerate(files)]


def _posted_id() -> UUID | None:
    typed = request.form.get("document_id", "")
    try:
        return UUID(typed) if typed else None
    except ValueError as error:
        raise BadRequest from error
