"""Vietnamese names as machines deliver them (pure): plain form, and signs that diacritics were lost on the way."""

import re
import unicodedata

from webapp.normal import normal

_FOREIGN = re.compile(r"[fjwz]")  # Telex keys; the Vietnamese alphabet has none of them
_TELEX = re.compile(r"aa|ee|oo|dd|[a-z][sxr]\b")  # doubled letters and tone keys at the end of a syllable
_NOT_OF_A_NAME = re.compile(r"[^\w\s'’.-]|[\d_]")


def plain(text: str) -> str:
    """Lower case without diacritics, single spaces: for comparing words, never for keeping."""
    lowered = text.replace("đ", "d").replace("Đ", "d").lower()
    stripped = (char for char in normal("NFKD", lowered) if not unicodedata.combining(char))
    return " ".join("".join(stripped).split())


def doubtful(name: str) -> bool:
    """Whether somebody should look at the name: empty, without any diacritic, or with what a keyboard leaves behind.

    A few names have no diacritic at all («MAI LAN»): one look too many does no harm, a wrong name on a paper does.
    """
    lowered = name.lower()
    if not name or "\ufffd" in name or _NOT_OF_A_NAME.search(name) or name.isascii():
        return True
    return bool(_FOREIGN.search(lowered) or _TELEX.search(lowered))


def unmojibake(text: str) -> str:
    """UTF-8 that was read as Latin-1 or Windows-1252, put right; any other text as it is.

    Exact, not a guess: real Vietnamese text does not survive the way back.
    """
    if text.isascii():
        return text
    try:
        return b"".join(_byte(char) for char in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeError:
        return char.encode("latin-1")  # the five bytes Windows-1252 leaves free
