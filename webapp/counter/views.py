"""A clerk's page of whoever sits there: card, yes, procedure, money, slip, next. Every step by keyboard."""

from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from webapp import access, staff_log, throttle
from webapp.accounts import service as accounts
from webapp.counter import choosing, joining, met, service, terms
from webapp.counter.forms import PhoneForm, ScanForm, WorkForm, as_id, form_id, number_in
from webapp.counter.showing import facts_of, works
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.i18n import _, current
from webapp.mandates import service as mandates
from webapp.payments import service as payments
from webapp.procedures.service import Procedure
from webapp.slips import service as slips
from webapp.tickets import service as tickets
from webapp.units import service as units

bp = Blueprint("counter", __name__, template_folder="templates")
AT = "/khach"
POST_OFFICE = "post_office"
READ = (400, 3600)  # cards an hour: a busy counter has thirty customers, and nobody tries out numbers here
CLEAN = '"cache", "storage"'


@bp.get(AT)
@access.staff(service.CLERK)
def customer() -> str | AnyResponse:
    """Who sits here, or the field for the next card."""
    found = service.current(g.db, access.actor())
    if found is None:
        return _start(ScanForm())
    staff_log.found("mandate_id", [found.mandate.id])
    return _rested(found, ScanForm()) if found.visit.rested_at else _page(found, WorkForm())


@bp.post(f"{AT}/quet")
@access.staff(service.CLERK)
def scan() -> str | tuple[str, int] | AnyResponse:
    """The card's text → a page to compare with the card. Nothing is kept before they said yes."""
    form, visit_id = ScanForm.of_request(), form_id()
    throttle.hit(g.db, "cards at a counter", str(access.actor().account_id), *READ)
    if not form.validate():
        return _start(form, visit_id), 422
    try:
        shown = met.of_text(g.db, form.text.data)
    except met.Unreadable as error:
        form.text.errors = [error.words]
        return _start(form, visit_id), 422
    return _look_over(shown, PhoneForm(), visit_id)


@bp.get(f"{AT}/go-tay")
@access.staff(service.CLERK)
def type_it() -> str:
    return _look_over(met.nobody(), PhoneForm(), uuid7())


@bp.post(f"{AT}/nhan")
@access.staff(service.CLERK)
def begin() -> str | tuple[str, int] | AnyResponse:
    """They said yes: from now on the clerk helps them."""
    clerk, phone, visit_id = access.actor(), PhoneForm.of_request(), form_id()
    shown = met.posted(g.db)
    if not phone.validate() or shown.form.errors:
        return _look_over(shown, phone, visit_id), 422
    who = {**shown.form.facts(), "source": shown.form["source"].data}
    asked = mandates.Met(visit_id, service.unit_of(clerk, _unit()), who, phone.phone.data or "", current())
    try:
        service.begin(g.db, clerk, asked, mandates.page())
    except accounts.brought.NotAPerson:
        shown.form["id_number"].errors = [_("Số này đã có, với tên hoặc ngày sinh khác. Xem lại trên thẻ.")]
        return _look_over(shown, phone, visit_id), 422
    except mandates.OwnHelp:
        flash(_("Không tự làm hồ sơ của mình ở quầy của mình. Nhờ người khác."), "bad")
        return _go(url_for("counter.customer"))
    except mandates.Denied:
        flash(_("Người này từng báo không nhờ anh/chị. Mời khách sang quầy khác."), "bad")
        return _go(url_for("counter.customer"))
    staff_log.found("mandate_id", [visit_id])
    return _go(url_for("counter.customer"))


@bp.post(f"{AT}/huong-dan")
@access.staff(service.CLERK)
def guide() -> AnyResponse:
    """Only shown how: counted, nothing is asked."""
    clerk, visit_id = access.actor(), form_id()
    service.guide(g.db, clerk, visit_id, service.unit_of(clerk, _unit()))
    staff_log.found("counter_visit_id", [visit_id])
    flash(_("Đã ghi một lượt hướng dẫn."), "ok")
    return _go(url_for("counter.customer"))


@bp.post(f"{AT}/<uuid:visit_id>/viec")
@access.staff(service.CLERK)
def work(visit_id: UUID) -> str | tuple[str, int] | AnyResponse:
    """A procedure of the list, or a slip they brought: its draft is the customer's from this moment on, and the form opens."""
    clerk, form = access.actor(), WorkForm.of_request()
    found = service.one(g.db, clerk, visit_id)
    staff_log.found("mandate_id", [found.mandate.id])
    if not form.validate():
        return _page(found, form), 422
    if code := joining.code_in(form.what.data):
        return _join(found, form, code)
    meant = choosing.meant(g.db, form.what.data)
    if len(meant) != 1:
        form.what.errors = [] if meant else [_("Không thấy thủ tục nào như vậy.")]
        return _page(found, form, several=meant), 422
    dossier_id, whose = form_id(), mandates.behalf_of(g.db, clerk, visit_id)
    made = dossiers.start(g.db, dossiers.Holder(whose, None), dossier_id, meant[0].code)
    g.db.flush()
    slips.issue(g.db, made.id, made, clerk, found.visit.unit_id)
    return _to_form(made)


def _join(found: service.Customer, form: WorkForm, code: str) -> str | tuple[str, int] | AnyResponse:
    try:
        dossier, goes_on = joining.join(g.db, access.actor(), found, code)
    except slips.NotOpened:
        form.what.errors = [_("Phiếu này không mở được. Xem lại mã, và phiếu có phải của khách này không.")]
        return _page(found, form), 422
    except slips.Over as over:
        form.what.errors = [_("Đã có phiếu mới thay phiếu này.") if over.replaced else _("Phiếu không dùng được nữa.")]
        return _page(found, form), 422
    if goes_on:
        return _to_form(dossier)
    staff_log.found("dossier_id", [dossier.id])
    return _go(url_for("tracking.status", dossier_id=dossier.id))


def _to_form(dossier: dossiers.Dossier) -> AnyResponse:
    staff_log.found("dossier_id", [dossier.id])
    return _go(f"/thu-tuc/{dossier.code}/lam#{dossier.id}")


@bp.get(f"{AT}/<uuid:visit_id>/phieu/<uuid:dossier_id>.pdf")
@access.staff(service.CLERK)
def slip(visit_id: UUID, dossier_id: UUID) -> Response:
    """The slip to take along; `?kho=`: k80 for the printer of a till, else A5."""
    found = service.one(g.db, access.actor(), visit_id)
    staff_log.found("mandate_id", [found.mandate.id])
    dossier = service.dossier_of(g.db, found, dossier_id)
    living = slips.of(g.db, dossier)
    if living is None:
        abort(404)
    answer = make_response(slips.pdf(g.db, living, dossier, "k80" if request.args.get("kho") == "k80" else "a5"))
    answer.mimetype = "application/pdf"
    answer.headers.update({"Content-Disposition": 'inline; filename="phieu-lam-tiep.pdf"', "Cache-Control": "no-store"})
    return answer


@bp.post(f"{AT}/<uuid:visit_id>/ma-qr")
@access.staff(service.CLERK)
def pay_by_code(visit_id: UUID) -> AnyResponse:
    """The page with the bank's code, turned to the customer."""
    found = service.one(g.db, access.actor(), visit_id)
    begun, _before = service.dossiers_of(g.db, found)
    wanted = as_id(request.form.get("bill", ""))
    bill = next((one for one in payments.asked_of(g.db, begun).values() if one.id == wanted), None)
    if bill is None:
        flash(_("Lúc này không phải thu khoản này."))
        return _go(url_for("counter.customer"))
    if not payments.shared(bill):
        payments.share_anew(bill)
    staff_log.found("bill_id", [bill.id])
    return redirect(url_for("payments.pay_for", token=bill.share_token), 303)


@bp.post(f"{AT}/<uuid:visit_id>/nghi")
@access.staff(service.CLERK)
def rest(visit_id: UUID) -> Response:
    """Nobody touched the screen."""
    service.rest(g.db, access.actor(), visit_id)
    return _clean()


@bp.post(f"{AT}/<uuid:visit_id>/mo")
@access.staff(service.CLERK)
def wake(visit_id: UUID) -> str | tuple[str, int] | AnyResponse:
    """Their card once more."""
    clerk, form = access.actor(), ScanForm.of_request()
    throttle.hit(g.db, "cards at a counter", str(clerk.account_id), *READ)
    found = service.one(g.db, clerk, visit_id)
    staff_log.found("mandate_id", [found.mandate.id])
    if not form.validate():
        return _rested(found, form), 422
    try:
        service.wake(g.db, clerk, visit_id, number_in(form.text.data))
    except service.SomebodyElse:
        form.text.errors = [_("Không phải thẻ của khách đang ngồi. Khách mới thì bấm F10.")]
        return _rested(found, form), 422
    return _go(url_for("counter.customer"))


@bp.post(f"{AT}/<uuid:visit_id>/tiep")
@access.staff(service.CLERK)
def next_one(visit_id: UUID) -> AnyResponse:
    """They are done; nothing of them stays in this browser."""
    service.end(g.db, access.actor(), visit_id)
    staff_log.found("mandate_id", [visit_id])
    return _clean()


def _go(to: str) -> AnyResponse:
    """On to another page. What posts without leaving its own (counter_form.js, header `Stays`) is told in JSON: a browser that
    follows by itself forgets what stands behind the #."""
    return jsonify(to=to) if request.headers.get("Stays") else redirect(to, 303)


def _clean() -> Response:
    """`{}`; the browser forgets, unless (`giu`) work that is not sent yet still lies there, sealed."""
    answer = make_response({})
    slips.forget_all()
    if not request.form.get("giu"):
        answer.headers["Clear-Site-Data"] = CLEAN
    return answer


def _unit() -> str:
    return request.form.get("unit", "")


def _start(form: ScanForm, visit_id: UUID | None = None) -> str:
    clerk = access.actor()
    desk = tickets.desk_of(g.db, clerk)
    called = tickets.line(g.db, desk.unit_id).at(desk) if desk else None
    return render_template(
        "counter/start.html", path=AT, form=form, id=visit_id or uuid7(), unit_id=service.unit_of(clerk), desk=desk, called=called,
        terms=terms.now(),
    )  # fmt: skip


def _look_over(shown: met.Shown, phone: PhoneForm, visit_id: UUID) -> str:
    clerk = access.actor()
    unit_id = service.unit_of(clerk, _unit())
    words = mandates.to_hear(g.db, clerk, unit_id, current())
    if shown.known:
        staff_log.found("person_id", [shown.known.id])
    return render_template(
        "counter/look_over.html", path=AT, shown=shown, form=shown.form, phone=phone, id=visit_id, unit_id=unit_id, words=words,
        to_agree=shown.to_agree, terms=terms.now(),
    )  # fmt: skip


def _rested(found: service.Customer, form: ScanForm) -> str:
    return render_template("counter/rested.html", path=AT, form=form, visit=found.visit, terms=terms.now())


def _page(found: service.Customer, form: WorkForm, several: list[Procedure] | None = None) -> str:
    begun, before = service.dossiers_of(g.db, found)
    unit = units.get(g.db, found.visit.unit_id)
    staff_log.found("dossier_id", [one.id for one in [*begun, *before]])
    return render_template(
        "counter/customer.html", path=AT, found=found, form=form, id=uuid7(), several=several or [], offered=choosing.offered(g.db),
        works=works(g.db, begun), before=dossiers.cards(g.db, before), facts=facts_of(found), terms=terms.now(),
        commune=unit.gso_code, by_post=unit.kind == POST_OFFICE,
    )  # fmt: skip
