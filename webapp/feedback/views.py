"""For everybody: one tap, what may be added to it, thanks. Nobody signs in, and no page says what somebody else tapped."""

import secrets
from uuid import UUID

from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp import access, throttle
from webapp.child import Busy
from webapp.documents import service as documents
from webapp.dossiers.service import shown
from webapp.feedback import adding, forms, places, taking, written
from webapp.feedback.forms import FACE_WORDS, MoreForm
from webapp.feedback.models import Petition, Rating, new_id
from webapp.i18n import _, current
from webapp.units import service as units

bp = Blueprint("feedback", __name__, template_folder="templates")
REMEMBERED = 10  # answers that a browser may still add to
A_DAY = 86400
LOOKS = (60, 600)  # by a code in the address: many phones of a village share one of the network
HERE = "feedback"  # in the browser's signed cookie: {"id": its secret, "mine": ids of what it answered}


@bp.get("/danh-gia/<kind>/<key>")
@access.public
def rate_form(kind: str, key: str) -> str:
    """`?o=`: a unit, where a procedure was done."""
    return _faces(_place(kind, key))


@bp.post("/danh-gia/<kind>/<key>")
@access.public
def rate(kind: str, key: str) -> Response | tuple[str, int]:
    place, face = _place(kind, key), forms.face()
    if not face:
        return _faces(place, wrong=True), 422
    here = session.get(HERE) or {"id": secrets.token_hex(16), "mine": []}
    by = taking.From(here["id"], request.remote_addr or "", access.actor())
    made = taking.rate(g.db, forms.form_id(), place, face, by)
    mine = [str(made.id), *(one for one in here["mine"] if one != str(made.id))]
    session[HERE] = {"id": here["id"], "mine": mine[:REMEMBERED]}
    return redirect(url_for("feedback.more_form", rating_id=made.id), 303)


@bp.get("/gop-y/them/<uuid:rating_id>")
@access.public
def more_form(rating_id: UUID) -> Response | str:
    found = _mine(rating_id)
    if g.db.get(Petition, found.id):
        return redirect(url_for("feedback.thanks", rating_id=found.id), 303)
    return _more(found, MoreForm(data={"words": found.words or ""}).offer(found))


@bp.post("/gop-y/them/<uuid:rating_id>")
@access.public
def more(rating_id: UUID) -> Response | tuple[str, int]:
    """A photo is judged outside any transaction, before anything is kept; nobody uses up the photos of others by sending one nowhere."""
    found = _mine(rating_id)
    if g.db.get(Petition, found.id):
        return redirect(url_for("feedback.thanks", rating_id=found.id), 303)
    sent = request.files.get("photo")
    body = sent.read() if sent and sent.filename else b""
    if body:
        throttle.hit_first("feedback photo", request.remote_addr or "", written.rules().photos, A_DAY)
        found = _mine(rating_id)
    form = MoreForm.of_request().offer(found)
    if not form.validate():
        return _more(found, form), 422
    g.db.rollback()
    try:
        photo = adding.judge_photo(body, current_app.extensions["documents_scanner"]) if body else None
    except documents.NotAccepted:
        return _more(
            _mine(rating_id), form, photo=_("Không nhận được ảnh này. Chọn ảnh khác, hoặc gửi không kèm ảnh.")
        ), 422
    except (documents.ScannerDown, Busy):
        return _more(
            _mine(rating_id), form, photo=_("Lúc này chưa kiểm tra được ảnh. Gửi không kèm ảnh, hoặc chờ một phút.")
        ), 503
    found = _mine(rating_id, lock=True)
    wanted = adding.More(form.chosen, form.words.data, photo, form.wants_reply, form.phone.data or None, current())
    if wanted.reply and g.db.get(Petition, found.id) is None:  # each is a message to whoever answers there
        throttle.hit(g.db, "petition", request.remote_addr or "", written.rules().petitions, A_DAY)
    adding.add(g.db, found, wanted)
    return redirect(url_for("feedback.thanks", rating_id=found.id), 303)


@bp.get("/gop-y/xong/<uuid:rating_id>")
@access.public
def thanks(rating_id: UUID) -> str:
    """With the code, where somebody shall answer."""
    found = _mine(rating_id)
    petition = g.db.get(Petition, found.id)
    return render_template(
        "feedback/thanks.html", rating=found, petition=petition, code=shown(petition.code) if petition else "",
        grave=adding.grave(found), team=_is_team(found.unit_id),
    )  # fmt: skip


def _place(kind: str, key: str) -> places.Place:
    """Raises NoSuchPlace, which has a page of its own (wiring). A badge's name is not to be found by trying codes here either."""
    if kind == places.HELPER:
        throttle.hit_first("badge look", request.remote_addr or "", *LOOKS)
    return places.find(g.db, kind, key, request.args.get("o", ""))


def _mine(rating_id: UUID, lock: bool = False) -> Rating:
    return taking.mine(g.db, rating_id, (session.get(HERE) or {}).get("mine", []), lock)


def _faces(place: places.Place, wrong: bool = False) -> str:
    return render_template(
        "feedback/rate.html", place=place, faces=FACE_WORDS, id=new_id(), wrong=wrong, unit=_unit(place.unit_id),
        of_unit=place.unit_id if place.kind == places.PROCEDURE else None,
    )  # fmt: skip


def _more(found: Rating, form: MoreForm, photo: str = "") -> str:
    return render_template(
        "feedback/more.html",
        rating=found,
        form=form,
        photo=photo,
        face=FACE_WORDS[found.face],
        unit=_unit(found.unit_id),
    )


def _unit(unit_id: str | None) -> units.Unit | None:
    return next((one for one in units.all_units(g.db) if one.id == unit_id), None)


def _is_team(unit_id: str | None) -> bool:
    unit = _unit(unit_id)
    return unit is not None and unit.kind in ("community_team", "youth_team")
