"""How the room is connected: its pages, where an answer is asked for, what an address says that leads nowhere any more."""

from typing import Any

from flask import Flask

from webapp import access, errors, footnotes
from webapp.config import Config
from webapp.dossiers import service as dossiers
from webapp.feedback import (
    figure_views,
    listing,
    panels,
    petition_views,
    petitions,
    places,
    reading_views,
    sign_views,
    signs,
    staff_views,
    taking,
)
from webapp.feedback.lifecycle import NotAllowed
from webapp.feedback.views import bp
from webapp.i18n import _l

VIEWS = (figure_views, petition_views, reading_views, sign_views, staff_views)  # imported for their routes
NOWHERE = errors.Words(
    _l("Mã này không còn dùng"),
    _l("Biển đã thay, hoặc địa chỉ chép chưa đủ."),
    _l("Ý kiến đã gửi trước đó vẫn được giữ."),
    _l("Mở trang Góp ý để chọn nơi muốn góp ý."),
)
OVER = errors.Words(
    _l("Phản ánh này đã xong"),
    _l("Người khác vừa trả lời hoặc chuyển đi."),
    _l("Không có gì bị mất."),
    _l("Mở lại danh sách để xem."),
)


PAGES = {
    "petitions_here": listing.SEES, "petitions_done": listing.SEES, "board": petitions.ANSWERS, "words_here": petitions.ANSWERS,
    "signs_here": signs.MAKES,
}  # fmt: skip


@bp.context_processor
def _open_to() -> dict[str, Any]:
    """Which of this room's pages for staff whoever asks may open."""
    who = access.actor()
    return {"open_to": {page for page, roles in PAGES.items() if who.has_role(*roles)}}


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    footnotes.add("feedback", panels.on_paper)
    dossiers.register("status_more", "feedback", panels.on_page)
    app.register_error_handler(places.NoSuchPlace, lambda _error: errors.show(404, NOWHERE))
    app.register_error_handler(NotAllowed, lambda _error: errors.show(409, OVER))
    for missing in (petitions.NoSuchPetition, taking.NoSuchRating):
        app.register_error_handler(missing, lambda _error: errors.show(404))
