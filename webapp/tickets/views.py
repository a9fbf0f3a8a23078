"""For whoever comes: taking a number, its page, a booked time."""

from datetime import date, datetime
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from webapp import access, calendar_days, clock, qr, throttle
from webapp.db import uuid7
from webapp.i18n import _, pick
from webapp.tickets import paper, service
from webapp.tickets.forms import BookForm, GroupForm, form_id
from webapp.units import service as units
from webapp.units.service import Unit

bp = Blueprint("tickets", __name__, template_folder="templates")
PER_ADDRESS = (60, 3600)  # a whole street may share an address
BOOKED = (20, 86400)


def unit_or_404(unit_id: str) -> Unit:
    try:
        unit = units.get(g.db, unit_id)
    except units.UnknownUnit:
        abort(404)
    if unit.kind not in service.KINDS:
        abort(404)
    return unit


@bp.get("/lay-so/<unit_id>")
@access.public
def take_form(unit_id: str) -> str:
    """`?may=`: the unit's own tablet, from which many take a number."""
    return _page(unit_or_404(unit_id), GroupForm())


@bp.post("/lay-so/<unit_id>")
@access.public
def take(unit_id: str) -> Response | tuple[str, int]:
    unit, form = unit_or_404(unit_id), GroupForm.of_request()
    line = service.line(g.db, unit.id)
    rules, tablet = line.rules, line.is_tablet(_said())
    form.offer(rules)
    if not form.validate():
        return _page(unit, form), 422
    if not tablet and (mine := _mine(unit.id)):
        return redirect(url_for("tickets.ticket", token=mine.token), 303)
    if not tablet:
        if not rules.from_home:
            return _page(unit, form), 409
        throttle.hit(g.db, "queue ticket", request.remote_addr or "", *PER_ADDRESS)
    try:
        made = service.take(g.db, form_id(), unit, form.group.data, "tablet" if tablet else "phone")
    except service.Shut:
        return _page(unit, form), 409
    if not tablet:
        session["queue"] = {unit.id: made.token}
    may = _said() if tablet else None
    return redirect(url_for("tickets.ticket", token=made.token, may=may), 303)


def _page(unit: Unit, form: GroupForm) -> str:
    line = service.line(g.db, unit.id)
    tablet = line.is_tablet(_said())
    form.offer(line.rules)
    return render_template(
        "tickets/take.html", unit=unit, form=form, id=uuid7(), line=line, tablet=tablet,
        estimate=line.estimate(len(line.waiting)), mine=None if tablet else _mine(unit.id),
        allowed=tablet or line.rules.from_home, books=line.rules.per_slot > 0, shut=_shut(unit),
        now=units.next_opening(unit, clock.now(), calendar=calendar_days.current(g.db)),
    )  # fmt: skip


def _shut(unit: Unit) -> bool:
    try:
        service.open_for(g.db, unit)
    except service.Shut:
        return True
    return False


def _said() -> str:
    """What a tablet's address says."""
    return request.args.get("may", "")[:40]


def _mine(unit_id: str, later: bool = False) -> service.QueueTicket | None:
    """The one this browser holds there, for today, or for any day to come."""
    token = session.get("queue", {}).get(unit_id)
    try:
        found = service.by_token(g.db, token) if token else None
    except service.NoSuchTicket:
        return None
    if found is None or found.state not in service.HOLDS:
        return None
    today = clock.today()
    return found if found.day == today or (later and found.day > today) else None


@bp.get("/so/<token>")
@access.public
def ticket(token: str) -> str:
    found = _known(token)
    unit, line = units.get(g.db, found.unit_id), service.line(g.db, found.unit_id)
    before, link = line.before(found), url_for("tickets.ticket", token=token, _external=True)
    return render_template(
        "tickets/ticket.html", ticket=found, unit=unit, before=before, over=found.day < clock.today(), qr=qr.svg_path(link),
        estimate=line.estimate(before), may_arrive=service.may_arrive(found, line.rules), may=_said(),
        tablet=line.is_tablet(_said()),
    )  # fmt: skip


@bp.get("/api/so/<token>")
@access.public
def ticket_state(token: str) -> Any:
    """`{state, desk, calls, before, low, high}`; desk and estimate are null where there are none."""
    found = _known(token)
    line = service.line(g.db, found.unit_id)
    before = line.before(found)
    estimate = line.estimate(before)
    return jsonify(
        state=found.state, desk=found.desk.label if found.desk else None, calls=found.calls, before=before,
        low=estimate.low if estimate else None, high=estimate.high if estimate else None,
    )  # fmt: skip


@bp.get("/so/<token>.pdf")
@access.public
def ticket_paper(token: str) -> Response:
    """For the little printer beside a tablet: 80 mm."""
    found = _known(token)
    if found.number is None:
        abort(404)
    link = url_for("tickets.ticket", token=token, _external=True)
    answer = make_response(paper.pdf(found, pick(units.get(g.db, found.unit_id).name, "vi"), link))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="so-{found.number:03}.pdf"'
    return answer


@bp.post("/so/<token>/toi")
@access.public
def arrived(token: str) -> Response:
    """Here now: at the booked time, or again after a call that was missed."""
    return _change(token, lambda found: service.arrive(g.db, found))


@bp.post("/so/<token>/bo")
@access.public
def leave(token: str) -> Response:
    return _change(token, service.leave)


def _change(token: str, verb: Any) -> Response:
    found = _known(token, lock=True)
    try:
        verb(found)
    except service.NotNow:
        flash(_("Số này vừa đổi. Xem lại bên dưới."))
    return redirect(url_for("tickets.ticket", token=token), 303)


def _known(token: str, lock: bool = False) -> service.QueueTicket:
    try:
        return service.by_token(g.db, token[:40], lock)
    except service.NoSuchTicket:
        abort(404)


@bp.get("/hen-gio/<unit_id>")
@access.public
def book_form(unit_id: str) -> str:
    """`?ngay=`: a day, as YYYY-MM-DD."""
    return _times(unit_or_404(unit_id), BookForm())


@bp.post("/hen-gio/<unit_id>")
@access.public
def book(unit_id: str) -> Response | tuple[str, int]:
    unit, form = unit_or_404(unit_id), BookForm.of_request()
    _offer(unit, form, service.rules_of(g.db, unit.id))
    if not form.validate():
        return _times(unit, form), 422
    if mine := _mine(unit.id, later=True):
        return redirect(url_for("tickets.ticket", token=mine.token), 303)
    throttle.hit(g.db, "queue booking", request.remote_addr or "", *BOOKED)
    try:
        made = service.book(g.db, form_id(), unit, datetime.fromisoformat(form.at.data), form.group.data)
    except service.Full:
        flash(_("Giờ này vừa có người hẹn. Chọn giờ khác."))
        return _times(unit, form), 409
    session["queue"] = {unit.id: made.token}
    return redirect(url_for("tickets.ticket", token=made.token), 303)


def _offer(unit: Unit, form: BookForm, rules: service.Rules) -> list[date]:
    """The times of the chosen day; returns the days."""
    form.offer(rules)
    coming = service.days(g.db, unit, rules) if rules.per_slot else []
    day = _chosen(coming)
    free = [at for at, left in service.slots(g.db, unit, day, rules) if left] if day else []
    form.at.choices = [SelectChoice(at.isoformat(), f"{clock.local(at):%H:%M}") for at in free]
    return coming


def _chosen(coming: list[date]) -> date | None:
    said = request.values.get("ngay", "")
    return next((day for day in coming if day.isoformat() == said), coming[0] if coming else None)


def _times(unit: Unit, form: BookForm) -> str:
    coming = _offer(unit, form, service.rules_of(g.db, unit.id))
    return render_template("tickets/book.html", unit=unit, form=form, id=uuid7(), days=coming, day=_chosen(coming))
