"""Who I am: from the ID card's QR (camera, photograph) or typed; more people in the household; businesses."""

from typing import Any
from uuid import UUID

from flask import g, redirect, render_template, request
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import access
from webapp.accounts import card_reader, id_card, service
from webapp.accounts.forms import OrganisationForm, PersonForm
from webapp.accounts.models import Person
from webapp.accounts.views import _back, bp


@bp.get("/can-cuoc")
@access.signed_in
def card() -> str:
    return render_template("accounts/card.html", back=_back(), person_id=request.args.get("nguoi", ""), problem=None)


@bp.post("/can-cuoc")
@access.signed_in
def read_card() -> str | tuple[str, int]:
    """The QR's text (camera) or a photograph of the card → a page to look over before it is kept."""
    text, photo = request.form.get("text", ""), request.files.get("photo")
    try:
        if not text and photo:
            text = card_reader.read_qr(photo.stream.read())
        found = id_card.parse(text)
    except (id_card.NotAnIdCard, card_reader.NoCode) as error:
        problem = "photo" if isinstance(error, card_reader.NoCode) else "card"
        return render_template("accounts/card.html", back=_back(), person_id=_wanted(), problem=problem), 422
    form = PersonForm(data=_as_form(found))
    return _look_over(form, found)


@bp.get("/can-cuoc/go-tay")
@access.signed_in
def type_it() -> str:
    known = _person(_wanted())
    return _look_over(PersonForm(data=dict(known.facts) if known else {"source": "typed"}), None)


@bp.post("/can-cuoc/luu")
@access.signed_in
def keep() -> Response | tuple[str, int]:
    form = PersonForm.of_request()
    if not form.validate():
        return _look_over(form, None), 422
    source = "card" if form["source"].data == "card" else "typed"
    try:
        _keep(form.facts(), source)
    except service.IdNumberHeld as error:
        return _clash(error), 409
    return redirect(_back(), 303)


@bp.get("/tai-khoan/to-chuc")
@access.signed_in
def organisation() -> str:
    return render_template("accounts/organisation.html", form=OrganisationForm(), back=_back())


@bp.post("/tai-khoan/to-chuc")
@access.signed_in
def keep_organisation() -> Response | tuple[str, int]:
    form = OrganisationForm.of_request()
    if not form.validate():
        return render_template("accounts/organisation.html", form=form, back=_back()), 422
    mine = current_user.sign_in
    made = service.add_person(g.db, mine.account, form.facts(), "typed", kind=form["kind"].data)
    service.choose(g.db, mine, made.id)
    return redirect(_back(), 303)


def _keep(facts: dict[str, Any], source: str) -> None:
    mine, known = current_user.sign_in, _person(_wanted())
    if known:
        service.change_person(g.db, known, facts, source)
    else:
        known = service.add_person(g.db, mine.account, facts, source)
    service.choose(g.db, mine, known.id)


def _clash(error: service.IdNumberHeld) -> str:
    """A clear way out that says nothing about the other account."""
    code = "" if error.same_household else service.report_clash(g.db, current_user.sign_in.account_id, error.index)
    return render_template("accounts/clash.html", code=code, back=_back())


def _look_over(form: PersonForm, found: id_card.IdCard | None) -> str:
    return render_template("accounts/look_over.html", form=form, found=found, back=_back(), person_id=_wanted())


def _as_form(found: id_card.IdCard) -> dict[str, Any]:
    gender = {"Nam": "1", "Nữ": "2"}.get(found.gender or "", found.gender)
    return {
        "full_name": found.full_name, "id_number": found.number, "birth_date": found.birth_date.isoformat() if found.birth_date else "",
        "gender": gender, "residence": found.residence, "old_id_number": found.old_number or "", "source": "card",
        "id_issue_date": found.issue_date.isoformat() if found.issue_date else "",
    }  # fmt: skip


def _wanted() -> str:
    return request.values.get("nguoi", "")


def _person(wanted: str) -> Person | None:
    if not wanted:
        return None
    try:
        return service.person(g.db, current_user.sign_in.account_id, UUID(wanted))
    except (ValueError, service.NotYours):
        raise NotFound from None


