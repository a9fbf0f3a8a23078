"""For the desk: a notice put beside a dossier by its code, and what was decided about one that its system refused."""

from uuid import UUID

from flask import flash, g, redirect
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response

from webapp import access
from webapp.debts import service
from webapp.debts.forms import CodeForm, SettledForm
from webapp.debts.views import asked, bp
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.i18n import _

ACTS = ("officer", "supervisor")
SEES = ("supervisor", "leader")  # who sees money that belongs to no unit here


@bp.post("/ban-lam-viec/<uuid:dossier_id>/thong-bao")
@access.staff(*ACTS)
def desk_put_beside(dossier_id: UUID) -> Response:
    form = CodeForm.of_request()
    _to_act_on(dossier_id)
    back = redirect(f"/ban-lam-viec/{dossier_id}", 303)
    debt = asked(form["code"].data, f"staff {access.actor().account_id}") if form.validate() else None
    if debt is None:
        flash(_("Không thấy thông báo nào có mã này. Xem lại mã trên giấy."), "bad")
    elif service.put_beside(g.db, debt, _to_act_on(dossier_id)) is None:
        flash(_("Thông báo này đã nộp ở nơi khác hoặc đã thu hồi, nên không ghi vào hồ sơ."), "info")
    else:
        flash(_("Đã ghi thông báo vào hồ sơ."))
    return back


@bp.post("/ban-lam-viec/thong-bao-nop/<uuid:bill_id>/xong")
@access.staff(*SEES)
def settle(bill_id: UUID) -> Response:
    form = SettledForm.of_request()
    if form.validate():
        service.settle(g.db, bill_id, access.actor(), form["note"].data)
    else:
        flash(_("Ghi đã giải quyết thế nào rồi bấm lại."), "bad")
    return redirect("/ban-lam-viec/tien", 303)


def _to_act_on(dossier_id: UUID) -> Dossier:
    """404 where the desk is no ground, and for one's own."""
    who = access.actor()
    found = dossiers.mine(g.db, who, dossier_id)
    if access.ground_for(g.db, who, found) != "desk":
        raise NotFound
    if found.unit_id not in who.units(*ACTS):
        raise Forbidden
    return found
