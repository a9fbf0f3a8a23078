"""For a desk: calling, and for who is in charge how the line is run."""

from uuid import UUID

from flask import abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from webapp import access, qr, staff_log
from webapp.db import uuid7
from webapp.i18n import _, pick
from webapp.tickets import service
from webapp.tickets.forms import GROUP_WORDS, DeskForm, RulesForm, form_id
from webapp.tickets.views import bp
from webapp.units import service as units


@bp.get("/goi-so")
@access.staff(*service.CALLS)
def desk() -> str:
    return _page(DeskForm())


@bp.post("/goi-so/mo")
@access.staff(*service.CALLS)
def open_desk() -> Response | tuple[str, int]:
    form = DeskForm.of_request()
    _offer(form)
    if not form.validate():
        return _page(form), 422
    try:
        made = service.open_desk(g.db, form_id(), access.actor(), form.unit.data, form.label.data)
    except service.LabelTaken:
        form.label.errors = [_("Quầy này đang có người khác mở.")]
        return _page(form), 409
    staff_log.found("desk_id", [made.id])
    return _back()


@bp.post("/goi-so/<action>")
@access.staff(*service.CALLS)
def act(action: str) -> Response:
    """tiep: the next, after whom the page saw (`thay`); goi-lai, vang, dong."""
    mine = service.desk_of(g.db, access.actor())
    if mine is None:
        flash(_("Mở quầy trước đã."))
        return _back()
    staff_log.found("desk_id", [mine.id])
    if action == "tiep":
        if service.call_next(g.db, mine, _seen()) is None:
            flash(_("Không còn ai chờ."))
    elif action == "goi-lai":
        service.call_again(g.db, mine)
    elif action == "vang":
        service.missed(g.db, mine)
    elif action == "dong":
        service.close(g.db, mine)
    else:
        abort(404)
    return _back()


def _seen() -> UUID | None:
    try:
        return UUID(request.form.get("thay", ""))
    except ValueError:
        return None


def _back() -> Response:
    """To where it was pressed: a clerk calls from the page of the next customer too."""
    return redirect("/khach" if request.form.get("ve") == "khach" else url_for("tickets.desk"), 303)


def _page(form: DeskForm) -> str:
    who = access.actor()
    mine = service.desk_of(g.db, who)
    _offer(form)
    line = service.line(g.db, mine.unit_id) if mine else None
    staff_log.found("desk_id", [mine.id] if mine else [])
    return render_template(
        "tickets/desk.html", form=form, id=uuid7(), desk=mine, line=line, called=line.at(mine) if mine and line else None,
        groups=GROUP_WORDS, runs=who.has_role(*service.RUNS),
        unit=units.get(g.db, mine.unit_id) if mine else None,
    )  # fmt: skip


def _offer(form: DeskForm) -> None:
    form.unit.choices = _of_mine(service.CALLS)


def _of_mine(roles: tuple[str, ...]) -> list[SelectChoice]:
    mine = access.actor().units(*roles)
    return [SelectChoice(one.id, pick(one.name)) for one in units.all_units(g.db, service.KINDS) if one.id in mine]


@bp.get("/goi-so/cach-xep/<unit_id>")
@access.staff(*service.RUNS)
def rules(unit_id: str) -> str:
    mine = _run_by_me(unit_id)
    return _rules_page(mine, None)


@bp.post("/goi-so/cach-xep/<unit_id>")
@access.staff(*service.RUNS)
def change_rules(unit_id: str) -> Response | tuple[str, int]:
    mine, form = _run_by_me(unit_id), RulesForm.of_request()
    if request.form.get("may"):
        service.new_tablet(g.db, mine)
        flash(_("Địa chỉ máy lấy số đã đổi. Mở lại trên máy."), "ok")
        return redirect(url_for("tickets.rules", unit_id=mine), 303)
    if not form.validate():
        return _rules_page(mine, form), 422
    service.change(g.db, mine, form.own(), access.actor().account_id)
    flash(_("Đã lưu cách xếp hàng."), "ok")
    return redirect(url_for("tickets.rules", unit_id=mine), 303)


def _run_by_me(unit_id: str) -> str:
    if unit_id not in {one.value for one in _of_mine(service.RUNS)}:
        abort(404)
    return unit_id


def _rules_page(unit_id: str, form: RulesForm | None) -> str:
    line = service.line(g.db, unit_id)
    form, tablet = form or RulesForm(data=line.rules.as_json()), line.tablet
    link = url_for("tickets.take_form", unit_id=unit_id, may=tablet, _external=True) if tablet else None
    return render_template(
        "tickets/rules.html", form=form, unit=units.get(g.db, unit_id), link=link, qr=qr.svg_path(link) if link else None,
    )  # fmt: skip
