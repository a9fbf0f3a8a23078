"""«Tổ của tôi»: the manager's list, inviting, suspending, ending, reports. Own teams only; another team's is a 404."""

from uuid import UUID

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, staff_log, throttle
from webapp.accounts import service as accounts
from webapp.db import uuid7
from webapp.i18n import _, pick
from webapp.teams import inviting, managing, membership, reporting
from webapp.teams.forms import InviteForm, ReasonForm, choose
from webapp.teams.membership import MANAGER, By
from webapp.teams.models import Member
from webapp.teams.written import invitation_term
from webapp.units import service as units

bp = Blueprint("teams", __name__, template_folder="templates")
AT = "/to-cua-toi"
PER_MANAGER, PER_PHONE = (40, 24 * 3600), (3, 24 * 3600)  # invitations, seconds: each is a message somebody pays for


@bp.get(AT)
@access.staff(MANAGER)
def team() -> str:
    who = access.actor()
    mine = managing.teams_of(g.db, who)
    rows = managing.team(g.db, [unit.id for unit in mine])
    reports = g.db.scalars(reporting.waiting(who)).all()
    staff_log.found("report_id", [one.id for one in reports])
    staff_log.found("member_id", [one.id for one, _standing in rows])
    names = {unit.id: unit.short_name for unit in units.all_units(g.db)}
    visits = managing.visits_waiting(g.db, [unit.id for unit in mine])
    return render_template("teams/team.html", teams=mine, rows=rows, reports=reports, names=names, visits=visits)


@bp.get(f"{AT}/moi")
@access.staff(MANAGER)
def invitation() -> str:
    return _invite_page(_form(InviteForm(data={"id": str(uuid7())})))


@bp.post(f"{AT}/moi")
@access.staff(MANAGER)
def invite() -> Response | tuple[str, int]:
    form, mine = _form(InviteForm.of_request()), {one.id: one for one in managing.teams_of(g.db, access.actor())}
    if not form.validate():
        return _invite_page(form), 422
    phone, member_id = form["phone"].data, _uuid(form["id"].data)
    if g.db.get(Member, member_id) is None:
        throttle.hit(g.db, "team manager invites", str(access.actor().account_id), *PER_MANAGER)
        throttle.hit(g.db, "team invitation to", phone, *PER_PHONE)
    wanted = inviting.Wanted(member_id, mine[form["unit"].data], form["name"].data, phone)
    try:
        inviting.invite(g.db, wanted, _by(), current_app.config["CONFIG"].public_url)
    except inviting.AlreadyThere:
        form["phone"].errors = [_("Số này đã được mời hoặc đang ở trong tổ.")]
        return _invite_page(form), 422
    flash(_("Đã nhắn lời mời đến %(phone)s.", phone=accounts.phone.masked(phone)))
    return redirect(url_for("teams.team"), 303)


@bp.get(f"{AT}/<uuid:member_id>")
@access.staff(MANAGER)
def member(member_id: UUID) -> str:
    return _member_page(membership.of_manager(g.db, access.actor(), member_id, lock=False), ReasonForm())


@bp.post(f"{AT}/<uuid:member_id>/rut-loi-moi")
@access.staff(MANAGER)
def withdraw(member_id: UUID) -> Response:
    inviting.withdraw(g.db, _mine(member_id), _by())
    flash(_("Đã rút lời mời. Đường dẫn đã nhắn không mở được nữa."))
    return redirect(url_for("teams.team"), 303)


@bp.post(f"{AT}/<uuid:member_id>/tam-dung")
@access.staff(MANAGER)
def suspend(member_id: UUID) -> Response | tuple[str, int]:
    found, form = _mine(member_id), ReasonForm.of_request()
    if not form.validate():
        return _member_page(found, form), 422
    managing.suspend(g.db, found, _by(), form["reason"].data)
    flash(_("Đã tạm dừng. Từ giờ thẻ của %(name)s không còn hiệu lực.", name=found.name))
    return _back(found)


@bp.post(f"{AT}/<uuid:member_id>/lam-tiep")
@access.staff(MANAGER)
def resume(member_id: UUID) -> Response:
    found = _mine(member_id)
    managing.resume(g.db, found, _by())
    flash(_("%(name)s được làm tiếp.", name=found.name))
    return _back(found)


@bp.post(f"{AT}/<uuid:member_id>/ket-thuc")
@access.staff(MANAGER)
def end(member_id: UUID) -> Response | tuple[str, int]:
    found, form = _mine(member_id), ReasonForm.of_request()
    if not form.validate():
        return _member_page(found, form), 422
    managing.end(g.db, found, _by(), form["reason"].data)
    flash(_("Đã kết thúc. Ảnh thẻ của %(name)s đã xoá.", name=found.name))
    return _back(found)


@bp.post(f"{AT}/<uuid:member_id>/anh-khac")
@access.staff(MANAGER)
def refuse_photo(member_id: UUID) -> Response:
    found = _mine(member_id)
    managing.refuse_photo(g.db, found, _by())
    flash(_("Đã bỏ ảnh và nhắn %(name)s gửi ảnh khác.", name=found.name))
    return _back(found)


@bp.post(f"{AT}/bao/<uuid:report_id>/xong")
@access.staff(MANAGER)
def settled(report_id: UUID) -> Response:
    reporting.settle(g.db, access.actor(), report_id, done=True)
    return redirect(url_for("teams.team", _anchor="bao"), 303)


@bp.post(f"{AT}/bao/<uuid:report_id>/mo-lai")
@access.staff(MANAGER)
def reopened(report_id: UUID) -> Response:
    reporting.settle(g.db, access.actor(), report_id, done=False)
    return redirect(url_for("teams.team", _anchor="bao"), 303)


def _mine(member_id: UUID) -> Member:
    return membership.of_manager(g.db, access.actor(), member_id)


def _by() -> By:
    return By("manager", access.actor().account_id)


def _back(found: Member) -> Response:
    return redirect(url_for("teams.member", member_id=found.id), 303)


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid7()


def _form(form: InviteForm) -> InviteForm:
    mine = managing.teams_of(g.db, access.actor())
    choose(form["unit"], [(unit.id, pick(unit.short_name)) for unit in mine])
    if len(mine) == 1 and request.method == "GET":
        form["unit"].data = mine[0].id
    return form


def _invite_page(form: InviteForm) -> str:
    return render_template("teams/invite.html", form=form, days=invitation_term().days)


def _member_page(found: Member, form: ReasonForm) -> str:
    return render_template(
        "teams/member.html", member=found, standing=managing.standing_of(g.db, found), unit=units.get(g.db, found.unit_id),
        history=membership.history(g.db, found.id), form=form,
    )  # fmt: skip
