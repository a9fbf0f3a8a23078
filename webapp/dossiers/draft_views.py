"""Filling in: the form of a procedure as one document, keeping it without JavaScript, choosing between two answers."""

import secrets
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp import access, clock, throttle
from webapp.accounts import service as accounts
from webapp.db import uuid7
from webapp.dossiers import in_hand, page, refusals, service
from webapp.dossiers.merging import Saying
from webapp.dossiers.models import Dossier
from webapp.i18n import _
from webapp.neutral import neutral
from webapp.procedures import service as procedures

bp = Blueprint("dossiers", __name__, template_folder="templates")
refusals.attach(bp)
PER_ADDRESS = (600, 3600)  # drafts kept without an account, seconds; many phones share one address
BYTES_PER_ADDRESS = (10_000_000, 3600)  # a usual form is 3 kB
LONGEST_REVISION, LONGEST_HAND = 9, 40  # characters


@bp.get("/thu-tuc/<code>/lam")
@access.public
@access.shared
def document(code: str) -> Response:
    """The whole form, empty: one document without personal data, for everyone and for the service worker's cache."""
    procedure = procedures.current(g.db, code)
    if _in_person(procedure):
        return redirect(url_for("procedures.page", code=code), 303)
    return neutral("dossiers/form.html", **page.blank(procedure))


@bp.post("/ho-so/")
@access.public
def keep() -> Response | tuple[str, int]:
    """Keep what was filled in, always; go on to the papers when it is complete, else show what is missing."""
    fields = page.posted(request.form)
    if not fields and _not_for_them(request.form.get("code", "")):
        return redirect(url_for("procedures.page", code=request.form["code"]), 303)
    dossier = begin(_posted_id())
    if dossier.state != service.State.DRAFT:
        return redirect(url_for("tracking.status", dossier_id=dossier.id), 303)
    if not fields:
        return redirect(url_for("dossiers.edit", dossier_id=dossier.id), 303)
    save(dossier, fields, _saying(fields))
    if request.form.get("luu"):
        flash(_("Đã lưu. Lúc nào làm tiếp cũng được."))
        if not in_hand.own(dossier):
            return redirect(url_for("dossiers.edit", dossier_id=dossier.id), 303)
        return redirect(url_for("dossiers.mine_all"), 303)
    return _check(dossier)


@bp.get("/ho-so/<uuid:dossier_id>/don")
@access.public
def edit(dossier_id: UUID) -> Response | str:
    """The form with what was filled in so far; also the way without JavaScript."""
    dossier = at_hand(dossier_id)
    if dossier.state != service.State.DRAFT:
        return redirect(url_for("tracking.status", dossier_id=dossier.id), 303)
    procedure = procedures.version(g.db, dossier.version_id)
    fields = page.as_multidict(dossier.fields) if dossier.fields else None
    form = (
        procedure.form(fields) if fields else procedure.form(data=procedures.prefill(procedure, _known_facts(dossier)))
    )
    return page.form_page(procedure, dossier, form, page.filing_form(procedure, fields))


@bp.post("/ho-so/<uuid:dossier_id>/chon")
@access.public
def choose(dossier_id: UUID) -> Response:
    """Two phones answered `question` differently: `hand` says whose answer holds, "" the one that came first."""
    dossier = at_hand(dossier_id)
    service.choose(dossier, request.form.get("question", ""), request.form.get("hand") or None)
    return redirect(url_for("dossiers.edit", dossier_id=dossier_id), 303)


def begin(dossier_id: UUID, code: str | None = None) -> Dossier:
    """The draft of that id. When the sign-in ran out meanwhile, a form becomes a new draft of this browser: nothing
    typed is lost, and signing in makes it the account's."""
    posted_form, code = code is None, request.form.get("code", "") if code is None else code
    holder = _holder(access.actor() if posted_form else access.for_whom(g.db))
    if holder.actor.account_id is None:
        _count("draft from address", *PER_ADDRESS)
    try:
        dossier = service.start(g.db, holder, dossier_id, code)
    except service.IdTaken:
        if holder.actor.account_id or not posted_form:
            raise
        dossier = service.start(g.db, holder, uuid7(), code)
    if dossier.revision == 0 and _in_person(procedures.version(g.db, dossier.version_id)):
        raise refusals.NoFormHere(dossier.code)
    return dossier


def save(dossier: Dossier, fields: dict[str, Any], said: Saying | None) -> None:
    service.save(g.db, dossier, fields, said)
    if dossier.account_id is None:
        _count("bytes of drafts from address", *BYTES_PER_ADDRESS, service.size(dossier.fields))


def _count(what: str, limit: int, seconds: int, amount: int = 1) -> None:
    """Anybody may begin a draft without an account; what one address leaves behind is bounded."""
    try:
        throttle.hit(g.db, what, request.remote_addr or "", limit, seconds, amount)
    except throttle.TooMany as error:
        raise refusals.TooMuchFromHere(error.retry_after) from error


def _check(dossier: Dossier) -> Response | tuple[str, int]:
    wrong = page.complete(dossier)
    if wrong or dossier.undecided:
        form, filing, _stands = wrong or page.filled(dossier)
        return page.form_page(procedures.version(g.db, dossier.version_id), dossier, form, filing), 422
    return redirect(url_for("documents.papers", dossier_id=dossier.id), 303)


def mine(dossier_id: UUID, whole: bool = False) -> Dossier:
    """The dossier of this request's person or browser. Raises `NoSuchDossier` for anybody else's.

    Pages are the citizen's own: a helper's mandate opens none of them, only what their phone sends (phone_views).
    """
    return service.owned(g.db, access.actor(), dossier_id, session.get("holder"), whole)


def at_hand(dossier_id: UUID) -> Dossier:
    """The same, also for whoever opened it here by its paper slip."""
    return service.in_hand(g.db, in_hand.this_browser(), dossier_id)


def _known_facts(dossier: Dossier) -> dict[str, Any]:
    """Of the person it is for, whoever is chosen on this phone now."""
    known = current_user.is_authenticated and in_hand.own(dossier)
    return accounts.known_facts(current_user.sign_in, dossier.person) if known else {}


def _holder(who: access.Actor) -> service.Holder:
    """Who begins a draft; without an account this browser, by a token of its own."""
    if who.account_id is None and "holder" not in session:
        session["holder"] = secrets.token_hex(16)
        session.permanent = True
    return in_hand.this_browser(who)


def _posted_id() -> UUID:
    typed = request.form.get("id", "")
    try:
        return UUID(typed) if typed else uuid7()
    except ValueError as error:
        raise BadRequest from error


def _saying(fields: dict[str, Any]) -> Saying | None:
    """What a whole posted form says of where it comes from: a page without scripts knows its revision and no more."""
    revision, changed = request.form.get("revision", ""), request.form.get("changed")
    if not revision.isdecimal() or len(revision) > LONGEST_REVISION:
        return None
    known = None if changed is None else frozenset(changed.split())
    turn = request.form.get("turn", "")
    said_at = int(turn) if turn.isdecimal() and len(turn) <= LONGEST_REVISION else None
    return Saying(fields, int(revision), known, request.form.get("hand", "")[:LONGEST_HAND], said_at)


def _not_for_them(code: str) -> bool:
    return not service.fits(g.db, procedures.current(g.db, code), access.actor().person_id)


def _in_person(procedure: procedures.Procedure) -> bool:
    demo = current_app.config["CONFIG"].demo
    return procedures.channel_of(procedure, demo, clock.today()).kind == "in_person"
