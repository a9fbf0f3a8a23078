"""At any desk: whoever shows their card ends what they allowed a helper, without a phone."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access, staff_log, throttle
from webapp.i18n import _
from webapp.mandates import service, words
from webapp.mandates.forms import DeskForm
from webapp.mandates.helper_views import bp
from webapp.mandates.models import Mandate

DESKS = ("officer", "supervisor", "clerk")
AT = "/ban-lam-viec/nho-giup"
TRIES = (30, 3600)  # of one who works there, seconds: nobody tries out numbers here


@bp.get(AT)
@access.staff(*DESKS)
def desk() -> str:
    return _page(DeskForm())


@bp.post(AT)
@access.staff(*DESKS)
def desk_look() -> str | tuple[str, int]:
    form = DeskForm.of_request()
    found = _found(form)
    return (_page(form), 422) if found is None else _page(form, found)


@bp.post(f"{AT}/<uuid:mandate_id>/thoi")
@access.staff(*DESKS)
def desk_revoke(mandate_id: UUID) -> Response | tuple[str, int]:
    """The number again: nothing is ended that was not found by it."""
    form = DeskForm.of_request()
    found = _found(form)
    if found is None:
        return _page(form), 422
    one = next((one for one in found if one.id == mandate_id), None)
    if one is not None:  # else it has ended meanwhile
        service.revoke(g.db, one, "desk", access.actor())
    flash(_("Đã thôi. Từ giờ người giúp không làm gì được nữa."))
    return redirect(url_for("mandates.desk"), 303)


def _found(form: DeskForm) -> list[Mandate] | None:
    if not form.validate():
        return None
    throttle.hit(g.db, "mandates at desk", str(access.actor().account_id), *TRIES)
    try:
        account_id = service.whose(g.db, form["typed"].data)
    except service.NoSuchMandate:
        form["typed"].errors = [_("Không thấy ai có số này. Xem lại số.")]
        return None
    staff_log.found("account_id", [account_id])
    return service.at_desk(g.db, access.actor(), account_id)


def _page(form: DeskForm, found: list[Mandate] | None = None) -> str:
    named = words.all_named(g.db, found or [])
    pairs = None if found is None else list(zip(found, named, strict=True))
    return render_template("mandates/desk.html", form=form, found=pairs)
