"""The helper's pages: ask a citizen to allow help, show the code to scan, see who allowed it; the manager's cases."""

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, clock, qr, staff_log, throttle
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.i18n import _, current
from webapp.mandates import acts, aloud, behalf, service, terms, words
from webapp.mandates.forms import CaseForm, OfferForm
from webapp.mandates.models import Mandate
from webapp.mandates.standing import Standing, standing
from webapp.procedures import service as procedures
from webapp.teams import service as teams

bp = Blueprint("mandates", __name__, template_folder="templates")
PER_HELPER, PER_PHONE = (60, 24 * 3600), (4, 24 * 3600)  # offers, seconds
OFTEN = 6  # procedures to choose from at once


@bp.get("/giup")
@access.staff(teams.HELPER)
def mine() -> str:
    found = service.helped_by(g.db, access.actor())
    staff_log.found("mandate_id", [one.id for one in found])
    now = clock.now()
    waits = _cards(dossiers.aside(g.db, behalf.ended_lately(g.db, access.actor())))
    return render_template("mandates/mine.html", found=[(one, standing(one, now)) for one in found], waits=waits)


@bp.get("/giup/moi")
@access.staff(teams.HELPER)
def ask() -> Response | str:
    if service.team_of(g.db, access.actor()) is None:
        return redirect(url_for("teams.badge"), 303)  # it says what is missing
    return _form(_choices(OfferForm(data={"id": str(uuid7()), "procedure": request.args.get("ma", ""), "days": 1})))


@bp.post("/giup/moi")
@access.staff(teams.HELPER)
def offer() -> Response | tuple[str, int]:
    form = _choices(OfferForm.of_request())
    if not form.validate():
        return _form(form), 422
    wanted = service.Wanted(
        _uuid(form["id"].data), form["called"].data, form["phone"].data,
        tuple(code for code in [form["procedure"].data] if code), form["days"].data, current(),
    )  # fmt: skip
    if not service.known(g.db, wanted.id):
        throttle.hit(g.db, "help offered", str(access.actor().account_id), *PER_HELPER)
        if wanted.phone:
            throttle.hit(g.db, "help offered to", wanted.phone, *PER_PHONE)
    made = service.offer(g.db, access.actor(), wanted, acts.page())
    staff_log.found("mandate_id", [made.id])
    return redirect(url_for("mandates.one", mandate_id=made.id), 303)


@bp.get("/giup/<uuid:mandate_id>")
@access.staff(teams.HELPER)
def one(mandate_id: UUID) -> str:
    found = service.of_helper(g.db, access.actor(), mandate_id)
    how = standing(found, clock.now())
    scan = how == Standing.OFFERED and not found.phone
    return render_template(
        "mandates/one.html", found=found, standing=how, named=words.named(g.db, found),
        code=qr.svg_path(acts.page() + found.token) if scan else None,
        aloud=aloud.possible(g.db, found), done=_cards(dossiers.under(g.db, mandate_id)),
    )  # fmt: skip


@bp.post("/giup/<uuid:mandate_id>/thoi")
@access.staff(teams.HELPER)
def stop(mandate_id: UUID) -> Response:
    service.revoke(g.db, service.of_helper(g.db, access.actor(), mandate_id), "helper")
    flash(_("Đã thôi giúp. Người nhờ vẫn giữ hồ sơ của mình."))
    return redirect(url_for("mandates.mine"), 303)


@bp.get("/giup/vu-viec")
@access.staff(*service.CASES)
def cases() -> str:
    return _cases(CaseForm(), None)


@bp.post("/giup/vu-viec/<uuid:mandate_id>")
@access.staff(*service.CASES)
def settle(mandate_id: UUID) -> Response | tuple[str, int]:
    found, form = service.case(g.db, access.actor(), mandate_id), CaseForm.of_request()
    if not form.validate():
        return _cases(form, found), 422
    service.settle(g.db, found, access.actor(), form["note"].data)
    flash(_("Đã ghi lại."))
    return redirect(url_for("mandates.cases"), 303)


def _cards(there: list[dossiers.Dossier]) -> list[dossiers.Card]:
    """How they stand, and no more of them; which they were is in the log of staff."""
    staff_log.found("dossier_id", [one.id for one in there])
    return dossiers.cards(g.db, there)


def _choices(form: OfferForm) -> OfferForm:
    """What can be chosen: the days of the terms, what is asked for often or came with the address."""
    form["days"].choices = [(days, _day_words(days)) for days in terms.now().days]
    chosen, known = form["procedure"].data or "", procedures.all_current(g.db)
    often = [one for one in known if one.code == chosen] + [one for one in known if one.code != chosen][:OFTEN]
    form["procedure"].choices = [
        ("", _("Bất cứ việc gì cần trong thời gian đó")),
        *((one.code, one.name) for one in often),
    ]
    return form


def _day_words(days: int) -> str:
    return str(_("Chỉ hôm nay") if days == 1 else _("%(days)s ngày", days=days))


def _form(form: OfferForm) -> str:
    return render_template("mandates/ask.html", form=form)


def _cases(form: CaseForm, wrong: Mandate | None) -> str:
    there = service.cases(g.db, access.actor())
    staff_log.found("mandate_id", [one.id for one in there])
    found = list(zip(there, words.all_named(g.db, there), strict=True))
    return render_template("mandates/cases.html", found=found, form=form, wrong=wrong)


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return uuid7()
