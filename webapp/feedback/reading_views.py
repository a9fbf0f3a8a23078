"""For whoever leads an office: what people wrote and photographed there without wanting an answer."""

from datetime import timedelta
from uuid import UUID

from flask import Response, g, render_template, request

from webapp import access, clock, staff_log
from webapp.feedback import counting, reading
from webapp.feedback.forms import FACE_WORDS
from webapp.feedback.petitions import ANSWERS
from webapp.feedback.staff_views import as_picture, unit_names
from webapp.feedback.views import bp
from webapp.feedback.written import reasons

AT = "/gop-y/loi"


@bp.get(AT)
@access.staff(*ANSWERS)
def words_here() -> str:
    """One month, `?thang=2026-11`, else that of yesterday, for nothing of today is shown; `?sau=` where the page begins."""
    first = counting.month(request.args.get("thang") or f"{clock.today() - timedelta(days=1):%Y-%m}")
    page = reading.page(g.db, access.actor(), first, _after())
    staff_log.found("rating_id", [one.id for one in page.rows])
    before, later = counting.near(first)
    return render_template(
        "feedback/words.html", page=page, first=first, before=before, later=later, names=unit_names(), faces=FACE_WORDS, reasons=reasons(),
    )  # fmt: skip


@bp.get(f"{AT}/<uuid:rating_id>/anh")
@access.staff(*ANSWERS)
def words_photo(rating_id: UUID) -> Response:
    return as_picture(reading.photo(g.db, access.actor(), rating_id))


def _after() -> UUID | None:
    try:
        return UUID(request.args.get("sau", ""))
    except ValueError:
        return None
