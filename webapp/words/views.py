"""The page of all official words, and the filter that marks them in texts."""

from functools import cache

from flask import Blueprint, render_template
from markupsafe import Markup

from webapp.access import keepable, public
from webapp.i18n import _, current, pick
from webapp.words import terms
from webapp.words.marking import Marker
from webapp.words.terms import Term

bp = Blueprint("words", __name__, template_folder="templates")
LINK = Markup(
    '<a class="term" href="/tu-ngu#{id}" data-module="term" data-worker aria-label="{label}" data-say="{say}" data-more="{more}"'
    ' data-done="{done}">{words}</a>'
)


@bp.get("/tu-ngu")
@public
@keepable
def page() -> str:
    """Every official word with its meaning, by letter; each has an anchor of its own."""
    return render_template("words/words.html", letters=terms.by_letter(current()), count=len(terms.all_terms()))


@bp.app_template_filter("terms")
def mark(text: str) -> Markup:
    """The text with its official words as links: `{{ summary | terms }}`, `{% filter terms %}…{% endfilter %}`."""
    return _marker(current()).mark(text)


@cache
def _marker(lang: str) -> Marker:
    return Marker(terms.all_terms(), lang, _link)


def _link(term: Term, words: Markup) -> Markup:
    return LINK.format(
        id=term.id, label=_("nghĩa là gì: %(word)s", word=words.unescape()), say=pick(term.say),
        more=_("Xem các từ khác"), done=_("Đã hiểu"), words=words,
    )  # fmt: skip
