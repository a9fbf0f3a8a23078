"""Pure: the money in a fee's column and its note. «Miễn phí» is what the portal fills in where nobody wrote anything
(FACTS §5.1), so it counts as free only where the note does not say otherwise."""

import re
from datetime import date

from webapp.national.record import Amount, Doubt, Fee, Kind

FREE, NOTHING = "Miễn phí", "Không có thông tin"
CURRENCIES = {"Việt Nam Đồng": "VND", "VNĐ": "VND", "VND": "VND", "Đồng": "VND", "USD": "USD", "EUR": "EUR"}
CURRENCY = "|".join(CURRENCIES)
DIGITS = r"\d[\d.,]{0,18}"
LABEL = r"(?:Phí|Lệ phí) ?: ?"
FEE = re.compile(rf"{FREE}|{NOTHING}|(?:{LABEL})?(?P<number>{DIGITS}) ?(?P<currency>{CURRENCY})")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3}(?:\1\d{3}){0,3})?")  # 40; 5,000; 13,500,000
PLAIN = re.compile(r"0|[1-9]\d{0,11}")
MONEY = re.compile(
    r"(?<![\d./,])(?P<number>\d{1,3}(?:\.\d{3}){1,4}|\d{1,3}(?:,\d{3}){1,4}|\d{2,9})"
    r"(?:\s*(?:(?P<million>triệu)\s*)?(?:đồng|Đồng|ĐỒNG|đ(?![\w])|VNĐ|VND|vnđ|vnd)|(?P<per>\s?/\s?(?!\d|[A-ZĐ]{2})(?=\w)))"
)
AFTER_FEE = re.compile(r"(?:[Pp]hí|thu)\s*:\s*(?P<number>\d{1,3}(?:[.,]\d{3}){1,4})(?!\d|\s*(?:đ|Đ|VN|/))")
UNTIL = re.compile(r"đến\s+(?:hết\s+)?(?:ngày\s+)?(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(\d{4})")
CLAUSE = re.compile(r"[;\n\t]|\.\s|(?:^|\s)[-+]\s")
NONE_SAID = re.compile(
    r"[\s(\-–+.]*(?:phí, lệ phí|lệ phí|phí)?[\s:]*(?:không(?: có| thu| quy định| mất| phải nộp| thu phí| áp dụng)?(?: phí| lệ phí)?|miễn(?: phí| lệ phí)?)"
    r"(?:\s*[,/và]+\s*(?:lệ )?phí)?[\s).;]*",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"hội đồng nhân dân|hđnd|thông tư|nghị định|nghị quyết|luật|quyết định|theo quy định|biểu (?:mức|phí)|quy định (?:tại|của)|"
    r"(?:ủy|uỷ) ban nhân dân|ubnd|pháp luật|văn bản",
    re.IGNORECASE,
)
AROUND = 300  # signs of a clause before and behind the sum it names
LEAST = 500  # đồng: no fee of the State's is smaller; «20 VNĐ» stands for 20.000


def amounts(text: str) -> tuple[Amount, ...]:
    """The sums of money that a text names, in its order, each with its clause."""
    found: dict[tuple[int, int], int] = {}
    for match in [*MONEY.finditer(text), *AFTER_FEE.finditer(text)]:
        groups = match.groupdict()
        value = int(re.sub(r"\D", "", match["number"]))
        if groups.get("million"):
            value *= 1_000_000
        if value and not (groups.get("per") and value < 10_000 and not re.search(r"\D", match["number"])):
            found.setdefault(match.span("number"), value)
    return tuple(Amount(found[place], _clause(text, *place)) for place in sorted(found))


def _clause(text: str, start: int, end: int) -> str:
    """Around the number there; of a clause that hardly ends so much of it, or many sums in it would take time by their square."""
    first, last = max(0, start - AROUND), end + AROUND
    begins = max([first, *(cut.end() for cut in CLAUSE.finditer(text, first, start))])
    ends = CLAUSE.search(text, end, last)
    return " ".join(text[begins : ends.start() if ends else last].split())


def until(text: str) -> date | None:
    """The last day that a text names as an end («đến hết ngày 31/12/2025»)."""
    days = []
    for day, month, year in UNTIL.findall(text):
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return max(days, default=None)


def splits(digits: str) -> list[tuple[str, int]]:
    """The ways to take «120,000» for a bare term and an amount, the whole for an amount ("" as term) among them."""
    found = []
    for cut in range(min(len(digits), 4)):
        term, rest = digits[:cut], digits[cut:]
        if (not term or (term.isascii() and term.isdigit() and term[0] != "0")) and GROUPED.fullmatch(rest):
            found.append((term, int(re.sub(r"\D", "", rest))))
    return found


def read(words: str, note: str, about: str, on: date) -> tuple[Fee, list[Doubt]]:
    """A fee from its column, its note and the description beside it; `on`: the day for which promotions count."""
    words = words.strip()
    match = FEE.fullmatch(words)
    number = match["number"] if match else None
    if number is None:
        return _without_amount(words, note, about, on)
    whole = GROUPED.fullmatch(number) or PLAIN.fullmatch(number)
    amount = int(re.sub(r"\D", "", number)) if whole else None
    currency = CURRENCIES[match["currency"]] if match else "VND"
    return priced(words, amount, currency, note, on)


def priced(words: str, amount: int | None, currency: str, note: str, on: date) -> tuple[Fee, list[Doubt]]:
    said, end = amounts(note), until(note)
    excerpt = f"{words} ({note})" if note else words
    doubts = []
    if amount is None:
        doubts.append(Doubt(Kind.UNREAD_TEXT, "ways", words))
    elif currency == "VND":
        if said and amount not in {one.amount for one in said}:
            doubts.append(Doubt(Kind.AMOUNT_CONTRADICTS_NOTE, "ways", excerpt))
        elif amount < LEAST:
            doubts.append(Doubt(Kind.AMOUNT_TOO_SMALL, "ways", excerpt))
    if end and end < on:
        doubts.append(Doubt(Kind.PROMOTION_ENDED, "ways", excerpt))
    return Fee(words, amount, currency, note, said, end, doubtful=bool(doubts)), doubts


def _without_amount(words: str, note: str, about: str, on: date) -> tuple[Fee, list[Doubt]]:
    beside = "; ".join(clause for clause in CLAUSE.split(about) if "phí" in clause.lower() and amounts(clause))
    told = "; ".join(part for part in (note, beside) if part)
    said, end = amounts(told), until(told)
    excerpt = f"{words} ({told})" if told else words
    doubts = [Doubt(Kind.PROMOTION_ENDED, "ways", excerpt)] if end and end < on else []
    if words == FREE and told and not NONE_SAID.fullmatch(told):
        named = said or re.search(r"\d\s*USD", told)
        kind = (
            Kind.FREE_BUT_AMOUNT if named else Kind.FREE_BUT_REFERENCE if REFERENCE.search(told) else Kind.FREE_BUT_NOTE
        )
        doubts.insert(0, Doubt(kind, "ways", excerpt))
    free = words == FREE and not doubts
    return Fee(words, None, "VND", note, said, end, free, doubtful=bool(doubts)), doubts
