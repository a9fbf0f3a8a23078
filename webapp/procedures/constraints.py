"""What the browser may check already, from the same definition as the server's checks."""

from collections.abc import Mapping
from typing import Any

from webapp.i18n import _l
from webapp.procedures.reading import LONGEST

AUTOCOMPLETE = {
    "person.full_name": "name", "person.phone": "tel", "person.birth_date": "bday",
    "person.organisation": "organization",
}  # fmt: skip
INPUT = {"phone": "tel", "email": "email"}
NUMERIC = ("personal_id", "date", "date_partial", "money")
PATTERN = {
    "personal_id": r"([0-9][\s.\-]*){12}",
    "date": r"\d{1,2}[\s.\/\-]+\d{1,2}[\s.\/\-]+\d{4}|\d{8}|\d{4}-\d{1,2}-\d{1,2}",
    "date_partial": r"(\d{1,2}[\s.\/\-]+){0,2}\d{4}|\d{8}|\d{4}-\d{1,2}(-\d{1,2})?",
    "phone": r"[0-9+\s.\-\(\)]{9,20}",
    "money": r"[0-9\s.,đ₫]{1,24}",
}
PLACEHOLDER = {"date": _l("ngày/tháng/năm"), "date_partial": _l("ngày/tháng/năm, hoặc chỉ năm")}


def constraints(spec: Mapping[str, Any]) -> dict[str, str]:
    """HTML attributes of a one-line control: type, maxlength, pattern, inputmode, autocomplete, placeholder,
    data-min, data-max.

    The browser's own date picker is not used: old phones make people scroll through seventy years.
    """
    kind = spec["kind"]
    numeric = kind in NUMERIC or "digits" in spec or (kind == "number" and not spec.get("decimals"))
    longest = spec.get("max") if kind in ("text", "name") else None
    out = {
        "type": INPUT.get(kind, "text"),
        "maxlength": str(longest or LONGEST.get(kind, "")),
        "autocomplete": AUTOCOMPLETE.get(spec.get("fill", ""), "off"),
        "inputmode": "numeric" if numeric else "decimal" if kind == "number" else "",
        "pattern": rf"([0-9][\s.\-]*){{{spec['digits']}}}" if "digits" in spec else PATTERN.get(kind, ""),
        "placeholder": str(PLACEHOLDER.get(kind, "")),
    }
    if kind in ("number", "money"):
        out |= {f"data-{edge}": str(spec[edge]) for edge in ("min", "max") if edge in spec}
    return {name: value for name, value in out.items() if value}
