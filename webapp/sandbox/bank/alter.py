"""How banks change the text of a transfer on its way (they do: FACTS of the trade, "banks alter the content")."""

import re
import unicodedata

ALTERATIONS = {
    "as_is": "Giữ nguyên",
    "upper": "Viết hoa, bỏ dấu và ký hiệu",
    "prefix": "Thêm chữ của ngân hàng vào trước và sau",
}


def without_marks(text: str) -> str:
    """Vietnamese letters as plain A–Z: đ becomes d, tone and vowel marks go."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def altered(content: str, how: str, number: str, payer: str, holder: str, to: str) -> str:
    """The content as the receiving bank will show it; `how` is a key of ALTERATIONS."""
    if how == "upper":
        return " ".join(re.sub(r"[^A-Z0-9 ]", " ", without_marks(content).upper()).split())
    if how == "prefix":
        return f"MBVCB.{number}.{content}.CT tu {payer} {holder} toi {to}"
    return content
