"""Taking money for a bill, its receipt, and giving it back by a counter-entry."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, NotFound

from webapp import access, staff_log
from webapp.db import uuid7
from webapp.i18n import _, _l, say_money
from webapp.payments import service as payments
from webapp.receipts import service as receipts
from webapp.tills import forms, service
from webapp.tills.views import bp
from webapp.units import service as units

REFUSED = {
    payments.NotPayable: _l("Lúc này không phải thu khoản này: đã nộp rồi, hoặc hồ sơ đang được sửa hay đã kết thúc."),
    service.ReferenceMissing: _l("Quẹt thẻ hoặc chuyển khoản thì ghi số tham chiếu."),
    service.OtherTaking: _l("Trang này đã dùng cho một lần thu khác. Mở lại khoản thu rồi làm lại."),
    service.NotEnough: _l("Khách đưa chưa đủ."),
    service.OwnDossier: _l("Không tự thu tiền hồ sơ của chính mình: nhờ người khác ở quầy thu hộ."),
    service.NotOpen: _l("Ca này đã đếm tiền để đóng, không thu thêm được. Đóng ca rồi mở ca mới."),
}
KEPT = {
    service.Moved: _l("Khoản này đã được trả lại hoặc đã được quyết định rồi."),
    service.BuiltUpon: _l("Hồ sơ đã được sửa sau lần thu này và tính tiếp từ số đã nộp. Báo phụ trách bộ phận."),
    service.OtherEntry: _l("Trang này đã dùng cho việc khác. Mở lại rồi làm lại."),
    service.NotOpen: _l("Ca đã đóng: không sửa được nữa. Báo phụ trách bộ phận."),
}


@bp.get("/quay/thu")
@access.staff(*service.TAKES)
def take_form() -> Any:
    """`?ma=` a payment reference, the dossier's reference or code; `given`: cash handed over, to work out the change."""
    shift = service.current(g.db, access.actor())
    if shift is None:
        flash(_("Mở ca trước đã."))
        return redirect(url_for("tills.home"), 303)
    typed = request.args.get("ma", "").strip()[:60]
    found = service.bills(g.db, typed)
    form = forms.TakeForm(request.args)
    form.validate()
    return _found(shift, typed, found, form)


def _found(
    shift: service.Shift, typed: str, found: list[service.Named], form: forms.TakeForm, problem: Any = ""
) -> str:
    """Of a bill of another unit nothing is shown but where to pay it, or that there is another one."""
    found = [one for one in found if receipts.may_collect(g.db, shift.unit_id, one.bill)] or found[:1]
    one, elsewhere = found[0] if len(found) == 1 else None, None
    try:
        if one:
            service.check(g.db, access.actor(), shift, one.bill)
    except service.Elsewhere as error:
        one, elsewhere = None, _unit(error.unit_id, one)
    except service.OwnDossier:
        one, problem = None, REFUSED[service.OwnDossier]
    form["reference"].flags.required = True  # of its own form; cash has none
    staff_log.found("shift_id", [shift.id])
    staff_log.found("bill_id", [named.bill.id for named in found])
    return render_template(
        "tills/take.html", shift=shift, typed=typed, several=[named.bill for named in found] if len(found) > 1 else [], elsewhere=elsewhere,
        found=service.show(g.db, one) if one else None, form=form, problem=problem, id=uuid7(), nothing=typed and not found,
    )  # fmt: skip


def _unit(unit_id: str, named: service.Named | None) -> dict[str, Any]:
    """Where to pay it: name and address; of an office that is no unit here, the name on its notice or its account."""
    try:
        unit = units.get(g.db, unit_id)
    except units.UnknownUnit:
        bill = named.bill if named else None
        notice = bill.quote.get("notice", {}) if bill else {}
        name = notice.get("unit") or (bill.bank_account_name if bill else unit_id)
        return {"name": {"vi": name, "en": name}, "address": None}
    return {"name": unit.name, "address": unit.address}


@bp.post("/quay/thu")
@access.staff(*service.TAKES)
def take() -> Any:
    """`id` of the form, `ma` the bill's reference, `means` cash, pos or bank, `amount` as the page showed it."""
    who, form, typed = access.actor(), forms.TakeForm.of_request(), request.form.get("ma", "")[:60]
    shift, found = service.current(g.db, who), service.bills(g.db, typed)
    if shift is None or len(found) != 1:
        raise NotFound
    if not form.validate():
        return _found(shift, typed, found, form), 422
    try:
        made = service.take(g.db, who, shift.id, found[0].bill, _said(form))
    except service.NotWhole as error:
        problem = _("Số phải thu vừa đổi, nay là %(amount)s. Xem lại rồi thu.", amount=say_money(error.remaining))
    except service.Elsewhere:
        problem = ""
    except tuple(REFUSED) as error:
        problem = REFUSED[type(error)]
    else:
        staff_log.found("taking_id", [made.id])
        return redirect(url_for("tills.taken", taking_id=made.id), 303)
    g.db.rollback()
    return _found(shift, typed, service.bills(g.db, typed), form, problem), 422


def _said(form: forms.TakeForm) -> service.Taken:
    means, amount = request.form.get("means", ""), forms.read_dong(request.form.get("amount", ""))
    if means not in service.COUNTER or amount is None:
        raise BadRequest
    given = form["given"].data if means == "cash" else None
    return service.Taken(forms.form_id(), means, amount, form["reference"].data if means != "cash" else "", given)


@bp.get("/quay/da-thu/<uuid:taking_id>")
@access.staff(*service.TAKES)
def taken(taking_id: UUID) -> str:
    """What was taken, change, receipts, and the way to the next."""
    taking = service.taking(g.db, access.actor(), taking_id)
    back = service.entry_of(g.db, taking)
    return render_template("tills/taken.html", taking=taking, back=back)


@bp.get("/quay/bien-lai/<uuid:taking_id>/<uuid:receipt_id>")
@access.staff(*service.TAKES)
def receipt(taking_id: UUID, receipt_id: UUID) -> Response:
    """The paper of a receipt of money that I took (`?kho=80mm`): no more of the dossier is open by that."""
    taking = service.taking(g.db, access.actor(), taking_id)
    found = g.db.get(receipts.Receipt, receipt_id)
    if found is None or str(receipt_id) not in [one["id"] for one in taking.receipts]:
        raise NotFound
    printer: receipts.Printer = current_app.extensions["receipt_printer"]
    layout: receipts.Layout = "80mm" if request.args.get("kho") == "80mm" else "a5"
    answer = make_response(printer.paper(g.db, found, layout))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{receipts.file_name(found)}"'
    return answer


@bp.get("/quay/but-toan/<uuid:taking_id>")
@access.staff(*service.TAKES)
def entry_form(taking_id: UUID) -> str:
    taking = service.taking(g.db, access.actor(), taking_id)
    return _entry(taking, forms.EntryForm.of_request())


def _entry(taking: service.TakingRow, form: forms.EntryForm, sure: bool = False, problem: Any = "") -> str:
    back = service.entry_of(g.db, taking)
    return render_template(
        "tills/entry.html", taking=taking, back=back, form=form, sure=sure, problem=problem, id=uuid7()
    )


@bp.post("/quay/but-toan/<uuid:taking_id>")
@access.staff(*service.TAKES)
def give_back(taking_id: UUID) -> Any:
    """Asked twice: with the reason first, and once more with `sure` before anything is written."""
    who = access.actor()
    taking, form = service.taking(g.db, who, taking_id), forms.EntryForm.of_request()
    if not form.validate():
        return _entry(taking, form), 422
    if request.form.get("sure") != "y":
        return _entry(taking, form, sure=True)
    try:
        service.give_back(g.db, who, taking, forms.form_id(), form["reason"].data)
    except tuple(KEPT) as error:
        g.db.rollback()
        return _entry(taking, form, problem=KEPT[type(error)]), 422
    flash(_("Đã ghi bút toán trả lại."))
    return redirect(url_for("tills.taken", taking_id=taking.id), 303)
