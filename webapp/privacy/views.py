"""The pages of one's own data: see, take along, delete, withdraw consent, close the account. Its owner only."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from webapp import access, clock, retention, throttle
from webapp.accounts import service as accounts
from webapp.db import sessions
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.i18n import _
from webapp.privacy import deleting, exporting, requests, seeing, terms
from webapp.privacy.forms import CloseForm, SureForm, WithdrawForm

bp = Blueprint("privacy", __name__, template_folder="templates")
A_DAY = (5, 24 * 3600)


@bp.get("/du-lieu-cua-toi")
@access.signed_in
def overview() -> str:
    return render_template("privacy/overview.html", rules=retention.rules(), **seeing.overview(g.db, _me()))


@bp.post("/du-lieu-cua-toi/mang-theo")
@access.signed_in
def take_along() -> Response:
    """One ZIP, counted before it is gathered. What it holds is read in a session of its own: nobody waits meanwhile."""
    me, app = _me(), current_app._get_current_object()  # type: ignore[attr-defined]
    throttle.hit_first("data taken along", str(me), *A_DAY)
    with sessions().read() as db:
        bundle = exporting.gather(db, me, app.extensions["documents_store"], app.extensions["receipt_printer"])
    requests.ask(g.db, me, requests.EXPORT, done=True)
    answer = Response(exporting.zipped(app, bundle), mimetype="application/zip")
    name = f"mot-cham-{clock.today():%Y-%m-%d}.zip"
    answer.headers.update({"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"})
    return answer


@bp.get("/du-lieu-cua-toi/ho-so/<uuid:dossier_id>")
@access.signed_in
def dossier(dossier_id: UUID) -> str:
    found = _dossier(dossier_id)
    return render_template("privacy/dossier.html", dossier=found, rules=retention.rules(), **seeing.one(g.db, found))


@bp.get("/du-lieu-cua-toi/ho-so/<uuid:dossier_id>/xoa")
@access.signed_in
def ask_delete(dossier_id: UUID) -> str:
    return _delete_page(_dossier(dossier_id), SureForm(), _paper_or_none(dossier_id))


@bp.post("/du-lieu-cua-toi/ho-so/<uuid:dossier_id>/xoa")
@access.signed_in
def delete(dossier_id: UUID) -> AnyResponse | tuple[str, int]:
    """The dossier's contents, or with `?giay-to=` one paper of it."""
    found, paper, form = _dossier(dossier_id), _paper_or_none(dossier_id), SureForm.of_request()
    if not terms.now(g.db, found).may:
        return _delete_page(found, form, paper), 409
    if not form.validate():
        return _delete_page(found, form, paper), 422
    if paper is not None:
        deleting.delete_paper(g.db, found, paper)
        flash(_("Đã xoá giấy tờ này."))
        return redirect(url_for("privacy.dossier", dossier_id=dossier_id), 303)
    deleting.delete(g.db, found, access.actor())
    flash(_("Đã xoá."))
    return redirect(url_for("privacy.overview"), 303)


@bp.get("/du-lieu-cua-toi/rut-dong-y")
@access.signed_in
def ask_withdraw() -> str:
    return _withdraw_page(WithdrawForm())


@bp.post("/du-lieu-cua-toi/rut-dong-y")
@access.signed_in
def withdraw() -> AnyResponse | tuple[str, int]:
    form = WithdrawForm.of_request()
    if not form.validate():
        return _withdraw_page(form), 422
    made = deleting.withdraw_consent(g.db, _me())
    if made is None:
        flash(_("Ông/bà chưa đồng ý điều gì nên không có gì để rút lại."))
        return redirect(url_for("privacy.overview"), 303)
    flash(_("Đã rút lại lời đồng ý. Bản nháp đã xoá; phần còn lại xoá đúng ngày ghi ở trang Dữ liệu của tôi."))
    return redirect("/", 303)


@bp.get("/du-lieu-cua-toi/dong-tai-khoan")
@access.signed_in
def ask_close() -> str:
    return _close_page(CloseForm())


@bp.post("/du-lieu-cua-toi/dong-tai-khoan")
@access.signed_in
def close() -> AnyResponse | tuple[str, int]:
    """Begin the wait; nothing is deleted yet."""
    form, me = CloseForm.of_request(), _me()
    if form.validate() and not accounts.phone_ends_with(g.db, me, form["digits"].data):
        form["digits"].errors = [_("Không đúng 4 số cuối của số điện thoại đang đăng nhập.")]
    if form.errors:
        return _close_page(form), 422
    try:
        deleting.ask_to_close(g.db, me)
    except (deleting.UnderWay, deleting.OfStaff):
        return _close_page(form), 409
    return redirect(url_for("privacy.overview"), 303)


@bp.post("/du-lieu-cua-toi/dong-tai-khoan/thoi")
@access.signed_in
def keep_account() -> AnyResponse:
    if requests.stop_closing(g.db, _me()):
        flash(_("Đã dừng việc đóng. Tài khoản vẫn dùng được như trước."))
    return redirect(url_for("privacy.overview"), 303)


def _me() -> UUID:
    account_id = access.actor().account_id
    if account_id is None:
        raise NotFound
    return account_id


def _dossier(dossier_id: UUID) -> dossiers.Dossier:
    return dossiers.owned(g.db, access.actor(), dossier_id)


def _paper_or_none(dossier_id: UUID) -> documents.Document | None:
    if "giay-to" not in request.args:
        return None
    asked = request.args.get("giay-to", type=UUID)
    found = next((one for one in seeing.papers(g.db, _dossier(dossier_id)) if one.id == asked), None)
    if found is None:
        raise NotFound
    return found


def _delete_page(found: dossiers.Dossier, form: SureForm, paper: documents.Document | None) -> str:
    known = seeing.one(g.db, found)
    return render_template(
        "privacy/delete.html", dossier=found, form=form, paper=paper, rules=retention.rules(), **known
    )


def _withdraw_page(form: WithdrawForm) -> str:
    return render_template("privacy/withdraw.html", form=form, rules=retention.rules(), at_once=False, **_kept())


def _close_page(form: CloseForm) -> str:
    return render_template("privacy/close.html", form=form, rules=retention.rules(), at_once=True, **_kept())


def _kept() -> dict[str, Any]:
    """What would happen to each dossier."""
    return seeing.overview(g.db, _me(), leaves=True)
