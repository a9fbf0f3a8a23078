"""My dossiers; read and approve; submit, correct, withdraw."""

from datetime import datetime
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, clock, throttle
from webapp.accounts import service as accounts
from webapp.dossiers import acting, page, panels, service
from webapp.dossiers.draft_views import bp, mine
from webapp.dossiers.forms import SubmitForm
from webapp.dossiers.models import Dossier
from webapp.dossiers.show import cards
from webapp.i18n import _, pick
from webapp.procedures import service as procedures
from webapp.units import service as units

DECLARATION = "cam-doan-1"
A_PAGE = 50  # dossiers
PER_ACCOUNT = (30, 3600)  # handed in, again after correcting too; seconds


@bp.get("/ho-so")
@bp.get("/ho-so/")
@access.signed_in
def mine_all() -> str:
    """The last changed ones; `?truoc=` a moment: those before it."""
    account_id, before = access.actor().account_id, _moment(request.args.get("truoc", ""))
    found = service.some_of_mine(g.db, account_id, A_PAGE + 1, before) if account_id else []
    shown, more = found[:A_PAGE], len(found) > A_PAGE
    names = accounts.names(g.db, account_id) if account_id else None
    older = shown[-1].saved_at.isoformat() if more else None
    return render_template("dossiers/mine.html", dossiers=cards(g.db, shown, names), older=older, before=before)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


@bp.get("/ho-so/<uuid:dossier_id>/doc-lai")
@access.signed_in
def review(dossier_id: UUID) -> Response | str:
    dossier = mine(dossier_id)
    return _elsewhere(dossier) or _review_page(dossier, SubmitForm())


@bp.post("/ho-so/<uuid:dossier_id>/nop")
@access.signed_in
def submit(dossier_id: UUID) -> Response | tuple[str, int]:
    """Hand it in; a second tap on the same button is harmless."""
    dossier, form = mine(dossier_id, whole=True), SubmitForm.of_request()
    if elsewhere := _elsewhere(dossier):
        return elsewhere
    if _channel(dossier).kind != "online_here":
        return redirect(url_for("dossiers.package", dossier_id=dossier.id), 303)
    if not form.validate():
        return _review_page(dossier, form), 422
    if again := _no_longer_stands(dossier):
        return again, 422
    who = access.actor()
    throttle.hit(g.db, "handed in", str(who.account_id), *PER_ACCOUNT)
    service.submit(g.db, dossier, who)
    if who.account_id:
        accounts.agree(g.db, who.account_id, DECLARATION, str(form["agree"].label.text))
    return redirect(url_for("tracking.next_step", dossier_id=dossier.id), 303)


@bp.get("/ho-so/<uuid:dossier_id>/mang-di")
@access.signed_in
def package(dossier_id: UUID) -> Response | str:
    """Prepared here, filed on the national portal: the answers in order, each to copy, and where to go."""
    dossier = mine(dossier_id)
    if page.not_for(dossier):
        return redirect(url_for("dossiers.review", dossier_id=dossier.id), 303)
    return _elsewhere(dossier) or render_template("dossiers/package.html", **_known(dossier))


@bp.post("/ho-so/<uuid:dossier_id>/sua")
@access.signed_in
def reopen(dossier_id: UUID) -> Response:
    dossier = mine(dossier_id)
    if dossier.state != service.State.DRAFT:
        service.reopen(g.db, dossier, access.actor())
        flash(_("Đã lấy hồ sơ về để sửa. Sửa xong nhớ nộp lại."))
    return redirect(url_for("dossiers.edit", dossier_id=dossier_id), 303)


@bp.get("/ho-so/<uuid:dossier_id>/rut")
@access.signed_in
def ask_withdraw(dossier_id: UUID) -> str:
    dossier = mine(dossier_id)
    unit = units.get(g.db, dossier.unit_id) if dossier.unit_id else None
    return render_template(
        "dossiers/withdraw.html", dossier=dossier, unit=unit, may=dossier.state in service.WITHDRAWABLE,
        never_handed_in=_never_handed_in(dossier),
    )  # fmt: skip


@bp.post("/ho-so/<uuid:dossier_id>/rut")
@access.signed_in
def withdraw(dossier_id: UUID) -> Response:
    dossier = mine(dossier_id)
    if _never_handed_in(dossier):
        service.throw_away(g.db, dossier)
        flash(_("Đã bỏ bản nháp."))
        return redirect(url_for("dossiers.mine_all"), 303)
    if dossier.state != service.State.WITHDRAWN:
        service.withdraw(g.db, dossier, access.actor())
    return redirect(url_for("tracking.status", dossier_id=dossier_id), 303)


def _never_handed_in(dossier: Dossier) -> bool:
    """Then nobody else knows of it and it is thrown away for good; anything else is withdrawn and stays to look at."""
    return dossier.state == service.State.DRAFT and not dossier.events


def _elsewhere(dossier: Dossier) -> Response | None:
    """Where to, when there is nothing to read over: not filled in to the end, or handed in already."""
    if dossier.state != service.State.DRAFT:
        return redirect(url_for("tracking.status", dossier_id=dossier.id), 303)
    if not dossier.answers or not dossier.unit_id or dossier.undecided:
        return redirect(url_for("dossiers.edit", dossier_id=dossier.id), 303)
    return None


def _no_longer_stands(dossier: Dossier) -> str | None:
    """The form with what has to be put right: days went by since it was filled in, and a term ran out."""
    form, filing, stands = page.filled(dossier)
    if stands:
        return None
    return page.form_page(procedures.version(g.db, dossier.version_id), dossier, form, filing)


def _review_page(dossier: Dossier, form: SubmitForm) -> str:
    parts, acts = panels.of(g.db, dossier, "review"), acting.acts(g.db, dossier, access.actor())
    return render_template("dossiers/review.html", form=form, panels=parts, acts=acts, **_known(dossier))


def _known(dossier: Dossier) -> dict[str, object]:
    """What the page to read over and the page to take along say of a filled-in dossier."""
    procedure, answers = procedures.version(g.db, dossier.version_id), dossier.answers or {}
    channel, unit = _channel(dossier), units.get(g.db, dossier.unit_id or "")
    return {
        "dossier": dossier, "not_for": page.not_for(dossier), "procedure": procedure, "channel": channel, "unit": unit,
        "groups": procedures.summary(procedure.definition, answers),
        "quote": procedures.quote(procedure, answers, dossier.declared or [], channel, clock.today()),
        "authority": pick(units.authority_name(unit, procedure.definition["authority"])),
        "applicant": accounts.name_of(g.db, dossier.person_id or access.actor().person_id),
    }  # fmt: skip


def _channel(dossier: Dossier) -> procedures.Channel:
    procedure = procedures.version(g.db, dossier.version_id)
    return procedures.channel_of(procedure, current_app.config["CONFIG"].demo, clock.today())
