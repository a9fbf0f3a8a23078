"""Status of my dossier, what comes next, and the look-up without sign-in."""

from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    flash,
    g,
    get_template_attribute,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import access, throttle
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State, state_kind, state_words
from webapp.i18n import pick
from webapp.payments import service as payments
from webapp.procedures import service as procedures
from webapp.receipts import service as receipts
from webapp.tracking import service
from webapp.tracking.forms import LookUpForm, posted
from webapp.units import service as units

bp = Blueprint("tracking", __name__, template_folder="templates")
PER_ADDRESS = (20, 600)  # tries, seconds
PER_CODE = (10, 3600)
PAY = {State.AWAITING_PAYMENT, State.FEE_DUE}


@bp.get("/ho-so/<uuid:dossier_id>")
@access.signed_in_or_slip
def status(dossier_id: UUID) -> Response | str:
    """The citizen's page; whoever reaches the dossier on another ground is sent to the page of that ground."""
    who = access.actor()
    try:
        dossier = dossiers.in_hand(g.db, dossiers.this_browser(), dossier_id, dossiers.WHOLE)
    except dossiers.NoSuchDossier:
        return _elsewhere(who, dossiers.mine(g.db, who, dossier_id))
    if dossier.state == State.DRAFT:
        return redirect(url_for("dossiers.edit", dossier_id=dossier.id), 303)
    return render_template("tracking/status.html", **_known(dossier))


@bp.get("/ho-so/<uuid:dossier_id>/tiep")
@access.signed_in
def next_step(dossier_id: UUID) -> Response:
    """Right after submitting: what arrived (P1), on the page of what the citizen is asked for now."""
    dossier = dossiers.owned(g.db, access.actor(), dossier_id, session.get("holder"))
    filed = documents.standing(g.db, dossier)
    if filed.slots:
        whole = url_for("tracking.status", dossier_id=dossier.id, _anchor="giay-to") if dossier.state in PAY else None
        received = get_template_attribute("tracking/_received.html", "received")
        flash(received(filed, whole), "info" if filed.missing else "ok")
    endpoint = "tracking.status"
    if dossier.state == State.WAITING_DOCUMENTS:
        endpoint = "documents.papers"
    elif dossier.state in PAY:
        endpoint = "payments.pay"
    return redirect(url_for(endpoint, dossier_id=dossier.id), 303)


@bp.get("/tra-cuu")
@access.public
@access.keepable
def look_up() -> Response:
    """`?ma=`: the reference behind a receipt's QR; a page with one in it is not kept."""
    form = LookUpForm(data={"code": request.args.get("ma", "")[:40]})
    answer = make_response(render_template("tracking/look_up.html", form=form, wrong=False))
    if form["code"].data:
        answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/tra-cuu")
@access.public
def looked_up() -> Any:
    """The answer stands in the response of the post, so that nothing of it is ever in an address."""
    form = posted()
    throttle.hit(g.db, "look-up address", request.remote_addr or "", *PER_ADDRESS)
    if not form.validate():
        return _not_found(form)
    known = dossiers.find(g.db, form["code"].data, whole=True)
    throttle.hit(g.db, "look-up code", service.tried(known, form["code"].data), *PER_CODE)
    try:
        dossier = service.look_up(g.db, known, form["digits"].data)
    except service.NotFound:
        return _not_found(form)
    found = service.standing(g.db, dossier)
    if access.wants_json():
        return jsonify(_as_json(found))
    words, kind = state_words(found.state), state_kind(found.state)
    return render_template("tracking/looked_up.html", found=found, words=words, kind=kind)


def _elsewhere(who: access.Actor, dossier: Dossier) -> Response:
    if access.ground_for(g.db, who, dossier) != "desk":
        raise NotFound
    return redirect(url_for("desk.dossier", dossier_id=dossier.id), 303)


def _not_found(form: LookUpForm) -> Any:
    """The same words whichever of the two is wrong."""
    if access.wants_json():
        say = get_template_attribute("tracking/words.html", "nothing_found")
        return jsonify(error="not_found", title=str(say()).strip()), 404
    typed = dossiers.normalise(form["code"].data or "")
    slip = dossiers.shown(typed) if dossiers.looks_like_slip(typed) else ""
    return render_template("tracking/look_up.html", form=form, wrong=not form.errors, slip=slip), 404


def _as_json(found: service.Standing) -> dict[str, Any]:
    """`due` is null where nothing is promised (yet); moments in ISO 8601, UTC."""
    moments = {name: getattr(found, name) for name in ("submitted_at", "received_at", "due")}
    return {
        "state": found.state, "words": state_words(found.state), "late": found.late,
        "office_days": found.clocks.office, "citizen_days": found.clocks.citizen,
        **{name: at.isoformat() if at else None for name, at in moments.items()},
    }  # fmt: skip


def _known(dossier: Dossier) -> dict[str, Any]:
    state, money, own = State(dossier.state), receipts.money_of(g.db, dossier), dossiers.own(dossier)
    bill, filed = money.bill, documents.standing(g.db, dossier)
    return {
        "dossier": dossier, "reference": dossiers.shown(dossier.reference or ""), "words": state_words(state),
        "kind": state_kind(state), "standing": service.standing(g.db, dossier),
        "timeline": service.timeline(g.db, dossier), "acts": dossiers.acted(dossier), "to_come": service.still_to_come(state),
        "filed": filed, "papers": [one for one in filed.slots if one.documents or one.missing or filed.of(one)],
        "results": filed.results, "receipts": money.receipts, "debts": money.debts,
        "to_pay": payments.remaining(bill) if bill and payments.payable(bill, dossier) else 0,
        "paid": payments.total_of(money.paid), "reckoning": money.reckoning, "back": money.back,
        "can_withdraw": own and state in dossiers.WITHDRAWABLE, "can_correct": own and state in service.CORRECTABLE,
        "own": own, "panels": dossiers.panels(g.db, dossier, "status"), "more": dossiers.panels(g.db, dossier, "status_more"), **_matter(dossier),
    }  # fmt: skip


def _matter(dossier: Dossier) -> dict[str, Any]:
    """What it is about and who decides."""
    procedure, unit = procedures.version(g.db, dossier.version_id), service.unit_of(g.db, dossier.unit_id)
    return {
        "procedure": procedure, "groups": procedures.summary(procedure.definition, dossier.answers or {}), "unit": unit,
        "authority": pick(units.authority_name(unit, procedure.definition["authority"])) if unit else "",
    }  # fmt: skip
