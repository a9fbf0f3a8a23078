"""«Cần gọi lại»: who asked to be called back by my units, and marking them as called."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access, staff_log
from webapp.desk.views import bp
from webapp.helping import service as helping
from webapp.i18n import _
from webapp.units import service as units

AT = "/ban-lam-viec/goi-lai"


@bp.get(AT)
@access.staff(*helping.CALLS)
def calls() -> str:
    who = access.actor()
    waiting, called = helping.waiting(g.db, who), helping.just_called(g.db, who)
    staff_log.found("call_id", [one.id for one in [*waiting, *called]])
    names = {unit.id: unit.short_name for unit in units.all_units(g.db)}
    return render_template(
        "desk/calls.html", waiting=waiting, called=called, names=names,
        several=len(who.units(*helping.CALLS)) > 1,
    )  # fmt: skip


@bp.post(f"{AT}/<uuid:call_id>/da-goi")
@access.staff(*helping.CALLS)
def called(call_id: UUID) -> Response:
    helping.mark(g.db, access.actor(), call_id, called=True)
    flash(_("Đã đánh dấu là đã gọi."))
    return redirect(url_for("desk.calls"), 303)


@bp.post(f"{AT}/<uuid:call_id>/chua-goi")
@access.staff(*helping.CALLS)
def not_called(call_id: UUID) -> Response:
    """Marked by mistake, or nobody answered."""
    helping.mark(g.db, access.actor(), call_id, called=False)
    return redirect(url_for("desk.calls"), 303)
