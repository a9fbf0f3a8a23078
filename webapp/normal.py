"""Unicode normalisation of what people type and send (pure): composed or decomposed, and never at a cost by its square."""

import unicodedata
from typing import Literal

MOST_MARKS = 8  # marks on one letter; no language needs more
HALF_WIDTH_MARKS = "\uff9e\uff9f"  # letters by their category, but NFKC makes marks of them


def normal(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """`unicodedata.normalize` for text that may be anybody's: letters under hundreds of marks lose all but eight.

    Putting marks in order takes time by the square of their number: half a megabyte would hold a worker for minutes.
    """
    return text if text.isascii() else unicodedata.normalize(form, few_marks(text))


def few_marks(text: str) -> str:
    """At most eight marks in a row. Marks are told by their category: U+0F73, U+0F75 and U+0F81 have combining class 0 and
    come apart into two that have another."""
    kept, marks = [], 0
    for char in text:
        is_mark = unicodedata.category(char)[0] == "M" or char in HALF_WIDTH_MARKS
        marks = marks + 1 if is_mark else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)
