"""Numbers in Vietnamese words: amounts as receipts must carry them (NĐ 254/2026), dates as civil status forms ask for them.

No law says how; receipts and schoolbooks of the north, where this province lies, say: «nghìn» (not «ngàn»), «linh» before lone
ones (not «lẻ»: một trăm linh năm), «tư» after twenty and more (hai mươi tư, but mười bốn, linh bốn), «mốt» and «lăm» alike. A
group of three digits inside a number says its empty hundreds («một nghìn không trăm linh năm», so that nobody hears
1.050); a group that is empty altogether is left out («một tỷ không trăm linh một»).
"""

from datetime import date

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu")
BILLION = 10**9


def in_words(dong: int) -> str:
    """«Bảy nghìn đồng». 0 to under 10^18; anything else is a ValueError."""
    if not 0 <= dong < BILLION**2:
        raise ValueError(dong)
    billions, rest = divmod(dong, BILLION)
    said = [f"{_below_billion(billions, first=True)} tỷ"] if billions else []
    if rest or not billions:
        said.append(_below_billion(rest, first=not billions))
    text = " ".join(said)
    return f"{text[0].upper()}{text[1:]} đồng"


def date_in_words(day: date) -> str:
    """«Ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu»."""
    number = _three(day.day, first=True)
    month = "tư" if day.month == 4 else _three(day.month, first=True)
    early = "mùng " if day.day <= 10 else ""
    return f"Ngày {early}{number} tháng {month} năm {_below_billion(day.year, first=True)}"


def _below_billion(value: int, first: bool) -> str:
    """Groups of three digits, the empty ones left out; only the very first group may leave out its hundreds."""
    groups = [value // 1000**place % 1000 for place in range(3)]
    said: list[str] = []
    for place in (2, 1, 0):
        if groups[place]:
            said.append(f"{_three(groups[place], first and not said)} {SCALES[place]}".strip())
    return " ".join(said) or DIGITS[0]


def _three(value: int, first: bool) -> str:
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = [] if first and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens == 0 and ones and words:
        words.append("linh")
    elif tens == 1:
        words.append("mười")
    elif tens > 1:
        words += [DIGITS[tens], "mươi"]
    if ones:
        words.append(_ones(ones, tens))
    return " ".join(words)


def _ones(ones: int, tens: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 4 and tens > 1:
        return "tư"
    if ones == 5 and tens > 0:
        return "lăm"
    return DIGITS[ones]
