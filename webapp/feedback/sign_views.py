"""For an office: the signs of its desks and its door, to print."""

from uuid import UUID

from flask import flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from webapp import access, staff_log
from webapp.db import uuid7
from webapp.feedback import paper, places, signs
from webapp.feedback.forms import SignForm, form_id
from webapp.feedback.views import bp
from webapp.i18n import _, pick
from webapp.units import service as units
from webapp.units.service import Unit

AT = "/gop-y/bien"


@bp.get(AT)
@access.staff(*signs.MAKES)
def signs_here() -> str:
    return _page(SignForm())


@bp.post(AT)
@access.staff(*signs.MAKES)
def make_sign() -> Response | tuple[str, int]:
    form = SignForm.of_request()
    _offer(form)
    if not form.validate():
        return _page(form), 422
    made = signs.make(g.db, form_id(), access.actor(), form.unit.data, form.label.data)
    staff_log.found("sign_id", [made.id])
    return redirect(url_for("feedback.signs_here"), 303)


@bp.post(f"{AT}/<uuid:sign_id>/bo")
@access.staff(*signs.MAKES)
def end_sign(sign_id: UUID) -> Response:
    signs.end(g.db, access.actor(), sign_id)
    flash(_("Đã bỏ biển. Gỡ tờ giấy ở quầy xuống."), "ok")
    return redirect(url_for("feedback.signs_here"), 303)


@bp.get(f"{AT}/<unit_id>.pdf")
@access.staff(*signs.MAKES)
def sign_paper(unit_id: str) -> Response:
    """Of a unit of mine; `?ban=` the sign of its desk, `?thu-tuc=` a procedure done there; `&kho=` a5 or a6."""
    unit = _mine(unit_id)
    kind, key, more = places.UNIT, unit.id, ""
    if sign := request.args.get("ban"):
        kind, key = places.DESK, sign
    elif code := request.args.get("thu-tuc"):
        kind, key, more = places.PROCEDURE, code, f"?o={unit.id}"
    place = places.find(g.db, kind, key, unit.id)
    if place.unit_id != unit.id:
        raise places.NoSuchPlace(kind, key)
    name = f"Quầy {place.desk}" if place.desk else place.name["vi"]
    layout: paper.Layout = next((one for one in paper.LAYOUTS if one == request.args.get("kho")), "a5")
    answer = make_response(
        paper.pdf(name, pick(unit.name, "vi") if kind != places.UNIT else "", places.link(kind, key) + more, layout)
    )
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = 'inline; filename="bien-gop-y.pdf"'
    return answer


def _mine(unit_id: str) -> Unit:
    found = next((one for one in _units() if one.id == unit_id), None)
    if found is None:
        raise places.NoSuchPlace(unit_id)
    return found


def _units() -> list[Unit]:
    own = access.actor().units(*signs.MAKES)
    return [one for one in units.all_units(g.db) if one.id in own]


def _offer(form: SignForm) -> None:
    form.unit.choices = [SelectChoice(one.id, pick(one.name)) for one in _units()]


def _page(form: SignForm) -> str:
    _offer(form)
    found = signs.of(g.db, access.actor())
    staff_log.found("sign_id", [one.id for one in found])
    return render_template(
        "feedback/signs.html", form=form, signs=found, units=_units(), id=uuid7(), layouts=paper.LAYOUTS
    )
