"""Marking official words: once a text, never inside what is tapped, and nothing else of the text changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from webapp.words.marking import LEFT_ALONE, Marker
from webapp.words.terms import Term, all_terms

OPEN, CLOSE = "⟦", "⟧"
MARK = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}")


def shown(term: Term, words: str) -> Markup:
    return Markup(f"{OPEN}{term.id}:") + Markup(words) + Markup(CLOSE)


MARKERS = {lang: Marker(all_terms(), lang, shown) for lang in ("vi", "en")}
LOUD = [term for term in all_terms() if not term.quiet]
SAID = [words for term in all_terms() for words in term.spellings("vi")]


def marked(text: str, lang: str = "vi") -> str:
    return str(MARKERS[lang].mark(text))


def ids(text: str) -> list[str]:
    return [found[1:-1].split(":")[0] for found in MARK.findall(text)]


def unmarked(text: str) -> str:
    return re.sub(f"{OPEN}[^:{CLOSE}]*:|{CLOSE}", "", text)


def test_a_word_is_marked_the_first_time_it_stands_there():
    assert marked("Xin trích lục, rồi chụp trích lục") == "Xin ⟦trich-luc:trích lục⟧, rồi chụp trích lục"


def test_it_is_found_in_either_spelling_and_any_case():
    assert ids(marked("Giấy ỦY QUYỀN")) == ids(marked("giấy uỷ quyền")) == ["giay-uy-quyen"]


def test_the_longest_words_win():
    assert ids(marked("đăng ký lệ phí trước bạ")) == ["le-phi-truoc-ba"]
    assert ids(marked("xoá đăng ký thường trú")) == ["xoa-thuong-tru"]


@pytest.mark.parametrize("text", ["một cửa hàng", "hộ tịchx", "lệ phí", "đem-hộ tịch-về"])
def test_what_only_looks_like_one_is_left(text):
    assert marked(text) == text


@pytest.mark.parametrize("name", sorted(LEFT_ALONE))
def test_nothing_is_marked_inside(name):
    html = Markup(f"<p><{name}>trích lục <b>sao y</b></{name}> công chứng</p>")
    assert ids(marked(html)) == ["cong-chung"]


def test_what_is_folded_away_is_a_text_of_its_own():
    html = Markup("<details><p>trích lục, trích lục</p></details><p>trích lục</p>")
    assert ids(marked(html)) == ["trich-luc", "trich-luc"]
    assert marked(html).endswith(f"<p>{OPEN}trich-luc:trích lục{CLOSE}</p>")


def test_a_plain_text_is_escaped():
    assert (
        marked("<b>sao y</b> & trích lục")
        == f"&lt;b&gt;{OPEN}sao-y:sao y{CLOSE}&lt;/b&gt; &amp; {OPEN}trich-luc:trích lục{CLOSE}"
    )


def test_attributes_and_comments_stay_as_they_are():
    html = Markup('<p title="trích lục > sao y"><!-- uỷ quyền <b> -->chứng thực</p>')
    assert unmarked(marked(html)) == html
    assert ids(marked(html)) == ["chung-thuc"]


PIECES = st.one_of(
    st.sampled_from(SAID), st.text(max_size=12).map(lambda text: str(escape(text))),
    st.sampled_from(["<p>", "</p>", "<a href='#'>", "</a>", "<button>", "</button>", "<b>", "</b>", "<br>", "<svg/>", "<!-- x -->", " ", ", "]),
    st.sampled_from(SAID).map(lambda words: f'<i title="{words}>">'),
)  # fmt: skip


def test_an_end_without_a_beginning_ends_no_link():
    assert ids(marked(Markup("<a href='#'></button>trích lục</a>"))) == []


@given(st.lists(PIECES, max_size=12))
def test_without_its_marks_a_page_is_what_it_was(pieces):
    html = " ".join(pieces).replace(OPEN, "").replace(CLOSE, "")
    assert unmarked(marked(Markup(html))) == html


@given(st.lists(PIECES, max_size=12))
def test_no_word_is_marked_twice_nor_in_a_tag_or_a_link(pieces):
    html = marked(Markup(" ".join(pieces).replace(OPEN, "").replace(CLOSE, "")))
    assert len(ids(html)) == len(set(ids(html)))
    for tag in re.findall(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""", html):
        assert OPEN not in tag
    for inside in re.findall(r"<a href='#'>(?:(?!</a>).)*</a>", html, re.DOTALL):
        assert OPEN not in inside


@given(st.text(max_size=60))
def test_any_text_is_taken(text):
    clean = text.replace(OPEN, "").replace(CLOSE, "")
    assert unmarked(marked(clean)) == str(escape(clean))
