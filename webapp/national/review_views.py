"""For whoever looks after the catalogue: what is doubted, settled with words; names, terms and fees said otherwise."""

from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import access
from webapp.db import uuid7
from webapp.i18n import _
from webapp.national import editing, reviewing, service
from webapp.national.forms import EditForm, SettleForm, form_id
from webapp.national.kinds import WORDS
from webapp.national.overlay import HIDDEN, TERM
from webapp.national.views import bp

EDITS = ("supervisor", "admin")


@bp.get("/ban-lam-viec/danh-muc")
@access.staff(*EDITS)
def review() -> str:
    """`?loai=` a kind of doubt, `?sau=` where the page begins."""
    chosen = request.args.get("loai", "")
    after = request.args.get("sau", "")
    page = reviewing.listed(g.db, chosen if chosen in WORDS else "", after)
    return render_template("national/review.html", page=page, kinds=WORDS, chosen=chosen, after=after)


@bp.get("/ban-lam-viec/danh-muc/<code>")
@access.staff(*EDITS)
def look_over(code: str) -> str:
    return _page(code, EditForm())


@bp.post("/ban-lam-viec/danh-muc/nghi-van/<uuid:doubt_id>")
@access.staff(*EDITS)
def settle(doubt_id: UUID) -> Response:
    form = SettleForm.of_request()
    if form.validate():
        doubt = service.settle(g.db, access.actor(), doubt_id, form.words.data)
        flash(_("Đã ghi là đã xem lại."))
    else:
        doubt = editing.doubt(g.db, doubt_id)
        flash(_("Ghi đã xem lại thế nào rồi bấm lại."), "bad")
    return redirect(url_for("national.look_over", code=doubt.code), 303)


@bp.post("/ban-lam-viec/danh-muc/<code>/sua")
@access.staff(*EDITS)
def edit(code: str) -> Response | tuple[str, int]:
    form, shown = EditForm.of_request(), service.get(g.db, code, hidden=True)
    if shown is None:
        raise NotFound
    if not form.validate() or not (form.value.data or form.part.data == HIDDEN):
        flash(_("Ghi chữ thay vào rồi bấm lại."), "bad")
        return _page(code, form), 422
    service.edit(g.db, access.actor(), shown, form_id(), form.part.data, form.channel.data or "", form.value.data)
    flash(_("Đã lưu. Người xem thấy ngay."))
    return redirect(url_for("national.look_over", code=code), 303)


@bp.post("/ban-lam-viec/danh-muc/sua/<uuid:edit_id>/bo")
@access.staff(*EDITS)
def withdraw(edit_id: UUID) -> Response:
    found = service.withdraw(g.db, edit_id)
    flash(_("Đã bỏ chỗ sửa. Trang hiện lại chữ của Cổng."))
    return redirect(url_for("national.look_over", code=found.code), 303)


def _page(code: str, form: EditForm) -> str:
    found = reviewing.opened(g.db, code)
    if found is None:
        raise NotFound
    return render_template(
        "national/look_over.html", opened=found, shown=found.shown, record=found.shown.record, kinds=WORDS, form=form,
        new_id=uuid7, term=TERM,
    )  # fmt: skip
