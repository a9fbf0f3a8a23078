"""The counter: today's shift, and opening one."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from webapp import access, staff_log
from webapp.db import uuid7
from webapp.i18n import _, pick
from webapp.tills import forms, service
from webapp.units import service as units

bp = Blueprint("tills", __name__, template_folder="templates")
LAST = 12


@bp.get("/quay")
@access.staff(*service.TAKES, *service.SEES)
def home() -> str:
    """My shift or a form to open one; for who is in charge the shifts of their units."""
    return _page(_open_form())


@bp.post("/quay/mo-ca")
@access.staff(*service.TAKES)
def open_shift() -> Response | tuple[str, int]:
    form, who = _open_form(), access.actor()
    if not form.validate():
        return _page(form), 422
    try:
        made = service.open_shift(g.db, who, forms.form_id(), form["unit"].data, form["opening"].data)
    except service.StillOpen:
        flash(_("Ca trước chưa đóng: thu tiếp trong ca ấy, hoặc đóng ca rồi mở ca mới."))
        return redirect(url_for("tills.home"), 303)
    except service.NotThere:
        raise Forbidden from None
    staff_log.found("shift_id", [made.id])
    return redirect(url_for("tills.home"), 303)


def _open_form() -> forms.OpenForm:
    form = forms.OpenForm.of_request()
    mine = access.actor().units(*service.TAKES)
    form["unit"].choices = [(one.id, pick(one.name)) for one in units.all_units(g.db) if one.id in mine]
    return form


def _page(form: forms.OpenForm) -> str:
    who = access.actor()
    shift, shifts = service.current(g.db, who, whole=True), service.latest(g.db, who)
    staff_log.found("shift_id", [one.id for one in [shift, *shifts] if one])
    return render_template(
        "tills/home.html", form=form, id=uuid7(), shift=shift, shifts=shifts, takes=who.has_role(*service.TAKES),
        last=list(reversed(shift.takings))[:LAST] if shift else [], in_charge=who.has_role(*service.SEES),
        names={unit.id: unit.name for unit in units.all_units(g.db)},
        post=any(unit.id in who.units("clerk") for unit in units.all_units(g.db, "post_office")),
    )  # fmt: skip
