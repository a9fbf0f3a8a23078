"""Pure: the table of ways in, its cells run together: «Trực tuyến5 Ngày làm việcMiễn phí(ghi chú)mô tảTrực tiếp…»."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from webapp.national import money
from webapp.national.record import Doubt, Fee, Kind, Term, Way

HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
CHANNELS = {"Trực tuyến": "online", "Trực tiếp": "in_person", "Dịch vụ bưu chính": "post"}
CHANNEL = "|".join(CHANNELS)
UNIT = "Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tuần|Tháng|Quý|Năm|Phút"
TERM = rf"\d{{1,4}}(?:[.,]\d{{1,2}})? (?:{UNIT})"
FILLED = f"{money.FREE}|{money.NOTHING}"
PRICE = rf"{money.DIGITS} ?(?:{money.CURRENCY})"
LABELLED = rf"{money.LABEL}{PRICE} ?"
ANY_FEE = f"{FILLED}|{LABELLED}|{PRICE}"
FREE_TEXT = rf"(?!{FILLED}|{CHANNEL})[^\W\d](?:(?!{FILLED}|{CHANNEL}).){{0,300}}?"
ROW = re.compile(
    rf"(?P<name>{CHANNEL})"
    rf"(?:(?P<term>{TERM})(?P<fee>{ANY_FEE})?|(?P<none>{money.NOTHING})(?P<fee2>{ANY_FEE})?"
    rf"|(?P<joined>{PRICE})|(?P<bare>\d{{1,4}})(?P<fee3>{FILLED}|{LABELLED})|(?P<text>{FREE_TEXT})(?P<fee4>{FILLED}|{LABELLED}))"
    rf"|(?<![\w ])(?P<odd>[A-ZĐ](?:(?!{CHANNEL}|{FILLED})[^\d.;:\n()]){{2,40}})(?P<odd_term>{TERM})(?P<odd_fee>{ANY_FEE})",
    re.DOTALL,
)
MARKER = re.compile(r"(?:^|[\s(;.,:+–-])[a-zđ0-9]{1,2}$")  # «a)» opens an item of a list and closes nothing
CLOSES = re.compile(r"\)+(?P<next>[^\W_]|[*+]|[-–]\s|$)")
ITEM = re.compile(r"\([a-zđ0-9]{1,3}\)")  # «(1) Trường hợp …» begins a description
DEEPEST = 5  # brackets around a note that are taken off
DAYS = re.compile(r"(\d{1,3})\s*(?:\([^)]*\)\s*)?ngày", re.IGNORECASE)


def read(text: str, on: date) -> tuple[tuple[Way, ...], list[str], list[Doubt]]:
    """The rows, what could not be read, and the doubts."""
    text = text.strip().removeprefix(HEAD).strip()
    if not text or text == money.NOTHING:
        return (), [], [Doubt(Kind.NO_WAYS, "ways", text)]
    rows = list(ROW.finditer(text))
    left, doubts, ways = [], list[Doubt](), []
    if before := text[: rows[0].start() if rows else len(text)].strip():
        left.append(before)
        doubts.append(Doubt(Kind.UNREAD_TEXT, "ways", before))
    for row, ends in zip(rows, [row.start() for row in rows[1:]] + [len(text)] * bool(rows), strict=True):
        way, found = _row(row, text[row.end() : ends], on)
        ways.append(way)
        doubts += found
    if not ways:
        doubts.append(Doubt(Kind.NO_WAYS, "ways", text))
    return tuple(ways), left, doubts + list(_contradictions(ways))


def _row(row: re.Match[str], rest: str, on: date) -> tuple[Way, list[Doubt]]:
    name = (row["name"] or row["odd"]).strip()
    note, rest, doubts = _note(rest)
    words = row["fee"] or row["fee2"] or row["fee3"] or row["fee4"] or row["odd_fee"]
    if row["joined"]:
        term, fee, found = _joined(row["joined"], note, on)
        fees = [fee]
    else:
        term = _term(row["term"] or row["odd_term"], row["bare"], row["text"])
        more, rest = _more_fees(rest)
        fees, found = [], []
        for each, each_note in [(words, note), *more] if words else []:
            fee, its = money.read(each, each_note, rest, on)
            fees.append(fee)
            found += its
    if not row["name"]:
        found.append(Doubt(Kind.UNKNOWN_CHANNEL, "ways", name))
    about = rest.strip() if words or row["joined"] else " ".join([note, rest]).strip()
    doubts += found + list(_of_term(term, about))
    return Way(CHANNELS.get(name), name, term, tuple(fees), about), doubts


def _term(words: str | None, bare: str | None, text: str | None) -> Term | None:
    if words:
        count, unit = words.split(" ", 1)
        return Term(words, Decimal(count.replace(",", ".")), unit)
    if bare:
        return Term(bare, Decimal(bare))
    return Term(text.strip()) if text else None


def _joined(words: str, note: str, on: date) -> tuple[Term | None, Fee, list[Doubt]]:
    """«120,000 VNĐ» may be 120.000 đ, or a bare 1 with 20.000 đ: only one possible reading, or one that the note bears out, is taken."""
    split = money.FEE.fullmatch(words)
    digits, currency = (split["number"], split["currency"]) if split else (words, "VNĐ")
    named = {one.amount for one in money.amounts(note)}
    ways = money.splits(digits)
    borne_out = [one for one in ways if one[1] in named] or ways
    doubts = [] if len(ways) == 1 else [Doubt(Kind.RUN_TOGETHER, "ways", f"{words} ({note})" if note else words)]
    if len(borne_out) != 1:
        return (
            None,
            Fee(words, None, money.CURRENCIES[currency], note, money.amounts(note), money.until(note), doubtful=True),
            doubts,
        )
    term, amount = borne_out[0]
    fee, found = money.priced(words[len(term) :], amount, money.CURRENCIES[currency], note, on)
    return (Term(term, Decimal(term)) if term else None), fee, doubts + found


def _note(rest: str) -> tuple[str, str, list[Doubt]]:
    """The bracket right behind a fee, and what comes after; a bracket that nobody closed ends where a cell seems to.

    «(1) Trường hợp …» is no note but begins the description, unless a bracket closes the whole cell.
    """
    if not rest.startswith("("):
        return "", rest, []
    end = _closing(rest)
    if ITEM.match(rest) and (end is None or not _begins_cell(rest[end:])):
        return "", rest, []
    if end is not None:
        return _unwrapped(rest[1 : end - 1]), rest[end:].lstrip(")"), []
    if guess := CLOSES.search(rest):
        return _unwrapped(rest[1 : guess.start()]), rest[guess.start("next") :], []
    return rest[1:].strip(), "", [Doubt(Kind.UNREAD_TEXT, "ways", rest.strip())]


def _unwrapped(note: str) -> str:
    """«((ghi chú))» says no more than «(ghi chú)»."""
    note = note.strip()
    for _bracket in range(DEEPEST):
        if not note.startswith("(") or _closing(note) != len(note):
            break
        note = note[1:-1].strip()
    return note


def _closing(rest: str) -> int | None:
    """Behind the bracket that closes the first one; «a)» and «1)» as items of a list close nothing."""
    depth = 0
    for place, sign in enumerate(rest):
        depth += sign == "("
        if sign == ")" and not (depth == 1 and MARKER.search(rest[max(1, place - 4) : place])):
            depth -= 1
        if depth == 0:
            return place + 1
    return None


def _begins_cell(text: str) -> bool:
    return not text or text[0] in "*+-–" or (text[0].isalnum() and not text[0].islower())


def _more_fees(rest: str) -> tuple[list[tuple[str, str]], str]:
    """Further fees of one row, right behind the first: «50,000 VNĐ(…)20,000 VNĐ(…)»."""
    found = []
    while match := re.match(f"{LABELLED}|{PRICE}", rest):
        note, rest, _ = _note(rest[match.end() :])
        found.append((match[0], note))
    return found, rest


def _of_term(term: Term | None, about: str) -> Iterator[Doubt]:
    if term and term.unit is None:
        kind = Kind.TERM_IN_WORDS if term.count is None else Kind.TERM_WITHOUT_UNIT
        yield Doubt(kind, "ways", f"{term.words} · {about}" if about else term.words)
    if term and term.unit in ("Ngày", "Ngày làm việc"):
        named = [Decimal(number) for number in DAYS.findall(about)]
        if len(named) == 1 and term.count not in named:
            yield Doubt(Kind.TERM_CONTRADICTS_NOTE, "ways", f"{term.words} · {about}")


def _contradictions(ways: list[Way]) -> Iterator[Doubt]:
    terms: dict[str, list[str]] = {}
    for way in ways:
        if way.term and way.term.words not in terms.setdefault(way.name, []):
            terms[way.name].append(way.term.words)
    if len({tuple(sorted(words)) for words in terms.values() if words}) > 1:
        said = "; ".join(f"{name}: {', '.join(words)}" for name, words in terms.items() if words)
        yield Doubt(Kind.TERMS_CONTRADICT, "ways", said)
