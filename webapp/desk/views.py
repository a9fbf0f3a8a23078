"""The officer's list and the page of one dossier."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from webapp import access
from webapp.desk import actions, forms, returns, service
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State, state_kind, state_words
from webapp.helping import service as helping
from webapp.i18n import pick
from webapp.payments import service as payments
from webapp.procedures import service as procedures
from webapp.receipts import service as receipts
from webapp.units import service as units
from webapp.wallet import service as wallet

bp = Blueprint("desk", __name__, template_folder="templates")


@bp.get("/ban-lam-viec")
@access.staff(*service.SEES)
def inbox() -> Response | str:
    """`?loc=` one of the filters, `?sau=` the end of the page before; `?tim=` a reference or code (straight to the dossier)."""
    who, typed = access.actor(), request.args.get("tim", "").strip()[:60]
    if found := service.search(g.db, who, typed):
        return redirect(url_for("desk.dossier", dossier_id=found.id), 303)
    chosen = request.args.get("loc", "")
    chosen = chosen if chosen in service.FILTERS else ""
    after = request.args.get("sau", "")
    page = service.page(g.db, who, chosen, after)
    return render_template(
        "desk/inbox.html", page=page, most=service.COUNTED, chosen=chosen, after=after, typed=typed, calls=_calls(who),
        catalogue=who.has_role("supervisor"),
        units=[unit.name for unit in units.all_units(g.db) if unit.id in who.units(*service.SEES)],
    )  # fmt: skip


@bp.get("/ban-lam-viec/<uuid:dossier_id>")
@access.staff(*service.SEES)
def dossier(dossier_id: UUID) -> str:
    """Everything about one dossier."""
    return page(of_my_unit(dossier_id))


def _calls(who: access.Actor) -> int | None:
    """How many wait for a call; None for whoever only looks."""
    return helping.count_waiting(g.db, who) if who.has_role(*helping.CALLS) else None


def of_my_unit(dossier_id: UUID) -> Dossier:
    """404 for a dossier of another unit, a draft, and one's own."""
    who = access.actor()
    found = dossiers.mine(g.db, who, dossier_id, whole=True)
    if not service.of_its_unit(g.db, who, found):
        raise dossiers.NoSuchDossier
    return found


def to_act_on(dossier_id: UUID, action: actions.Action) -> Dossier:
    """For a change: I may act, the page was not stale, the state allows it. Raises JustChanged, NotAllowed.

    Of two who pass this at the same moment the version column stops the second.
    """
    found = of_my_unit(dossier_id)
    if not service.may_act(access.actor(), found):
        raise Forbidden
    if request.form.get("seen") != str(found.seen):
        raise dossiers.JustChanged
    actions.require(State(found.state), action)
    return found


def page(found: Dossier, **wrong: Any) -> str:
    """The page; whoever answers a refused form with it shows the whole dossier as well, and the log of staff says so too.

    `wrong` brings back what was typed: a form (refuse, stop, fee, result), or items named and faults.
    """
    asked = returns.all_of(g.db, found)
    return render_template(
        "desk/dossier.html", dossier=found, words=state_words(found.state), kind=state_kind(found.state),
        promise=dossiers.promise(g.db, found), late=service.is_late(found),
        applicant=dossiers.applicant(g.db, found), acts=dossiers.acted(found), phone=found.account and found.account.phone,
        returns=asked, again=bool(asked),
        choices=returns.choices(g.db, found), labels=returns.labels(g.db, found), open=_open(wrong),
        **_contents(found), **_money(found), **_allowed(found), **(_blank() | wrong),
    )  # fmt: skip


def _contents(found: Dossier) -> dict[str, Any]:
    procedure = procedures.version(g.db, found.version_id)
    unit, filed = units.get(g.db, found.unit_id or ""), documents.filed(g.db, found, also=wallet.ORIGINS)
    return {
        "procedure": procedure, "groups": procedures.summary(procedure.definition, found.answers or {}),
        "papers": filed.slots, "unasked": filed.unasked, "results": filed.results,
        "authority": pick(units.authority_name(unit, procedure.definition["authority"])),
    }  # fmt: skip


def _money(found: Dossier) -> dict[str, Any]:
    """The bills that count, đồng paid in all, what a correction left to be looked at, and debts of other systems."""
    money = receipts.money_of(g.db, found)
    return {
        "bills": money.bills, "paid": payments.total_of(money.paid), "reckoning": money.reckoning, "debts": money.debts,
        "connected": current_app.extensions["debts"] is not None,
    }  # fmt: skip


def _allowed(found: Dossier) -> dict[str, Any]:
    who = access.actor()
    may = service.may_act(who, found)
    offered = actions.available(State(found.state)) if may else ()
    return {
        "actions": [one.id for one in offered],
        "may_act": may,
        "is_supervisor": found.unit_id in who.units("supervisor"),
    }


def _blank() -> dict[str, Any]:
    return {
        "refuse": forms.RefuseForm.empty(), "stop": forms.StopForm.empty(), "fee": forms.FeeForm.empty(),
        "result": forms.ResolveForm.empty(), "named": {}, "faults": {}, "nothing_named": False, "file_refused": None,
    }  # fmt: skip


def _open(wrong: dict[str, Any]) -> str:
    """Which action is unfolded because it came back."""
    return next((name for name in ("refuse", "stop", "fee", "result") if name in wrong), "ask" if wrong else "")
