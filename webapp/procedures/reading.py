"""What people type, read kindly: each `read_…` takes a text and returns the stored value or raises Unreadable with
plain words.

Stored shapes are those of docs/procedures.md. An empty text is never passed in.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from webapp.i18n import _l

Spec = Mapping[str, Any]
LONGEST = {
    "text": 200, "name": 120, "email": 120, "phone": 20, "id_number": 20, "personal_id": 20, "date": 20,
    "date_partial": 20, "number": 20, "money": 24,
}  # fmt: skip
OLDEST_YEAR = 1850
LAST_YEAR = 2199
PHONE = re.compile(r"0(?:[35789][0-9]{8}|2[0-9]{8,9})")
EMAIL = re.compile(r"[^@\s,;<>()\"]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
DATE_HINT = _l("Ghi ngày, tháng, năm, ví dụ 05/03/1960 hoặc 05031960.")


class Unreadable(ValueError):
    """What was typed cannot be this kind of answer; the text says what to do."""

    def __init__(self, text: Any) -> None:
        super().__init__(text)
        self.text = text


def read_text(text: str, spec: Spec, today: date) -> str:
    if wanted := spec.get("digits"):
        return _digits(text, int(wanted))
    most = int(spec.get("max") or LONGEST["text"])
    if len(text) > most:
        raise Unreadable(_l("Dài quá %(most)s chữ, xin ghi ngắn lại.", most=most))
    return text


def read_name(text: str, spec: Spec, today: date) -> str:
    if len(text) > int(spec.get("max") or LONGEST["name"]):
        raise Unreadable(_l("Tên dài quá, xin ghi như trên giấy tờ."))
    if any(sign.isdigit() for sign in text) or not any(sign.isalpha() for sign in text):
        raise Unreadable(_l("Ghi họ tên bằng chữ, như trên giấy tờ."))
    return text


def read_personal_id(text: str, spec: Spec, today: date) -> str:
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch(r"[0-9]{12}", digits):
        raise Unreadable(_l("Số định danh có đúng 12 chữ số, ghi trên thẻ căn cước."))
    return digits


def read_id_number(text: str, spec: Spec, today: date) -> str:
    number = re.sub(r"[\s.\-]", "", text).upper()
    digits = number.isdigit()
    if not re.fullmatch(r"[A-Z0-9]{6,15}", number) or (digits and len(number) not in (9, 12)):
        raise Unreadable(_l("Số căn cước có 12 chữ số, chứng minh cũ 9 chữ số, hoặc ghi số hộ chiếu."))
    return number


def read_phone(text: str, spec: Spec, today: date) -> str:
    digits = re.sub(r"[\s.\-()]", "", text)
    digits = re.sub(r"^(?:\+|00)?84(?=[0-9]{9,10}$)", "0", digits)
    if not PHONE.fullmatch(digits):
        raise Unreadable(_l("Số điện thoại có 10 chữ số, bắt đầu bằng số 0."))
    return digits


def read_email(text: str, spec: Spec, today: date) -> str:
    if len(text) > LONGEST["email"] or not EMAIL.fullmatch(text):
        raise Unreadable(_l("Email có dạng ten@gmail.com, xin xem lại."))
    return text


def read_date(text: str, spec: Spec, today: date) -> str:
    """A whole date as dd/mm/yyyy (also with - . or spaces, or eight digits) or ISO → ISO."""
    parts = _date_parts(text)
    if len(parts) != 3:
        raise Unreadable(DATE_HINT)
    day = _real_date(*parts)
    _within(day, day, spec, today)
    return day.isoformat()


def read_date_partial(text: str, spec: Spec, today: date) -> str:
    """As above, or only mm/yyyy or yyyy → YYYY-MM-DD, YYYY-MM or YYYY."""
    parts = _date_parts(text)
    if not parts:
        raise Unreadable(_l("Ghi ngày, tháng, năm (05/03/1960), hoặc chỉ năm (1960)."))
    year, month, day = (*parts, None, None)[:3]
    first = _real_date(year or 0, month or 1, day or 1)
    _within(first, first, spec, today)
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])


def read_number(text: str, spec: Spec, today: date) -> int | str:
    """An integer, or with `decimals` a decimal as text; 1.234,5 and 1234.5 are both understood."""
    decimals = int(spec.get("decimals") or 0)
    value = _decimal(text, bool(decimals))
    if value != round(value, decimals):
        raise Unreadable(
            _l("Ghi nhiều nhất %(n)s số sau dấu phẩy.", n=decimals) if decimals else _l("Ghi số tròn, không có số lẻ.")
        )
    _between(value, spec)
    return format(value.normalize(), "f") if decimals else int(value)


def read_money(text: str, spec: Spec, today: date) -> int:
    """Whole đồng: 1.500.000, 1,500,000 đ, 1500000 đồng."""
    digits = re.sub(r"(?:vnđ|vnd|đồng|đ|₫)\s*$", "", text.lower()).strip()
    digits = re.sub(r"[\s.,]", "", digits)
    if not re.fullmatch(r"[0-9]{1,15}", digits):
        raise Unreadable(_l("Ghi số tiền bằng chữ số, ví dụ 1.500.000."))
    _between(Decimal(digits), spec)
    return int(digits)


READERS: dict[str, Callable[[str, Spec, date], Any]] = {
    "text": read_text, "name": read_name, "personal_id": read_personal_id, "id_number": read_id_number,
    "phone": read_phone, "email": read_email, "date": read_date, "date_partial": read_date_partial,
    "number": read_number, "money": read_money,
}  # fmt: skip


def _digits(text: str, wanted: int) -> str:
    """A code of so many digits, typed with or without spaces and dots."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch(f"[0-9]{{{wanted}}}", digits):
        raise Unreadable(_l("Ghi đúng %(n)s chữ số.", n=wanted))
    return digits


def _date_parts(text: str) -> list[int]:
    """[year, month, day], or fewer from the right for partial dates; [] when it is no date."""
    if re.fullmatch(r"[0-9]{8}", text):
        return [int(text[4:]), int(text[2:4]), int(text[:2])]
    if iso := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", text):
        return [int(part) for part in iso.groups() if part]
    if not re.fullmatch(r"(?:[0-9]{1,2}\s*[/.\-\s]\s*){0,2}[0-9]{4}", text):
        return []
    return [int(part) for part in reversed(re.findall(r"[0-9]+", text))]


def _real_date(year: int, month: int, day: int) -> date:
    if not OLDEST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(_l("Xem lại năm."))
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(_l("Ngày này không có trong lịch, xin xem lại.")) from None


def _within(first: date, last: date, spec: Spec, today: date) -> None:
    if spec.get("not_after") == "today" and first > today:
        raise Unreadable(_l("Ngày này chưa đến, xin xem lại."))
    if spec.get("not_before") == "today" and last < today:
        raise Unreadable(_l("Ngày này đã qua, xin xem lại."))
    age = spec.get("min_age")
    if age and (today.year - last.year - ((today.month, today.day) < (last.month, last.day))) < int(age):
        raise Unreadable(_l("Cần đủ %(age)s tuổi.", age=age))


def _decimal(text: str, fraction: bool) -> Decimal:
    digits = text.replace(" ", "").replace("\u00a0", "")
    if not fraction or ("," in digits and "." in digits):
        digits = re.sub(r"[.](?=[0-9]{3}(?:[.,]|$))", "", digits)
    try:
        if not re.fullmatch(r"-?[0-9]{1,12}(?:[.,][0-9]{1,6})?", digits):
            raise InvalidOperation
        return Decimal(digits.replace(",", "."))
    except InvalidOperation:
        raise Unreadable(_l("Ghi bằng chữ số.")) from None


def _between(value: Decimal, spec: Spec) -> None:
    if "min" in spec and value < Decimal(str(spec["min"])):
        raise Unreadable(_l("Ít nhất là %(least)s.", least=spec["min"]))
    if "max" in spec and value > Decimal(str(spec["max"])):
        raise Unreadable(_l("Nhiều nhất là %(most)s.", most=spec["max"]))
