"""Who I am: from the ID card's QR (camera, photograph) or typed; more people in the household; businesses.

Nothing of a person is kept before its account agreed to that.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import access, throttle
from webapp.accounts import card_reader, id_card, service
from webapp.accounts.forms import OrganisationForm, PersonForm
from webapp.accounts.models import Person
from webapp.accounts.views import bp
from webapp.accounts.way import back, has_agreed
from webapp.child import Busy
from webapp.i18n import _

PHOTOS = (40, 3600)  # photographs searched for an account, seconds
PER_ACCOUNT = (30, 3600)  # persons kept or changed, seconds: nobody tries out ID numbers here


@bp.get("/can-cuoc")
@access.signed_in
def card() -> Response | str:
    return _consent_first() or _card_page()


@bp.post("/can-cuoc")
@access.signed_in
def read_card() -> Response | str | tuple[str, int]:
    """The QR's text (camera) or a photograph of the card → a page to look over before it is kept."""
    text, photo = request.form.get("text", ""), request.files.get("photo")
    try:
        found = id_card.parse(text or _read(photo.stream.read() if photo else b""))
    except card_reader.NoCode:
        return _card_page("photo"), 422
    except Busy:
        return _card_page("busy"), 503
    except id_card.NotAnIdCard:
        return _card_page("card"), 422
    return _look_over(PersonForm.of_card(found), found)


@bp.get("/can-cuoc/go-tay")
@access.signed_in
def type_it() -> Response | str:
    known = _person()
    if known and known.kind != "citizen":
        return redirect(url_for("accounts.organisation", nguoi=known.id, tiep=back()), 303)
    return _consent_first() or _look_over(PersonForm(data=_facts(known)))


@bp.post("/can-cuoc/luu")
@access.signed_in
def keep() -> Response | tuple[str, int]:
    form = PersonForm.of_request()
    if not form.validate():
        return _look_over(form), 422
    try:
        return _consent_first() or _keep(form.facts(), "card" if form.from_card else "typed", form.name_doubtful)
    except service.IdNumberHeld as error:
        return _clash(form, error), 409


@bp.get("/tai-khoan/to-chuc")
@access.signed_in
def organisation() -> Response | str:
    known = _person()
    data = _facts(known) | ({"kind": known.kind} if known else {})
    return _consent_first() or _organisation_page(OrganisationForm(data=data))


@bp.post("/tai-khoan/to-chuc")
@access.signed_in
def keep_organisation() -> Response | tuple[str, int]:
    form = OrganisationForm.of_request()
    if not form.validate():
        return _organisation_page(form), 422
    return _consent_first() or _keep(form.facts(), "typed", kind=form["kind"].data)


def _read(photo: bytes) -> str:
    """The try counts before the work is done, and nobody waits for the database meanwhile."""
    throttle.hit_first("card photo", str(current_user.sign_in.account_id), *PHOTOS)
    return card_reader.read_qr(photo)


def _consent_first() -> Response | None:
    if has_agreed(current_user.sign_in):
        return None
    return redirect(url_for("accounts.consent", tiep=back()), 303)


def _keep(facts: Mapping[str, Any], source: str, doubtful: bool = False, kind: str = "citizen") -> Response:
    """Keep a person, new or known, and go on as that person."""
    mine, known = current_user.sign_in, _person()
    throttle.hit(g.db, "person", str(mine.account_id), *PER_ACCOUNT)
    if known:
        if (known.kind == "citizen") != (kind == "citizen"):
            raise NotFound  # a person does not become a firm
        service.change_person(g.db, known, facts, source, doubtful)
        known.kind = kind
    else:
        known = service.add_person(g.db, mine.account, facts, source, doubtful, kind)
    service.choose(g.db, mine, known.id)
    return redirect(back(), 303)


def _clash(form: PersonForm, error: service.IdNumberHeld) -> str:
    """A clear way out that says nothing about the other account."""
    code = "" if error.same_household else service.report_clash(g.db, current_user.sign_in.account_id, error.index)
    return render_template("accounts/clash.html", code=code, form=form, back=back(), person_id=_wanted())


def _card_page(problem: str = "") -> str:
    return render_template("accounts/card.html", back=back(), person_id=_wanted(), problem=problem)


def _look_over(form: PersonForm, found: id_card.IdCard | None = None) -> str:
    title = _("Thông tin này đúng chưa?") if form.from_card else _("Ông/bà tên là gì?")
    return render_template(
        "accounts/look_over.html", form=form, found=found, title=title, back=back(), person_id=_wanted()
    )  # fmt: skip


def _organisation_page(form: OrganisationForm) -> str:
    return render_template("accounts/organisation.html", form=form, back=back(), person_id=_wanted())


def _facts(known: Person | None) -> dict[str, Any]:
    return dict(known.facts) if known else {}


def _wanted() -> str:
    """Who is meant (`nguoi`): a person already known, "" for a new one."""
    return request.values.get("nguoi", "")


def _person() -> Person | None:
    if not _wanted():
        return None
    try:
        return service.person(g.db, current_user.sign_in.account_id, UUID(_wanted()))
    except (ValueError, service.NotYours):
        raise NotFound from None
