"""«Đến nhà» of a team: what waits, who goes, another time, no with a reason, how many the team takes."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access, clock, staff_log
from webapp.accounts import service as accounts
from webapp.db import append
from webapp.i18n import _, pick
from webapp.teams import service as teams
from webapp.units import service as units
from webapp.units.service import Unit
from webapp.visits import happening, managing, room, rounds, slots
from webapp.visits.code_views import bp
from webapp.visits.forms import AssignForm, DeclineForm, LimitForm, MoveForm
from webapp.visits.models import Visit

AT = "/to-cua-toi/den-nha"


@bp.get(AT)
@access.staff(teams.MANAGER)
def team_list() -> str:
    """Without names and addresses: these are on the page of each visit, and opening it is written down."""
    rows = managing.listed(g.db, access.actor())
    staff_log.found("visit_id", [row.visit.id for row in rows])
    names = {unit.id: unit.short_name for unit in _mine()}
    return render_template("visits/team_list.html", rows=rows, names=names, named=_named(rows), now=clock.now())


@bp.get(f"{AT}/<uuid:visit_id>")
@access.staff(teams.MANAGER)
def team_one(visit_id: UUID) -> str:
    return _page(happening.of_manager(g.db, access.actor(), visit_id))


@bp.post(f"{AT}/<uuid:visit_id>/phan-cong")
@access.staff(teams.MANAGER)
def assign(visit_id: UUID) -> Response | tuple[str, int]:
    found = _locked(visit_id)
    form = _helpers(AssignForm.of_request(), found)
    if not form.validate():
        return _page(found, form), 422
    try:
        managing.assign(g.db, access.actor(), found, form.helper_id)
    except managing.NotAHelper:
        form["helper"].errors = [_("Hôm nay thẻ của người này không còn hiệu lực. Chọn người khác.")]
        return _page(found, form), 422
    flash(_("Đã phân công. Người nhờ và người đi đều được nhắn."))
    return _back(found)


@bp.post(f"{AT}/<uuid:visit_id>/doi-buoi")
@access.staff(teams.MANAGER)
def move(visit_id: UUID) -> Response | tuple[str, int]:
    found, form = _locked(visit_id), MoveForm.of_request()
    form["slot"].times(slots.ahead(0))
    return _answered(
        found,
        form,
        lambda who: managing.move(g.db, who, found, form["slot"].slot),
        _("Đã đổi buổi và nhắn cho người nhờ."),
    )


@bp.post(f"{AT}/<uuid:visit_id>/tu-choi")
@access.staff(teams.MANAGER)
def decline(visit_id: UUID) -> Response | tuple[str, int]:
    found, form = _locked(visit_id), DeclineForm.of_request()
    return _answered(
        found,
        form,
        lambda who: managing.decline(g.db, who, found, form["reason"].data),
        _("Đã báo là tổ không đến được."),
    )


@bp.get(f"{AT}/suc-cua-to")
@access.staff(teams.MANAGER)
def limits() -> str:
    rows = [(unit, LimitForm(data=room.most(g.db, unit.id))) for unit in _mine()]
    return render_template("visits/limits.html", rows=rows, parts=slots.now().parts)


@bp.post(f"{AT}/suc-cua-to/<unit_id>")
@access.staff(teams.MANAGER)
def limit(unit_id: str) -> Response | tuple[str, int]:
    unit = next((one for one in _mine() if one.id == unit_id), None)
    if unit is None:
        raise happening.NoSuchVisit(unit_id)
    form = LimitForm.of_request()
    if not form.validate():
        return render_template("visits/limits.html", rows=[(unit, form)], parts=slots.now().parts), 422
    managing.limit(g.db, access.actor(), unit.id, {name: form[name].data for name in slots.now().parts})
    flash(_("Đã ghi. Lần nhờ đã nhận vẫn giữ nguyên."))
    return redirect(url_for("visits.limits"), 303)


def _answered(
    found: Visit, form: MoveForm | DeclineForm, act: Callable[[access.Actor], None], said: str
) -> Response | tuple[str, int]:
    """The page again with what is missing, or `act`, and `said` of it."""
    if not form.validate():
        return _page(found, form), 422
    act(access.actor())
    flash(said)
    return _back(found)


def _locked(visit_id: UUID) -> Visit:
    return happening.of_manager(g.db, access.actor(), visit_id, lock=True)


def _back(found: Visit) -> Response:
    return redirect(url_for("visits.team_one", visit_id=found.id), 303)


def _mine() -> list[Unit]:
    own = access.actor().units(teams.MANAGER)
    return [unit for unit in units.all_units(g.db, teams.KINDS) if unit.id in own]


def _named(rows: list[managing.Row]) -> dict[UUID, str]:
    known = {row.visit.id: rounds.procedure_of(g.db, row.visit) for row in rows}
    return {visit_id: what.name for visit_id, what in known.items() if what}


def _helpers(form: AssignForm, found: Visit) -> AssignForm:
    there = teams.helpers_of(g.db, [found.unit_id])
    form["helper"].offer([(str(one.account_id), one.name) for one in there])
    return form


def _page(found: Visit, wrong: AssignForm | MoveForm | DeclineForm | None = None) -> str:
    """Name and address are on it, also where it comes back with a form that can't be taken."""
    if not found.emptied_at:
        append(rounds.look(found.id, access.actor().account_id, "manager"))
    assign_form = wrong if isinstance(wrong, AssignForm) else _helpers(
        AssignForm(data={"helper": str(found.helper_id or "")}), found
    )  # fmt: skip
    move_form = wrong if isinstance(wrong, MoveForm) else MoveForm(data={"slot": ""})
    move_form["slot"].times([one for one in slots.ahead(0) if one != found.slot])
    return render_template(
        "visits/team_one.html", found=found, unit=pick(units.get(g.db, found.unit_id).short_name),
        procedure=rounds.procedure_of(g.db, found), history=happening.history(g.db, found.id), assign=assign_form, move=move_form,
        decline=wrong if isinstance(wrong, DeclineForm) else DeclineForm(), wrong=wrong, masked=accounts.phone.masked,
        helper=_goes(found, assign_form), fit=str(found.helper_id) in assign_form["helper"].values,
    )  # fmt: skip


def _goes(found: Visit, form: AssignForm) -> teams.Badge | None:
    """Who goes: most often one of those who are offered, whose names are known then."""
    name = {str(one.value): str(one.label) for one in form["helper"].choices}.get(str(found.helper_id))
    if name or not found.helper_id:
        return teams.Badge(name) if name else None
    return teams.badges(g.db, {found.helper_id}).get(found.helper_id)
