"""In which words an upload is refused, where a person may come to read them."""

from typing import Any

from webapp.documents.forms import NOT_NOW, WHY
from webapp.i18n import _l

SAID: dict[str, Any] = {
    "closed": NOT_NOW.what,
    "slot_full": WHY["slot_full"][1],
    "store": WHY["store"][1],
    "too_large": WHY["too_large"][1],
    "over_limit": WHY["over_limit"][1],
    "sign_in": _l("Đăng nhập lại rồi gửi tiếp. Phần đã gửi vẫn còn nguyên."),
    "too_many": _l(
        "Có quá nhiều tệp đang gửi dở hoặc đang chờ kiểm tra. Chờ kiểm tra xong, hoặc bỏ bớt tệp gửi dở, rồi gửi tiếp."
    ),
    "too_much": _l(
        "Các tệp đang gửi dở hoặc đang chờ kiểm tra đã quá 300 MB. Chờ kiểm tra xong, hoặc bỏ bớt tệp gửi dở, rồi gửi tiếp."
    ),
}


def why(reason: str | None) -> str:
    """The words for a refused upload; `reason` is a key of WHY. Empty where there is none."""
    if reason is None:
        return ""
    return str(WHY.get(reason, WHY["broken"])[1])
