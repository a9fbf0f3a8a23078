"""Composing letters never costs a worker seconds, whatever marks somebody piled up."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from flask import Flask

from tests.visitors import fresh
from webapp.accounts import id_card, names
from webapp.db import uuid7
from webapp.documents.names import shown_name
from webapp.dossiers import codes
from webapp.forms import clean_text
from webapp.normal import MOST_MARKS, few_marks, normal
from webapp.privacy import archive
from webapp.procedures import search
from webapp.units import divisions

FORMS = ("NFC", "NFD", "NFKC", "NFKD")
DOUBLE = "\u0f73"  # of combining class 0, yet it comes apart into two marks that have to be sorted
PILE = DOUBLE * 16_000
READERS: dict[str, Callable[[str], object]] = {
    "a text": clean_text,
    "a file's name": shown_name,
    "a folder's name": lambda text: archive.safe(text, 80),
    "a search": search.norm,
    "a name": names.plain,
    "a commune": lambda text: divisions.find_ward("22", text),
    "a reference": codes.normalise,
}


def took(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.parametrize("form", FORMS)
def test_it_keeps_what_people_write(form) -> None:
    for text in ("Nguyễn Thị Hằng", "Đỗ Thuỳ", "བོད་སྐད", "ｶﾞ１２３", "👩\u200d👧 e\u0301"):
        assert normal(form, text) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("mark", ["\u0301", DOUBLE, "\u0f75", "\u0f81", "\uff9e", "\u20dd"])
def test_it_keeps_eight_marks_on_a_letter(mark: str) -> None:
    assert few_marks(f"a{mark * 500}b") == f"a{mark * MOST_MARKS}b"


@pytest.mark.parametrize("reads", READERS)
def test_it_is_quick_wherever_foreign_text_is_read(reads: str) -> None:
    assert took(lambda: READERS[reads](PILE)) < 0.3


def test_it_is_quick_with_a_card() -> None:
    with pytest.raises(id_card.NotAnIdCard):
        id_card.parse(DOUBLE * id_card.LONGEST)
    assert took(lambda: normal("NFKC", DOUBLE * id_card.LONGEST)) < 0.1


def test_it_is_quick_with_a_form_and_with_a_question_in_the_address(app: Flask) -> None:
    client = fresh(app)
    client.get("/thu-tuc/1.004194")  # what every first page has to load is not counted
    assert took(lambda: client.post("/dang-nhap", data={"phone": PILE})) < 0.5
    assert took(lambda: client.get("/thu-tuc/1.004194", query_string={"name": PILE, "new_address": PILE})) < 1


def test_it_is_quick_with_half_a_megabyte_of_answers(app: Flask) -> None:
    fields = dict.fromkeys(("new_address", "declarant", "name", "residence_case"), PILE)
    body = {"code": "1.004194", "id": str(uuid7())} | fields
    client = fresh(app)
    client.get("/thu-tuc/1.004194/lam")
    assert took(lambda: client.post("/ho-so/", data=body, content_type="multipart/form-data")) < 1.5
