"""Amounts in Vietnamese words, as receipts must carry them (NĐ 254/2026)."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")


def in_words(dong: int) -> str:
    """«Bảy nghìn đồng». 0 to under 10^18; anything else is a ValueError."""
    if not 0 <= dong < 10**18:
        raise ValueError(dong)
    groups, rest = [], dong
    while rest:
        groups.append(rest % 1000)
        rest //= 1000
    said = [
        f"{_three(value, first=place == len(groups) - 1)} {SCALES[place]}".strip()
        for place, value in reversed(list(enumerate(groups)))
        if value
    ]
    text = " ".join(said) or DIGITS[0]
    return f"{text[0].upper()}{text[1:]} đồng"


def _three(value: int, first: bool) -> str:
    """One group of three digits; only the first group may leave out its hundreds."""
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = [] if first and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens == 0 and ones and words:
        words.append("lẻ")
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
    if ones == 5 and tens > 0:
        return "lăm"
    return DIGITS[ones]
