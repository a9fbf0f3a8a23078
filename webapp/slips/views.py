"""Opening a slip, and for whoever holds the dossier: the slip to look at, to print, to make anew."""

from uuid import UUID

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import access, qr, staff_log, throttle
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.i18n import _
from webapp.procedures import service as procedures
from webapp.slips import service
from webapp.slips.forms import OpenForm, form_id

bp = Blueprint("slips", __name__, template_folder="templates")
A_DAY = (30, 86400)  # slips of one dossier


@bp.get("/phieu")
@access.public
def ask() -> str:
    """The code stands behind # in the address, which only the browser knows; a few lines of script put it into the form."""
    return _ask(OpenForm())


@bp.post("/phieu")
@access.public
def open_it() -> Response | tuple[str, int]:
    """The same answer whatever is wrong. What opens is looked up anew with each request."""
    form, who = OpenForm.of_request(), access.actor()
    if not form.validate():
        return _ask(form), 422
    by = str(who.account_id or request.remote_addr or "")
    try:
        slip = service.opened(g.db, form.plain_code, form.born.data, form.plain_digits, by)
    except service.NotOpened:
        return _ask(form, wrong=True), 404
    except service.Over as over:
        return _ask(form, over=over), 410
    service.keep(slip)
    if who.roles:
        staff_log.found("slip_id", [slip.id])
        staff_log.found("dossier_id", [slip.dossier_id])
        access.seen_by_staff()
    return redirect(url_for("tracking.status", dossier_id=slip.dossier_id), 303)


def _ask(form: OpenForm, wrong: bool = False, over: service.Over | None = None) -> str:
    return render_template("slips/ask.html", form=form, wrong=wrong, over=over, rules=service.current())


@bp.post("/ho-so/<uuid:dossier_id>/phieu/dong")
@access.public
def close(dossier_id: UUID) -> Response:
    """This browser lets it go; the slip goes on elsewhere."""
    if found := service.here(g.db, dossier_id):
        service.close_here(found[0].id)
        flash(_("Đã đóng hồ sơ trên máy này."), "ok")
    return redirect(url_for("slips.ask"), 303)


@bp.post("/ho-so/<uuid:dossier_id>/phieu/nhan")
@access.signed_in
def take_over(dossier_id: UUID) -> Response:
    """A draft of nobody's that was opened here becomes that of whoever is signed in, who says so; staff's never."""
    who = access.actor()
    dossiers.in_hand(g.db, dossiers.this_browser(), dossier_id)
    if who.account_id is None or who.roles:
        raise NotFound
    service.take_along(g.db, who.account_id, who.person_id, only=dossier_id)
    return redirect(url_for("tracking.status", dossier_id=dossier_id), 303)


@bp.get("/ho-so/<uuid:dossier_id>/phieu")
@access.public
def slip(dossier_id: UUID) -> str:
    """Its citizen's, or of the browser it was begun in: whoever only opened it by a slip gives no other."""
    return _page(_own(dossier_id))


@bp.post("/ho-so/<uuid:dossier_id>/phieu")
@access.public
def give(dossier_id: UUID) -> Response:
    """A first one, or a new one in the place of the one before."""
    found = _own(dossier_id)
    throttle.hit(g.db, "slips of dossier", str(found.id), *A_DAY)
    before = service.of(g.db, found)
    try:
        made = service.issue(g.db, form_id(), found, access.actor())
    except service.NotThisDossier:
        raise NotFound from None
    if before and before.id != made.id:
        flash(_("Đã làm phiếu mới. Phiếu cũ không dùng được nữa."), "ok")
    return redirect(url_for("slips.slip", dossier_id=found.id), 303)


@bp.get("/ho-so/<uuid:dossier_id>/phieu.pdf")
@access.public
def on_paper(dossier_id: UUID) -> Response:
    """`?kho=`: a5 or k80."""
    found = _own(dossier_id)
    living = service.of(g.db, found)
    if living is None:
        raise NotFound
    answer = make_response(service.pdf(g.db, living, found, _layout()))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = 'inline; filename="phieu-lam-tiep.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _layout() -> service.Layout:
    return next((one for one in service.LAYOUTS if one == request.args.get("kho")), "a5")


def _own(dossier_id: UUID) -> Dossier:
    holder = dossiers.this_browser()
    return dossiers.owned(g.db, holder.actor, dossier_id, holder.token)


def _page(found: Dossier) -> str:
    living = service.of(g.db, found)
    return render_template(
        "slips/slip.html", dossier=found, slip=living, id=uuid7(), procedure=procedures.version(g.db, found.version_id),
        code=dossiers.shown(living.code) if living else "", qr=qr.svg_path(service.link(living)) if living else None,
        address=service.address().split("://")[-1], asked=service.fact_of(g.db, found.id).kind, rules=service.current(),
        back=url_for("dossiers.edit" if found.state == dossiers.State.DRAFT else "tracking.status", dossier_id=found.id),
    )  # fmt: skip
