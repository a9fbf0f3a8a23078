"""For whoever filed a petition: following it by its code, and saying how the answer was. Nothing personal stands there."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, throttle
from webapp.dossiers.service import shown
from webapp.feedback import forms, lifecycle, petitions, written
from webapp.feedback.forms import EVENT_WORDS, FACE_WORDS, KIND_WORDS, STATE_KINDS, STATE_WORDS
from webapp.feedback.lifecycle import Event, State
from webapp.feedback.models import Petition, PetitionEvent
from webapp.feedback.views import LOOKS, bp
from webapp.i18n import _, _l, pick, say_time
from webapp.units import service as units

GROUPS = (
    (units.RECEIVING, "desk", _l("Trung tâm Phục vụ hành chính công, một cửa")), (("post_office",), "inbox", _l("Bưu điện")),
    (("community_team", "youth_team"), "hands", _l("Tổ, đội giúp dân")),
)  # fmt: skip
"""Kinds of units, their icon, what they are called together."""
PER_ADDRESS = (30, 600)


@bp.get("/gop-y")
@access.public
def begin() -> str:
    """Where a code is typed, and every place that can be rated without a sign."""
    return _begin()


@bp.post("/gop-y")
@access.public
def look_up() -> Response | tuple[str, int]:
    throttle.hit(g.db, "petition code", request.remote_addr or "", *PER_ADDRESS)
    try:
        found = petitions.by_code(g.db, request.form.get("ma", ""))
    except petitions.NoSuchPetition:
        return _begin(wrong=True), 404
    return redirect(url_for("feedback.follow", petition_code=shown(found.code)), 303)


@bp.get("/gop-y/<petition_code>")
@access.public
def follow(petition_code: str) -> str:
    throttle.hit_first("petition look", request.remote_addr or "", *LOOKS)
    return _page(petitions.by_code(g.db, petition_code))


@bp.post("/gop-y/<petition_code>/y-kien")
@access.public
def say(petition_code: str) -> Response | tuple[str, int]:
    """How the answer was, with one of the five faces."""
    throttle.hit(g.db, "petition code", request.remote_addr or "", *PER_ADDRESS)
    found, face = petitions.by_code(g.db, petition_code), forms.face()
    if not face:
        return _page(found), 422
    try:
        petitions.say(found, face)
    except lifecycle.NotAllowed:
        return _page(found), 409
    flash(_("Đã ghi, cảm ơn ông/bà."), "ok")
    return redirect(url_for("feedback.follow", petition_code=shown(found.code)), 303)


def _begin(wrong: bool = False) -> str:
    return render_template("feedback/begin.html", wrong=wrong, units=units.all_units(g.db), groups=GROUPS)


def _page(found: Petition) -> str:
    about = _unit(found.rating.unit_id)
    kind = about.kind if about else "province_centre"
    return render_template(
        "feedback/follow.html", petition=found, code=shown(found.code), unit=_unit(found.unit_id), about=about,
        lines=[_line(one) for one in found.events], kinds=KIND_WORDS, states=STATE_WORDS,
        badge=STATE_KINDS[State(found.state)], faces=FACE_WORDS, reasons=written.reasons(), late=petitions.late(found),
        open=petitions.is_open(found), term=written.answering(kind, found.received_at.date()) if found.due_at else None,
    )  # fmt: skip


def _line(event: PetitionEvent) -> dict[str, str]:
    """As the timeline shows it; who of staff did it is not said."""
    unit = _unit(event.unit_id)
    tells = event.event in (petitions.FILED, Event.HANDED_ON) and unit
    return {
        "title": str(EVENT_WORDS[event.event]), "when": say_time(event.at), "detail": pick(unit.name) if tells and unit else "", "kind": "",
    }  # fmt: skip


def _unit(unit_id: str | None) -> units.Unit | None:
    return next((one for one in units.all_units(g.db) if one.id == unit_id), None)
