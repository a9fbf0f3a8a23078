"""My dossiers; read and approve; submit, correct, withdraw."""

from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access, clock
from webapp.accounts import service as accounts
from webapp.dossiers import panels, service
from webapp.dossiers.draft_views import bp, mine
from webapp.dossiers.forms import SubmitForm
from webapp.dossiers.models import Dossier
from webapp.dossiers.show import cards
from webapp.i18n import _, pick
from webapp.procedures import service as procedures
from webapp.units import service as units

DECLARATION = "cam-doan-1"


@bp.get("/ho-so/")
@access.signed_in
def mine_all() -> str:
    found = service.mine_all(g.db, access.actor().account_id)  # type: ignore[arg-type]
    return render_template("dossiers/mine.html", dossiers=cards(g.db, found))


@bp.get("/ho-so/<uuid:dossier_id>/doc-lai")
@access.signed_in
def review(dossier_id: UUID) -> Response | str:
    dossier = mine(dossier_id)
    if dossier.state != service.State.DRAFT or not dossier.answers:
        return redirect(url_for("dossiers.edit", dossier_id=dossier.id), 303)
    return _review_page(dossier, SubmitForm())


@bp.post("/ho-so/<uuid:dossier_id>/nop")
@access.signed_in
def submit(dossier_id: UUID) -> Response | tuple[str, int]:
    dossier, form = mine(dossier_id), SubmitForm.of_request()
    if dossier.state != service.State.DRAFT:  # a second tap on the same button
        return redirect(url_for("tracking.status", dossier_id=dossier.id), 303)
    if not form.validate():
        return _review_page(dossier, form), 422
    if _channel(dossier).kind != "online_here":
        return redirect(url_for("dossiers.package", dossier_id=dossier.id), 303)
    who = access.actor()
    accounts.agree(g.db, who.account_id, DECLARATION, str(form["agree"].label.text))  # type: ignore[arg-type]
    dossier.person_id = dossier.person_id or who.person_id
    service.submit(g.db, dossier, who)
    return redirect(url_for("tracking.next_step", dossier_id=dossier.id), 303)


@bp.get("/ho-so/<uuid:dossier_id>/mang-di")
@access.signed_in
def package(dossier_id: UUID) -> str:
    """Prepared here, filed on the national portal: the answers in order, each to copy, and where to go."""
    dossier = mine(dossier_id)
    return render_template("dossiers/package.html", **_known(dossier))


@bp.post("/ho-so/<uuid:dossier_id>/sua")
@access.signed_in
def reopen(dossier_id: UUID) -> Response:
    service.reopen(g.db, mine(dossier_id), access.actor())
    flash(_("Đã lấy hồ sơ về để sửa. Sửa xong nhớ nộp lại."))
    return redirect(url_for("dossiers.edit", dossier_id=dossier_id), 303)


@bp.get("/ho-so/<uuid:dossier_id>/rut")
@access.signed_in
def ask_withdraw(dossier_id: UUID) -> str:
    return render_template("dossiers/withdraw.html", dossier=mine(dossier_id))


@bp.post("/ho-so/<uuid:dossier_id>/rut")
@access.signed_in
def withdraw(dossier_id: UUID) -> Response:
    dossier = mine(dossier_id)
    if dossier.state == service.State.DRAFT and not dossier.events:
        service.throw_away(g.db, dossier)
        flash(_("Đã bỏ bản nháp."))
        return redirect(url_for("dossiers.mine_all"), 303)
    service.withdraw(g.db, dossier, access.actor())
    return redirect(url_for("tracking.status", dossier_id=dossier_id), 303)


def _review_page(dossier: Dossier, form: SubmitForm) -> str:
    return render_template("dossiers/review.html", form=form, panels=panels.of(g.db, dossier, "review"), **_known(dossier))


def _known(dossier: Dossier) -> dict[str, object]:
    procedure = procedures.version(g.db, dossier.version_id)
    channel = _channel(dossier)
    answers = dossier.answers or {}
    unit = units.get(g.db, dossier.unit_id) if dossier.unit_id else None
    return {
        "dossier": dossier, "procedure": procedure, "channel": channel, "unit": unit,
        "groups": procedures.summary(procedure.definition, answers),
        "quote": procedures.quote(procedure, answers, dossier.declared or [], channel, clock.today()),
        "authority": pick(units.authority_name(unit, procedure.definition["authority"])) if unit else "",
    }  # fmt: skip


def _channel(dossier: Dossier) -> procedures.Channel:
    procedure = procedures.version(g.db, dossier.version_id)
    return procedures.channel_of(procedure, current_app.config["CONFIG"].demo, clock.today())
