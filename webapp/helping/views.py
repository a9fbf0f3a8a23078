"""«Nhờ gọi lại»: ask for a call, see that it is on the list, take it back. Works without JavaScript and without an account."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp import access, retention, throttle
from webapp.accounts import service as accounts
from webapp.db import uuid7
from webapp.helping import service, turning
from webapp.helping.forms import MOST_ABOUT, CallForm
from webapp.helping.models import CallBack
from webapp.i18n import _, current
from webapp.units import service as units
from webapp.units.service import Unit

bp = Blueprint("helping", __name__, template_folder="templates")
PER_ADDRESS, PER_ACCOUNT, PER_PHONE = (10, 3600), (5, 24 * 3600), (3, 24 * 3600)  # new requests, seconds
REMEMBERED = 5  # requests a browser without an account may look at again


@bp.get("/goi-lai")
@access.public
def ask() -> str:
    """`?don-vi=` the unit asked, `?ve=` what it is about: both may be missing."""
    about = request.args.get("ve", "").strip()[:MOST_ABOUT]
    form = CallForm(
        data={"id": str(uuid7()), "unit": request.args.get("don-vi", ""), "phone": _phone(), "about": about}
    )
    return _page(form, _caller(form["unit"].data))


@bp.post("/goi-lai")
@access.public
def send() -> Response | tuple[str, int]:
    form = CallForm.of_request()
    unit, call_id = _caller(form["unit"].data), _uuid(form["id"].data) or uuid7()
    if not form.validate() or unit is None:
        return _page(form, unit), 422
    phone, about = form["phone"].data, form["about"].data
    if not service.known(g.db, call_id):
        _count(phone)
    wanted = service.Wanted(call_id, unit.id, phone, about, current(), _words(unit))
    found = service.ask(g.db, wanted, access.actor().account_id, _mine())
    session["calls"] = [str(found.id), *(one for one in session.get("calls", []) if one != str(found.id))][:REMEMBERED]
    return redirect(url_for("helping.asked", call_id=found.id), 303)


@bp.get("/goi-lai/<uuid:call_id>")
@access.public
def asked(call_id: UUID) -> str:
    found = _own(call_id)
    phone = accounts.phone.masked(found.phone)
    return render_template("helping/asked.html", found=found, place=_place(found.unit_id), phone=phone)


@bp.post("/goi-lai/<uuid:call_id>/thoi")
@access.public
def take_back(call_id: UUID) -> Response:
    service.take_back(g.db, _own(call_id))
    flash(_("Đã bỏ yêu cầu gọi lại. Số điện thoại đã xoá."))
    return redirect("/", 303)


def _own(call_id: UUID) -> CallBack:
    return service.of(g.db, call_id, access.actor().account_id, _mine())


def _mine() -> set[UUID]:
    return {UUID(one) for one in session.get("calls", [])}


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _caller(unit_id: str | None) -> Unit | None:
    """The unit that will call when this one is asked; where none is named, the place one would be sent to."""
    turn = turning.find(g.db, unit_id, accounts.home_ward(g.db, access.actor()))
    return service.caller(g.db, turn.place.unit if turn else None)


def _phone() -> str:
    account_id = access.actor().account_id
    return (accounts.reach(g.db, account_id).phone or "") if account_id else ""


def _count(phone: str) -> None:
    """Raises TooMany: neither a stranger's phone nor an office shall be flooded."""
    throttle.hit(g.db, "call-back address", request.remote_addr or "", *PER_ADDRESS)
    if account_id := access.actor().account_id:
        throttle.hit(g.db, "call-back account", str(account_id), *PER_ACCOUNT)
    throttle.hit(g.db, "call-back phone", phone, *PER_PHONE)


def _words(unit: Unit) -> str:
    days = retention.rules()[service.RULE]["days"]
    return render_template("helping/consent_text.html", unit=unit, days=days)


def _page(form: CallForm, unit: Unit | None) -> str:
    place, words = (_place(unit.id), _words(unit)) if unit else (None, "")
    return render_template("helping/ask.html", form=form, place=place, words=words)


def _place(unit_id: str) -> units.Place | None:
    return next((one for one in units.places(g.db) if one.unit.id == unit_id), None)
