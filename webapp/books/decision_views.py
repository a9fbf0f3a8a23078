"""One decision a page: what money that waits counts for, whether it goes back or stays, and that it has gone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import current_app, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from webapp import access, staff_log
from webapp.books import looking
from webapp.books.forms import WORDS, AssignForm, BackForm, GoneForm, ReasonForm, RefundForm
from webapp.books.views import AT, bp
from webapp.db import uuid7
from webapp.decisions import service as decisions
from webapp.decisions.service import ASSIGNS, GIVES_BACK
from webapp.forms import BaseForm
from webapp.i18n import _, say_money
from webapp.payments import service as payments

Page = Response | str | tuple[str, int]


@bp.get(f"{AT}/<uuid:fact_id>", endpoint="assign")
@bp.post(f"{AT}/<uuid:fact_id>", endpoint="assigned")
@access.staff(*ASSIGNS)
def assign(fact_id: UUID) -> Page:
    """Money that waits counts for a bill: one that is suggested, or one named."""
    fact, whose = _found(looking.movement, fact_id), looking.whose(access.actor())
    form, fits = AssignForm.of_request({"id": str(uuid7())}), decisions.fitting(g.db, fact, *whose)
    form.bill.choices = [(str(bill.id), bill.reference) for bill, _dossier in fits]
    shown = {"fact": fact, "fits": fits, "may_return": decisions.may(access.actor(), GIVES_BACK, fact.bill)}
    staff_log.found("dossier_id", [dossier.id for _bill, dossier in fits if dossier])

    def done() -> None:
        bill = _chosen(form, fits, whose)
        if bill is None:
            raise decisions.Undecidable("not_open")
        decisions.assign(g.db, _id(form), fact, bill, form.reason.data, access.actor())

    return _decided(form, done, "books/assign.html", _("Đã tính tiền vào khoản thu."), **shown)


@bp.get(f"{AT}/<uuid:fact_id>/tra-lai", endpoint="give_back")
@bp.post(f"{AT}/<uuid:fact_id>/tra-lai", endpoint="given_back")
@access.staff(*GIVES_BACK)
def give_back(fact_id: UUID) -> Page:
    """Money that never counted goes back to where it came from."""
    fact, form = _found(looking.movement, fact_id), BackForm.of_request({"id": str(uuid7())})
    if not decisions.may(access.actor(), GIVES_BACK, fact.bill):
        raise NotFound

    def done() -> None:
        decisions.return_(g.db, _id(form), fact, form.reason.data, access.actor(), form.pay_to.data)

    return _decided(
        form, done, "books/give_back.html", _("Đã quyết định trả lại. Chuyển xong thì ghi mã giao dịch."), fact=fact
    )


@bp.get(f"{AT}/khoan-thu/<uuid:bill_id>", endpoint="refund")
@bp.post(f"{AT}/khoan-thu/<uuid:bill_id>", endpoint="refunded")
@access.staff(*GIVES_BACK)
def refund(bill_id: UUID) -> Page:
    """What counted for a bill goes back by a voucher."""
    bill = _found(looking.bill, bill_id)
    dossier = payments.dossier_of(g.db, bill)
    most = decisions.refundable(g.db, bill, dossier)
    shown = f"{most:,}".replace(",", ".") if request.method == "GET" else ""  # what is posted says its amount itself
    form = RefundForm.of_request({"id": str(uuid7()), "amount": shown})

    def done() -> None:
        try:
            decisions.refund(
                g.db, _id(form), bill, form.amount.dong, form.reason.data, access.actor(), form.pay_to.data
            )
        except decisions.TooMuch as error:
            form.amount.errors = [_("Số tiền trả lại: từ 1 đồng đến %(most)s.", most=say_money(error.most))]
            raise

    said = _("Đã quyết định trả lại. Giấy đề nghị hoàn trả có trong danh sách chờ trả.")
    return _decided(form, done, "books/refund.html", said, "books.decided", bill=bill, dossier=dossier, most=most)


@bp.get(f"{AT}/khoan-thu/<uuid:bill_id>/giu-lai", endpoint="keep")
@bp.post(f"{AT}/khoan-thu/<uuid:bill_id>/giu-lai", endpoint="kept")
@access.staff(*GIVES_BACK)
def keep(bill_id: UUID) -> Page:
    """Nothing goes back."""
    bill, form = _found(looking.bill, bill_id), ReasonForm.of_request({"id": str(uuid7())})
    dossier = payments.dossier_of(g.db, bill)

    def done() -> None:
        decisions.keep(g.db, _id(form), bill, form.reason.data, access.actor())

    return _decided(form, done, "books/keep.html", _("Đã ghi: không trả lại khoản này."), bill=bill, dossier=dossier)


@bp.get(f"{AT}/da-quyet/<uuid:decision_id>", endpoint="gone")
@bp.post(f"{AT}/da-quyet/<uuid:decision_id>", endpoint="went")
@access.staff(*ASSIGNS)
def gone(decision_id: UUID) -> Page:
    """What was decided to go back has gone: with the number of the transfer."""
    decision, form = _found(looking.decision, decision_id), GoneForm.of_request({"id": str(uuid7())})
    voucher, went = decisions.voucher_of(g.db, decision), decisions.went(g.db, decision)

    def done() -> None:
        decisions.gone(g.db, _id(form), decision, form.reference.data, access.actor())

    return _decided(
        form, done, "books/gone.html", _("Đã ghi là trả xong."), decision=decision, voucher=voucher, went=went
    )


@bp.get(f"{AT}/da-quyet/<uuid:decision_id>/giay-de-nghi.pdf")
@access.staff(*ASSIGNS)
def voucher(decision_id: UUID) -> Response:
    found = decisions.voucher_of(g.db, _found(looking.decision, decision_id))
    if found is None:
        raise NotFound
    answer = make_response(decisions.voucher_paper(found, demo=current_app.config["CONFIG"].demo))
    answer.mimetype = "application/pdf"
    name = f"de-nghi-hoan-tra-{found.number:04}-{found.year}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _found(load: Callable[..., Any], thing_id: UUID) -> Any:
    try:
        return load(g.db, access.actor(), thing_id)
    except looking.NotThere:
        raise NotFound from None


def _chosen(form: AssignForm, fits: list[Any], whose: tuple[set[str], bool]) -> payments.Bill | None:
    if form.named.data:
        return decisions.open_bill(g.db, form.named.data, *whose)
    return next((bill for bill, _dossier in fits if str(bill.id) == form.bill.data), None)


def _id(form: BaseForm) -> UUID:
    try:
        return UUID(form["id"].data)
    except (TypeError, ValueError):
        raise BadRequest from None


def _decided(
    form: BaseForm, verb: Callable[[], None], template: str, said: str, then: str = "books.waiting", **shown: Any
) -> Page:
    """The page that asks; posted, what is wrong beside its field (422), or it is done."""
    posted = form["id"].raw_data is not None
    if not posted:
        return render_template(template, form=form, **shown)
    if form.validate():
        try:
            verb()
        except decisions.NotYours:
            raise NotFound from None
        except decisions.Undecidable as error:
            if error.why != "amount":
                form.form_errors.append(WORDS[error.why])
        else:
            flash(said)
            return redirect(url_for(then), 303)
    return render_template(template, form=form, **shown), 422
