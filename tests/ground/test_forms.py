"""Texts as people type them, cleaned before anything else looks at them."""

import unicodedata

import pytest

from webapp.documents.names import shown_name
from webapp.forms import LONGEST, clean_text


def test_it_composes_letters_however_they_were_typed() -> None:
    assert clean_text(unicodedata.normalize("NFD", "Nguyễn Thị Hằng")) == "Nguyễn Thị Hằng"


def test_it_keeps_a_long_text_typed_in_parts() -> None:
    long = "ễ" * LONGEST
    assert clean_text(unicodedata.normalize("NFD", long)) == long


@pytest.mark.parametrize("clean", [clean_text, shown_name])
def test_it_composes_no_letter_under_thousands_of_accents(clean, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorting them takes time by the square of their number: half a megabyte would hold a worker for minutes."""
    composed: list[str] = []

    def normalize(form: str, text: str) -> str:
        composed.append(text)
        return text

    monkeypatch.setattr(unicodedata, "normalize", normalize)
    assert clean("Hằng" + "\u0301\u0323" * 250_000 + "a").startswith("Hằng")
    assert composed
    assert max(map(len, composed)) < 100


def test_it_takes_out_what_nobody_sees() -> None:
    assert clean_text("a\u202eb\u200b\x07 \ud800 c") == "ab c"
