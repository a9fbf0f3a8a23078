"""The QR of a citizen ID card (pure): from its text, or what a scanner made of it, to the facts on the card.

Seven fields with a pipe between them (number, old number, name, birth, gender, residence, issue); the card of 2024 may
carry more, which are left alone. The text is not signed and proves nothing: it only saves typing.
Source: TT 16/2024/TT-BCA art. 6 and public parsers.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.accounts import names
from webapp.accounts.personal_number import Gender, birth_year_of, gender_of, is_personal_number
from webapp.normal import normal

LONGEST = 3000  # characters; the largest QR code holds 2,953 bytes
LONGEST_NAME = 120
FIELDS = ("number", "old_number", "full_name", "birth_date", "gender", "residence", "issue_date")
NEEDED = {"number", "full_name", "birth_date"}  # of the labelled layout, which names what it has
BIRTH_YEAR_MISMATCH, GENDER_MISMATCH = "birth_year_mismatch", "gender_mismatch"
_PIPES = re.compile("[¦│∣❘ǀ]")  # what keyboards and fonts make of the pipe; its full-width form falls to NFKC
_DATE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})|([0-9]{2})([0-9]{2})([0-9]{4})")
_LABELLED = re.compile(r"\s*([^:|]{1,40}?)\s*:\s*(.*)\Z", re.DOTALL)
_LABELS = (
    ("birth_date", ("ngay sinh", "ngaysinh", "sinh ngay")), ("issue_date", ("ngay cap", "ngaycap", "cap ngay")),
    ("number", ("cccd", "can cuoc", "dinh danh")), ("old_number", ("cmnd", "cmt", "so cu")),
    ("gender", ("gioi tinh", "gioitinh", "gt")), ("residence", ("dia chi", "diachi", "thuong tru", "cu tru")),
    ("full_name", ("ten",)),
)  # fmt: skip
"""Words in a label, in plain form; the first match is it, so «ngày cấp CCCD» is a date."""


class NotAnIdCard(ValueError):
    """Another text, or one damaged too far. `reason`: empty, too_long, fields, number, name, birth_date, issue_date."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class IdCard:
    """The facts on a card, for a person to look over.

    `name_doubtful`: a scanner may have lost the diacritics. `warnings`: birth_year_mismatch, gender_mismatch (the
    number says otherwise: to be looked at, never a reason to refuse). `unread`: fields that stood there and made no
    sense, or that should have stood there (old_number, gender, issue_date).
    """

    number: str
    old_number: str | None
    full_name: str
    birth_date: date
    gender: Gender
    residence: str
    issue_date: date | None
    name_doubtful: bool
    warnings: tuple[str, ...]
    unread: tuple[str, ...]


def parse(text: str, today: date | None = None) -> IdCard:
    """Read a card; raises NotAnIdCard. With `today`, a birth or issue after it counts as an impossible date."""
    fields = _fields(text)
    number = re.sub(r"[ .]", "", fields["number"])
    if not is_personal_number(number):
        raise NotAnIdCard("number")
    if len(fields["full_name"]) > LONGEST_NAME:
        raise NotAnIdCard("name")
    born = _date(fields["birth_date"], "birth_date", today)
    if born is None:
        raise NotAnIdCard("birth_date")
    issued = _date(fields["issue_date"], "issue_date", today)
    if issued and issued < born:
        raise NotAnIdCard("issue_date")
    old, gender = re.sub(r"[ .]", "", fields["old_number"]), _gender(fields["gender"])
    old_read = re.fullmatch(r"[0-9]{9}|[0-9]{12}", old) is not None
    known = {"old_number": not old or old_read, "gender": gender is not None, "issue_date": issued is not None}
    return IdCard(
        number=number,
        old_number=old if old_read else None,
        full_name=fields["full_name"],
        birth_date=born,
        gender=gender or gender_of(number),
        residence=fields["residence"],
        issue_date=issued,
        name_doubtful=names.doubtful(fields["full_name"]),
        warnings=_warnings(number, born, gender),
        unread=tuple(field for field, read in known.items() if not read),
    )


def _fields(text: str) -> dict[str, str]:
    if len(text) > LONGEST:
        raise NotAnIdCard("too_long")
    clean = _clean(text)
    if not clean:
        raise NotAnIdCard("empty")
    parts = [" ".join(part.split()) for part in clean.split("|")]
    labelled = _label(parts[0]) == "number"
    found = _by_label(parts) if labelled else dict(zip(FIELDS, parts, strict=False))
    if not (NEEDED if labelled else set(FIELDS)) <= found.keys():
        raise NotAnIdCard("fields")
    return dict.fromkeys(FIELDS, "") | found


def _clean(text: str) -> str:
    """One line of composed characters, without byte-order marks, control and invisible characters."""
    repaired = names.unmojibake(text)
    composed = normal("NFKC", _PIPES.sub("|", repaired))
    kept = (" " if char in "\t\r\n" else char for char in composed)
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")).strip()


def _by_label(parts: list[str]) -> dict[str, str]:
    """Fields of the layout `CCCD:…|CMND:…` of third-party software; one without a label is taken by its place."""
    found: dict[str, str] = {}
    for place, part in enumerate(parts):
        field = _label(part) or (FIELDS[place] if place < len(FIELDS) and ":" not in part else None)
        labelled = _LABELLED.match(part) if _label(part) else None
        if field and field not in found:
            found[field] = labelled[2].strip() if labelled else part
    return found


def _label(part: str) -> str | None:
    match = _LABELLED.match(part)
    label = names.plain(match[1]) if match else ""
    return next((field for field, words in _LABELS if label and any(word in label for word in words)), None)


def _date(written: str, field: str, today: date | None) -> date | None:
    """The date, None where none stands; a date that never was is refused."""
    match = _DATE.fullmatch(written.replace(" ", ""))
    if not match:
        return None
    day, month, year = (int(part) for part in match.groups() if part)
    try:
        read = date(year, month, day)
    except ValueError as error:
        raise NotAnIdCard(field) from error
    if not 1900 <= year <= 2100 or (today and read > today):
        raise NotAnIdCard(field)
    return read


def _gender(written: str) -> Gender | None:
    """«Nam» survives every keyboard; «Nữ» arrives as Nu, Nuwx, Nu74, N? …, so another word with N is taken for it."""
    word = names.plain(written)
    if word in ("nam", "male", "m"):
        return "Nam"
    return "Nữ" if re.fullmatch(r"n[^a-z]{0,2}|n[uw?].{0,4}|female|f", word) else None


def _warnings(number: str, born: date, gender: Gender | None) -> tuple[str, ...]:
    facts: Mapping[str, bool] = {
        BIRTH_YEAR_MISMATCH: birth_year_of(number) != born.year,
        GENDER_MISMATCH: gender is not None and gender_of(number) != gender,
    }
    return tuple(warning for warning, holds in facts.items() if holds)
