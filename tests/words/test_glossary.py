"""The page of all official words: sixty and more, each with an anchor, in the alphabet's order, and really said somewhere."""

import re
from pathlib import Path

import pytest

from webapp.config import ROOT
from webapp.normal import normal
from webapp.words import terms
from webapp.words.terms import all_terms


def said_somewhere() -> str:
    places = [ROOT / "webapp"]
    files = [path for place in places for kind in ("*.html", "*.yaml", "*.py") for path in Path(place).rglob(kind)]
    ours = [path for path in files if "words" not in path.parts and "sandbox" not in path.parts]
    return normal("NFC", " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in ours)).casefold()


def test_there_are_more_than_sixty():
    assert len(all_terms()) > 60


def test_every_term_occurs_somewhere_in_our_texts():
    text = said_somewhere()
    assert [one.id for one in all_terms() if not any(words.casefold() in text for words in one.spellings("vi"))] == []


def test_each_has_a_plain_explanation_in_both_languages():
    for one in all_terms():
        for lang in ("vi", "en"):
            assert 15 < len(one.say[lang]) < 260, one.id
            assert one.say[lang].endswith((".", "…")), one.id
            assert one.say[lang].count(". ") <= 2, one.id


def test_no_two_terms_are_said_alike():
    for lang in ("vi", "en"):
        said = [words.casefold() for one in all_terms() for words in one.spellings(lang)]
        assert sorted(said) == sorted(set(said))


def test_a_source_that_was_read_says_when():
    assert [
        one.id for one in all_terms() if one.source and one.source["mark"] in "CD" and "seen" not in one.source
    ] == []


def test_words_stand_in_the_order_of_the_alphabet():
    assert sorted(["uỷ", "ăn", "an", "âm", "đo", "do", "ơn", "ông"], key=terms.order) == [
        "an",
        "ăn",
        "âm",
        "do",
        "đo",
        "ông",
        "ơn",
        "uỷ",
    ]
    letters = [letter for letter, _found in terms.by_letter("vi")]
    assert letters == sorted(letters, key=terms.order)
    assert terms.first("điểm chỉ") == "Đ"
    assert terms.first("Ủy ban") == "U"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_has_an_anchor_for_each_and_a_way_by_letters(client, lang):
    client.set_cookie("lang", lang)
    page = client.get("/tu-ngu").text
    assert {one.id for one in all_terms()} <= set(re.findall(r'<article class="card" id="([\w-]+)"', page))
    assert set(re.findall(r'<a href="#(chu-\d+)"', page)) == set(re.findall(r'<h2 id="(chu-\d+)"', page))


def test_a_page_of_a_procedure_marks_its_words(client):
    page = client.get("/thu-tuc/1.013831").text
    links = re.findall(r'<a class="term" href="/tu-ngu#([\w-]+)"', page)
    assert links
    assert set(links) <= {one.id for one in all_terms()}


def test_a_screen_reader_is_told_what_the_link_is_for(client):
    page = client.get("/thu-tuc/2.000635").text
    assert re.search(r'<a class="term" [^>]*aria-label="nghĩa là gì: [^"]*trích lục[^"]*"', page, re.IGNORECASE)


def test_in_english_the_english_words_are_marked(client):
    client.set_cookie("lang", "en")
    page = client.get("/thu-tuc/1.013831").text
    assert re.search(r'aria-label="what does it mean: [^"]*"', page)
    assert "nghĩa là gì" not in page


def test_the_form_carries_no_marks(client):
    assert 'class="term"' not in client.get("/thu-tuc/1.001193/lam").text


def test_no_link_of_a_page_holds_another(client):
    for path in ("/thu-tuc/1.001193", "/thu-tuc/1.013831", "/viec/sinh-con", "/viec/nguoi-than-mat"):
        page = client.get(path).text
        for inside in re.findall(r"<(a|button|label)\b[^>]*>((?:(?!</\1>).)*)</\1>", page, re.DOTALL):
            assert 'class="term"' not in inside[1], path
