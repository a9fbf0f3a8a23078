"""For an office: its petitions, one of them, and what is done with it. Whoever it is about finds nothing."""

from collections.abc import Mapping
from uuid import UUID

from flask import Response as Plain
from flask import flash, g, make_response, redirect, render_template, url_for
from sqlalchemy.orm import undefer
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from webapp import access, staff_log
from webapp.dossiers.service import shown
from webapp.feedback import listing, petitions
from webapp.feedback.forms import (
    EVENT_WORDS,
    FACE_WORDS,
    KIND_WORDS,
    STATE_KINDS,
    STATE_WORDS,
    AnswerForm,
    AssignForm,
    DeclineForm,
    PassForm,
)
from webapp.feedback.lifecycle import Event
from webapp.feedback.models import Petition, Rating
from webapp.feedback.petitions import Done
from webapp.feedback.views import bp
from webapp.feedback.written import reasons
from webapp.forms import BaseForm
from webapp.i18n import _, pick
from webapp.units import service as units

AT = "/gop-y/viec"
FORMS: dict[str, type[BaseForm]] = {
    "giao": AssignForm, "tra-loi": AnswerForm, "chuyen": PassForm, "tu-choi": DeclineForm,
}  # fmt: skip
LEADS = ("giao", "chuyen", "tu-choi")
"""Only for who answers for the unit."""


@bp.get(AT)
@access.staff(*listing.SEES)
def petitions_here() -> str:
    """Open ones, the late ones first."""
    return _list(closed=False)


@bp.get(f"{AT}/xong")
@access.staff(*listing.SEES)
def petitions_done() -> str:
    return _list(closed=True)


@bp.get(f"{AT}/<uuid:petition_id>")
@access.staff(*listing.SEES)
def petition(petition_id: UUID) -> str:
    return _page(listing.one(g.db, access.actor(), petition_id))


@bp.get(f"{AT}/<uuid:petition_id>/anh")
@access.staff(*listing.SEES)
def photo(petition_id: UUID) -> Plain:
    found = listing.one(g.db, access.actor(), petition_id)
    rating = g.db.get_one(Rating, found.id, options=[undefer(Rating.photo)], populate_existing=True)
    if not rating.photo:
        raise NotFound
    return as_picture(rating.photo)


@bp.post(f"{AT}/<uuid:petition_id>/<step>")
@access.staff(*listing.SEES)
def act(petition_id: UUID, step: str) -> Response | tuple[str, int]:
    """giao: to somebody of the unit; tra-loi: the answer; chuyen: to another unit or authority; tu-choi: why not."""
    who = access.actor()
    found = listing.one(g.db, who, petition_id, lock=True)
    if step not in FORMS:
        raise NotFound
    if step in LEADS and not listing.leads(who, found):
        raise Forbidden
    form = FORMS[step].of_request()
    _offer(form, found, dict.fromkeys(listing.staff(g.db, found), ""))
    if not form.validate():
        return _page(found, {step: form}), 422
    petitions.happen(g.db, found, _done(step, form), who.account_id)
    flash(_("Đã ghi."), "ok")
    return redirect(url_for("feedback.petitions_here"), 303)


def _done(step: str, form: BaseForm) -> Done:
    data = form.data
    if step == "giao":
        return Done(Event.ASSIGNED, to=data["to"])
    if step == "chuyen" and data["to"]:
        return Done(Event.HANDED_ON, to=data["to"])
    if step == "chuyen":
        return Done(Event.PASSED_ON, data["words"], data["outside"])
    return Done(Event.ANSWERED if step == "tra-loi" else Event.DECLINED, data["words"])


def _offer(form: BaseForm, found: Petition, staff: Mapping[UUID, str]) -> None:
    """Whom it can be given to (account → name), where it can go."""
    if isinstance(form, AssignForm):
        form.to.choices = [SelectChoice(str(one), name or _("Chưa có tên")) for one, name in staff.items()]
    if isinstance(form, PassForm):
        others = [SelectChoice(one.id, pick(one.name)) for one in petitions.elsewhere(g.db, found)]
        form.to.choices = [SelectChoice("", _("Không phải đơn vị ở đây")), *others]


def _list(closed: bool) -> str:
    page = listing.page(g.db, access.actor(), closed)
    staff_log.found("petition_id", [one.id for one in page.rows])
    return render_template(
        "feedback/list.html", page=page, closed=closed, names=unit_names(), kinds=KIND_WORDS, states=STATE_WORDS, badges=STATE_KINDS,
        faces=FACE_WORDS, late=listing.late_number(page.rows), is_late=petitions.late, shown=shown,
    )  # fmt: skip


def _page(found: Petition, wrong: dict[str, BaseForm] | None = None) -> str:
    lines, staff = found.events, listing.staff(g.db, found)
    names = listing.called(g.db, {one for one in (*staff, found.about_id, *(line.by_id for line in lines)) if one})
    offered = {step: kind() for step, kind in FORMS.items()} | (wrong or {})
    for form in offered.values():
        _offer(form, found, {one: names[one] for one in staff})
    return render_template(
        "feedback/petition.html", petition=found, rating=found.rating, code=shown(found.code), lines=lines, people=names, names=unit_names(),
        forms=offered, leads=listing.leads(access.actor(), found), open=petitions.is_open(found), late=petitions.late(found),
        events=EVENT_WORDS, faces=FACE_WORDS, kinds=KIND_WORDS, states=STATE_WORDS, badges=STATE_KINDS, reasons=reasons(),
    )  # fmt: skip


def unit_names() -> dict[str, dict[str, str]]:
    return {one.id: one.name for one in units.all_units(g.db)}


def as_picture(photo: bytes) -> Plain:
    answer = make_response(photo)
    answer.mimetype = "image/jpeg"
    answer.headers["Cache-Control"] = "no-store"
    return answer
