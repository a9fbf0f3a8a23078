"""«Nhờ người đến nhà»: which commune and team, when, for whom; who comes; calling it off."""

from uuid import UUID

from flask import flash, g, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp import access, retention, throttle
from webapp.accounts import service as accounts
from webapp.db import uuid7
from webapp.i18n import _, current
from webapp.procedures import service as procedures
from webapp.teams import service as teams
from webapp.units import service as units
from webapp.units.service import Unit
from webapp.visits import asking, beside, happening, leaving, room, rounds
from webapp.visits.code_views import AT, bp, send_code
from webapp.visits.forms import VisitForm
from webapp.visits.models import Visit

PER_ADDRESS, PER_ACCOUNT, PER_PHONE = (10, 3600), (5, 24 * 3600), (4, 24 * 3600)  # new requests, seconds
REMEMBERED = 5  # requests a browser without an account may see again


@bp.get(AT)
@access.public
def ask() -> str:
    """`?xa=` the commune, `?to=` the team, `?ma=` the procedure; what is missing is asked first, what is known is not."""
    ward = request.args.get("xa", "") or accounts.home_ward(g.db, access.actor()) or ""
    code = _code(request.args.get("ma", ""))
    if not units.ward_name(ward) or "doi" in request.args:
        there = units.wards(units.HOME_PROVINCE)
        return render_template("visits/where.html", wards=there, ward=ward, code=code)
    serving = room.serving(g.db, ward)
    unit = _chosen(serving, request.args.get("to", ""))
    if unit is None:
        return render_template("visits/team.html", serving=serving, ward=ward, code=code, desks=_desks(ward))
    data = {"id": str(uuid7()), "xa": ward, "to": unit.id, "procedure": code, "name": _name()}
    return _page(_offered(VisitForm(data=data), unit), unit)


@bp.post(AT)
@access.public
def send() -> Response | tuple[str, int]:
    form = VisitForm.of_request()
    unit = next((one for one in room.serving(g.db, form["xa"].data or "") if one.id == form["to"].data), None)
    if unit is None:
        return redirect(url_for("visits.ask", ma=_code(form["procedure"].data) or None), 303)
    visit_id = _uuid(form["id"].data)
    if not _offered(form, unit, visit_id).validate():
        return _page(form, unit), 422
    wanted = _wanted(form, unit, visit_id)
    if not asking.known(g.db, visit_id):
        _count(wanted.phone)
    try:
        found = asking.ask(g.db, wanted, access.actor().account_id, mine())
    except room.Full:
        form["slot"].errors = [_("Buổi này vừa có người nhờ trước. Chọn buổi khác.")]
        return _page(_offered(form, unit, visit_id), unit), 422
    except asking.EnoughOpen:
        form.form_errors = [_("Số này đã nhờ nhiều lần mà chưa xong. Xong rồi hãy nhờ lần nữa.")]
        return _page(form, unit), 422
    _remember(found.id)
    if found.state == "unconfirmed":
        return send_code(found)
    return redirect(url_for("visits.one", token=found.token), 303)


@bp.get(f"{AT}/cua-toi")
@access.signed_in
def list_mine() -> str:
    account_id = access.actor().account_id
    assert account_id is not None
    found = list(g.db.scalars(leaving.asked_by(account_id).order_by(Visit.day.desc(), Visit.id)))
    return render_template("visits/mine.html", found=found)


@bp.get(f"{AT}/<token>")
@access.public
def one(token: str) -> Response:
    """The page of who asked. Whoever has the link may see who comes and call it off; the address shows only to who asked."""
    found = happening.by_token(g.db, token)
    if found.state == "unconfirmed":
        return redirect(url_for("visits.enter_code", token=token), 303)
    stands = teams.standing(g.db, found.helper_id) if found.helper_id else None
    coming = stands if stands and stands.valid and found.state == "assigned" else None
    own = happening.own(found, access.actor().account_id, mine())
    page = render_template(
        "visits/one.html", found=found, coming=coming, own=own, unit=units.get(g.db, found.unit_id), token=token,
        photo=teams.photo_of(g.db, found.helper_id) if coming and found.helper_id else None,
        history=happening.history(g.db, found.id), procedure=(what := rounds.procedure_of(g.db, found)), papers=rounds.papers(what),
        looks=rounds.looks(g.db, found.id) if own else [],
        panels=beside.of(g.db, found) if access.actor().account_id != found.helper_id else [],
    )  # fmt: skip
    answer = make_response(page)
    answer.headers.update({"Cache-Control": "no-store", "X-Robots-Tag": "noindex"})
    return answer


@bp.post(f"{AT}/<token>/thoi")
@access.public
def cancel(token: str) -> Response:
    found = happening.by_token(g.db, token, lock=True)
    asking.cancel(g.db, found, access.actor().account_id)
    flash(_("Đã thôi nhờ. Không ai đến nữa."))
    return redirect(url_for("visits.one", token=token), 303)


def mine() -> set[UUID]:
    """What this browser asked for."""
    return {UUID(one) for one in session.get("visits", [])}


def _remember(visit_id: UUID) -> None:
    others = [one for one in session.get("visits", []) if one != str(visit_id)]
    session["visits"] = [str(visit_id), *others][:REMEMBERED]


def _chosen(serving: list[Unit], unit_id: str) -> Unit | None:
    """The team that was chosen; the only one needs no choosing."""
    return serving[0] if len(serving) == 1 else next((one for one in serving if one.id == unit_id), None)


def _desks(ward: str) -> list[Unit]:
    """Where somebody is behind a counter in that commune: its centre, then post offices."""
    centre = units.for_ward(g.db, ward)
    return [
        *([centre] if centre else []),
        *(one for one in units.helpers_near(g.db, ward) if one.kind == "post_office"),
    ]


def _offered(form: VisitForm, unit: Unit, visit_id: UUID | None = None) -> VisitForm:
    """What can be chosen now; a phone is asked for only where no account says it."""
    known = g.db.get(Visit, visit_id) if visit_id else None
    form["slot"].times(room.free(g.db, unit.id, besides=known))
    every = [(one.code, one.name) for one in procedures.all_current(g.db)]
    form["procedure"].offer([("", _("Chưa rõ, đến rồi hỏi")), *every])
    if access.actor().account_id and "phone" in form:
        del form["phone"]
    return form


def _wanted(form: VisitForm, unit: Unit, visit_id: UUID) -> asking.Wanted:
    account_id = access.actor().account_id
    phone = accounts.reach(g.db, account_id).phone if account_id else form["phone"].data
    return asking.Wanted(
        visit_id, unit.id, form["xa"].data, form["slot"].slot, form["procedure"].data or None, form["whom"].data, form["name"].data,
        form["address"].data, form["note"].data, phone or "", current(), _words(unit),
    )  # fmt: skip


def _count(phone: str) -> None:
    """Raises TooMany: neither a stranger's phone nor a team shall be flooded."""
    throttle.hit(g.db, "visit address", request.remote_addr or "", *PER_ADDRESS)
    if account_id := access.actor().account_id:
        throttle.hit(g.db, "visit account", str(account_id), *PER_ACCOUNT)
    throttle.hit(g.db, "visit phone", phone, *PER_PHONE)


def _words(unit: Unit) -> str:
    days = retention.rules()[leaving.VISIT]["days"]
    return render_template("visits/consent_text.html", unit=unit, days=days).strip()


def _page(form: VisitForm, unit: Unit) -> str:
    code = _code(form["procedure"].data or "")
    what = procedures.current(g.db, code) if code else None
    return render_template(
        "visits/ask.html", form=form, unit=unit, words=_words(unit), procedure=what, papers=rounds.papers(what),
        free=len(form["slot"].choices) > 1,
    )  # fmt: skip


def _name() -> str:
    who = access.actor()
    return accounts.name_of(g.db, who.person_id)


def _code(text: str | None) -> str:
    """A procedure's code, "" for none that is published."""
    try:
        return procedures.current(g.db, text or "").code
    except procedures.UnknownProcedure:
        return ""


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid7()
