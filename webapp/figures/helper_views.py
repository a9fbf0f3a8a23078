"""The helper's own figures: what they did for others, and what those say of it. Beside nobody else's."""

from flask import g, render_template, request

from webapp import access
from webapp.figures import counting, written
from webapp.figures.forms import ANSWER_WORDS
from webapp.figures.views import bp
from webapp.teams import service as teams


@bp.get("/giup/so-lieu")
@access.staff(teams.HELPER)
def mine() -> str:
    """One month, `?thang=2026-11`; this one where that is none, to come or too long ago."""
    first, account_id = counting.month(request.args.get("thang", "")), access.actor().account_id
    assert account_id is not None
    return render_template(
        "figures/mine.html", mine=counting.of_helper(g.db, first, account_id), answers=ANSWER_WORDS,
        reasons=written.reasons(), terms=written.terms(), near=counting.near(first),
    )  # fmt: skip
