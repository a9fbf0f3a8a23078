"""Every text has its English: nothing missing, nothing left over, nothing guessed, every placeholder in its place."""

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tools import texts

PO = texts.ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd]")
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
NAMES = {"Một Chạm", "Tiếng Việt", "Việt Nam"}


@pytest.fixture(scope="module")
def english() -> Catalog:
    with PO.open("rb") as source:
        return read_po(source, locale="en")


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    return texts.extract()


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def real(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def test_texts_are_found_in_pages_code_and_browser_modules(extracted):
    places = {name.split("/")[0] + name[name.rfind(".") :] for m in real(extracted) for name, _line in m.locations}
    assert {"webapp.html", "webapp.py"} <= places


def test_every_text_is_in_the_catalogue(english, extracted):
    missing = {m.id for m in real(extracted)} - {m.id for m in real(english)}
    assert not missing, "run `make texts` and translate"


def test_the_catalogue_holds_nothing_that_is_gone(english, extracted):
    assert not {m.id for m in real(english)} - {m.id for m in real(extracted)}, "run `make texts`"
    assert not english.obsolete


def test_no_text_is_empty_in_any_plural_form(english):
    assert not [m.id for m in real(english) if not all(part.strip() for part in forms(m))]


def test_every_plural_has_all_its_forms(english):
    plural = [m for m in real(english) if not isinstance(m.id, str)]
    assert all(len(forms(m)) == english.num_plurals for m in plural)


def test_no_text_is_fuzzy(english):
    assert not [m.id for m in real(english) if m.fuzzy]


def test_placeholders_are_the_same(english):
    def places(text: str) -> list[str]:
        return sorted(found.group(0) for found in PLACE.finditer(text))

    wrong = [m.id for m in real(english) for part in forms(m) if set(places(part)) != set(places(ids(m)[-1]))]
    assert not wrong


def test_babels_own_checks_find_nothing(english):
    assert not [(m.id, list(map(str, faults))) for m in real(english) if (faults := list(m.check(english)))]


def test_no_english_text_was_left_in_vietnamese(english):
    left = [m.id for m in real(english) for part in forms(m) if part == ids(m)[0] and VIETNAMESE.search(part)]
    assert not set(left) - NAMES
