"""The helper's evening: one page that the phone keeps, and what it takes along before the signal is gone."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, jsonify, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webapp import access, clock, staff_log
from webapp.accounts import service as accounts
from webapp.db import append
from webapp.documents import service as documents
from webapp.forms import said_json
from webapp.mandates import service as mandates
from webapp.neutral import neutral
from webapp.rounds import recovery, service
from webapp.teams import service as teams
from webapp.visits import service as visits

bp = Blueprint("rounds", __name__, template_folder="templates")
AT = "/giup/buoi"
LONGEST_KEPT = 200  # hex characters; ours has 152


@bp.get(AT)
@access.public
def evening() -> Response:
    """The same for everybody: whose evening it is and who was helped, the phone knows."""
    return neutral("rounds/evening.html", consent=accounts.consent.current(), rules=documents.quality_rules())


@bp.get(f"/api{AT}")
@access.staff(teams.HELPER)
def begin() -> Any:
    """`{now, until, words: {lang: {days: {any, only}}}, names: {code: {lang}}, people: [{id, called,
    until, procedures, filed: {code: {on, at}}}]}`. 409 `{why: badge}`."""
    helper = access.actor()
    stands = teams.standing(g.db, helper.account_id) if helper.account_id else None
    if not stands or not stands.valid or not helper.account_id:
        return jsonify(why="badge"), 409
    helped = service.people(g.db, helper, stands.unit_id)
    badge = teams.Badge(stands.name, stands.code or "")
    staff_log.found("mandate_id", [UUID(one["id"]) for one in helped])
    midnight = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return jsonify(
        now=clock.now().isoformat(), until=midnight.isoformat(), words=mandates.to_sign(g.db, badge, stands.unit_id),
        names=service.names(g.db), people=helped,
    )  # fmt: skip


@bp.post(f"/api{AT}/khoa")
@access.staff(teams.HELPER)
def shut() -> Any:
    """`{key}`: the evening's, 64 hex characters → `{kept}`, what the phone keeps of it for a forgotten PIN."""
    key, helper_id = said_json().get("key"), access.actor().account_id
    if not isinstance(key, str) or helper_id is None:
        raise BadRequest
    try:
        return jsonify(kept=recovery.shut(helper_id, key))
    except ValueError as error:
        raise BadRequest from error


@bp.post(f"/api{AT}/mo")
@access.staff(teams.HELPER)
def reopen() -> Any:
    """`{kept}` → `{key}`. 409 `{why: fresh}`: sign in anew first; 404 for what is not this helper's."""
    kept = said_json().get("kept")
    if not isinstance(kept, str) or len(kept) > LONGEST_KEPT:
        raise BadRequest
    try:
        return jsonify(key=recovery.opened(current_user.sign_in, kept))
    except recovery.NotFresh:
        return jsonify(why="fresh"), 409
    except ValueError:
        abort(404)


@bp.get("/giup/giay-nho")
@access.staff(teams.HELPER)
def paper() -> Response | str:
    """The words of a mandate for paper, with lines to write on: signed at home and photographed (mandates/on_paper.py)."""
    stands = teams.standing(g.db, access.actor().account_id or UUID(int=0))
    if not stands or not stands.valid:
        return redirect(url_for("teams.badge"), 303)
    badge = teams.Badge(stands.name, stands.code or "")
    return render_template("rounds/paper.html", words=mandates.on_paper_words(g.db, badge, stands.unit_id), badge=badge)


@bp.get(f"/api{AT}/den-nha")
@access.staff(teams.HELPER)
def stops() -> Any:
    """`{stops: [{id, hours, name, address, phone, procedure}]}`: today's home visits, in their order; that they were read is
    written down for who asked."""
    helper_id = access.actor().account_id
    today = [one for one in visits.for_helper(g.db, helper_id, clock.today()) if one.name] if helper_id else []
    append(*(visits.look(one.id, helper_id, "helper") for one in today))
    staff_log.found("visit_id", [one.id for one in today])
    return jsonify(stops=[_stop(one) for one in today])


def _stop(one: visits.Stop) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("name", "address", "phone", "procedure")}
    return {"id": str(one.id), "hours": one.slot.hours} | said
