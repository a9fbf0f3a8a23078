"""Results at a post office: given out by the card that is shown, or sent on by mail; and originals that still lie there."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, staff_log, throttle
from webapp.consignments import forms, service
from webapp.consignments.lifecycle import TRACKED
from webapp.consignments.service import Consignment
from webapp.consignments.views import _title, bp
from webapp.dossiers import service as dossiers
from webapp.i18n import _, _l

AT = "/tra-ket-qua/<uuid:consignment_id>"
TRIES, TRIES_OF_A_CLERK = (6, 3600), (60, 3600)  # cards tried for one result, and by one clerk; seconds
ITEMS = {
    "shape": _l("Số hiệu bưu gửi gồm 2 chữ, 9 số, 2 chữ, ví dụ EB123456785VN."),
    "check": _l("Số hiệu này có chữ số gõ nhầm: xem lại trên phiếu gửi."),
}
NOT_THEN = _l("Ghi giờ đã xảy ra: không muộn hơn bây giờ và không sớm hơn chặng vừa ghi.")
NOT_THEIRS = _l("Số căn cước không phải của người nộp hay của người được uỷ quyền: không trả được.")
NO_NUMBER = _l("Chưa có số căn cước nào để so: đề nghị người dân nhận tại cơ quan giải quyết.")


@bp.get("/tra-ket-qua")
@access.staff(*service.TAKES)
def results() -> Response | str:
    """`?ma=`: the dossier's reference or official code, or the number of the consignment."""
    who, typed = access.actor(), request.args.get("ma", "").strip()[:60]
    if found := service.find_result(g.db, who, typed):
        staff_log.found("consignment_id", [found.id])
        return redirect(url_for("consignments.result", consignment_id=found.id), 303)
    rows = service.waiting(g.db, who)
    staff_log.found("consignment_id", [one.id for one in rows])
    return render_template("consignments/results.html", typed=typed, rows=rows, title=_title)


@bp.get(AT)
@access.staff(*service.TAKES)
def result(consignment_id: UUID) -> str:
    return _page(service.one(g.db, access.actor(), consignment_id))


def _page(found: Consignment, give: Any = None, item: Any = None, problem: Any = "") -> str:
    """Initials only: who comes says their name by the card."""
    return render_template(
        "consignments/result.html", one=found, give=give or forms.GiveForm(), item=item or forms.ItemForm(), problem=problem,
        title=_title(found), initials=dossiers.applicant_initials(g.db, found.dossier), moves=forms.MOVES, tracked=TRACKED,
        known=service.known_number(g.db, found), no_number=NO_NUMBER,
        originals=[row for row in found.papers if row.place == service.Place.POST and row.to_return],
    )  # fmt: skip


@bp.post(AT)
@access.staff(*service.TAKES)
def give(consignment_id: UUID) -> Any:
    """`card`: the number, or all that a scanner reads from the card; `signed`. The number is kept nowhere."""
    who, form = access.actor(), forms.GiveForm.of_request()
    found = service.one(g.db, who, consignment_id)
    if not form.validate():
        return _page(found, give=_emptied(form)), 422
    throttle.hit(g.db, "result card", str(found.id), *TRIES)
    throttle.hit(g.db, "result cards", str(who.account_id), *TRIES_OF_A_CLERK)
    try:
        service.give(g.db, who, consignment_id, form["card"].data)
    except (service.NotTheirs, service.NoNumber) as error:
        _emptied(form)["card"].errors = [NOT_THEIRS if isinstance(error, service.NotTheirs) else NO_NUMBER]
        return _page(found, give=form), 422
    flash(_("Đã trả kết quả."))
    return redirect(url_for("consignments.result", consignment_id=consignment_id), 303)


def _emptied(form: Any) -> Any:
    """No number goes back to a page, and who did not get it has not signed for it."""
    form["card"].data, form["signed"].data = "", False
    return form


@bp.post(f"{AT}/gui")
@access.staff(*service.TAKES)
def post(consignment_id: UUID) -> Any:
    """`item`: the code on the postal item."""
    who, form = access.actor(), forms.ItemForm.of_request()
    found = service.one(g.db, who, consignment_id)
    if not form.validate():
        return _page(found, item=form), 422
    try:
        service.post(g.db, who, consignment_id, form["item"].data)
    except service.NotAnItem as error:
        form["item"].errors = [ITEMS[error.reason]]
        return _page(found, item=form), 422
    flash(_("Đã ghi số hiệu bưu gửi. Người dân thấy trên trang hồ sơ."))
    return redirect(url_for("consignments.result", consignment_id=consignment_id), 303)


@bp.post(f"{AT}/buu-gui")
@access.staff(*service.TAKES)
def track(consignment_id: UUID) -> Any:
    """`move`: on_the_way, delivered or came_back; `seen`: how many steps the page showed; `at`: when, where it was not now."""
    who = access.actor()
    try:
        service.track(g.db, who, consignment_id, forms.move(), forms.seen(), forms.moment())
    except (service.NotThen, ValueError):
        g.db.rollback()
        return _page(service.one(g.db, who, consignment_id), problem=NOT_THEN), 422
    return redirect(url_for("consignments.result", consignment_id=consignment_id), 303)


@bp.get("/giay-to-goc")
@access.staff(*service.TAKES)
def originals() -> str:
    return _originals()


def _originals(wrong: UUID | None = None, form: Any = None) -> str:
    rows = service.held(g.db, access.actor())
    staff_log.found("consignment_id", [one.consignment_id for one in rows])
    return render_template(
        "consignments/originals.html", rows=rows, wrong=wrong, form=form or forms.ReturnForm(), title=_title,
        returnable=service.returnable,
    )  # fmt: skip


@bp.post("/giay-to-goc/<uuid:paper_id>")
@access.staff(*service.TAKES)
def give_back(paper_id: UUID) -> Any:
    """`to`, `signed`: who took the original back, and signed for it."""
    form = forms.ReturnForm.of_request()
    if not form.validate():
        return _originals(paper_id, form), 422
    service.give_back(g.db, access.actor(), paper_id, form["to"].data)
    flash(_("Đã trả giấy tờ gốc."))
    return redirect(url_for("consignments.originals"), 303)
