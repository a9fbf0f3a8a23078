"""What a broken rule says when the file has no words of its own: plain, in the person's language."""

from collections.abc import Mapping
from typing import Any

from webapp.i18n import _l, pick

WORDS = {
    "after": _l("Ngày này phải sau ngày ở câu “%(other)s”."),
    "not_before": _l("Ngày này không thể trước ngày ở câu “%(other)s”."),
    "at_most_years_after": _l("Tính từ câu “%(other)s” thì nhiều nhất là %(years)s năm, xin chọn ngày sớm hơn."),
    "days_since": _l("Câu này không khớp với ngày ở câu “%(other)s”, xin xem lại."),
    "not_above": _l("Số này không thể lớn hơn số ở câu “%(other)s”."),
    "not_below": _l("Số này không thể nhỏ hơn số ở câu “%(other)s”."),
    "within": _l("Số này không hợp với câu trả lời ở trên, xin xem lại."),
    "one_of": _l("Câu này phải giống với một trong các câu: %(others)s."),
    "sum_at_most": _l("Cộng mọi dòng lại không được quá %(limit)s."),
    "exactly_one": _l("Đánh dấu “%(field)s” ở đúng một dòng."),
    "gap_free_start": _l("Dòng đầu phải kể từ khi đủ %(age)s tuổi."),
    "gap_free_row": _l("Dòng này không nối tiếp dòng trước: còn trống một khoảng, hoặc chưa đúng thứ tự."),
    "gap_free_end": _l("Dòng cuối phải kể đến nay."),
    "someone_under": _l("Theo ngày sinh đã ghi thì không có ai dưới %(age)s tuổi. Xin chọn lại, hoặc xem lại ngày sinh."),
    "nobody_under": _l("Theo ngày sinh đã ghi thì có người dưới %(age)s tuổi. Xin chọn lại, hoặc xem lại ngày sinh."),
}  # fmt: skip


def words(check: Mapping[str, Any], titles: Mapping[str, Any], say: str = "") -> str:
    """The message in the current language. `titles` are the labels of all questions by id."""
    own = check.get("message")
    if own and not say:
        return pick(own)
    named = {key: pick(titles.get(check.get(key, ""))) for key in ("field", "other")}
    named["others"] = ", ".join(f"“{pick(titles[name])}”" for name in check.get("others") or [])
    known = {key: str(check[key]) for key in ("years", "age", "limit") if key in check}
    return str(WORDS[say or check["kind"]]) % (named | known)
