"""The invited person's and helper's own pages: accept, photo, training, the badge."""

from base64 import b64encode
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access, qr, throttle
from webapp.child import Busy
from webapp.documents import service as documents
from webapp.i18n import _, _l, pick
from webapp.teams import inviting, learning, membership
from webapp.teams.forms import JoinForm
from webapp.teams.lifecycle import Event, State
from webapp.teams.manager_views import bp
from webapp.teams.membership import By
from webapp.teams.models import Member
from webapp.teams.written import training
from webapp.units import service as units

AT = "/the-nguoi-giup"
PHOTOS = (20, 24 * 3600)  # tries an account a day: each starts a process
WHY = {
    "none": _l("Chưa chọn ảnh nào. Chọn rồi bấm Gửi ảnh."),
    "too_large": _l("Ảnh lớn quá. Chụp lại ở cỡ nhỏ hơn."),
    "pixels": _l("Ảnh lớn quá. Chụp lại ở cỡ nhỏ hơn."),
    "type": _l("Tệp này không phải ảnh. Chọn một ảnh chụp."),
    "busy": _l("Đang đông người nên chưa xem được ảnh. Chờ một phút rồi gửi lại."),
}
BROKEN = _l("Không mở được ảnh này. Chụp ảnh khác rồi gửi lại.")


@bp.get("/vao-to/<secret>")
@access.signed_in
def invited(secret: str) -> str:
    found = inviting.open_invitation(g.db, secret, _me())
    return _join_page(found, secret, JoinForm())


@bp.post("/vao-to/<secret>/nhan")
@access.signed_in
def accept(secret: str) -> Response | tuple[str, int]:
    """Pressed twice it leads to the badge."""
    form = JoinForm.of_request()
    try:
        found = inviting.open_invitation(g.db, secret, _me(), lock=True)
    except inviting.NoInvitation:
        if not _is_in_a_team():
            raise
        return redirect(url_for("teams.badge"), 303)
    if not form.validate():
        return _join_page(found, secret, form), 422
    inviting.accept(g.db, found, _me(), render_template("teams/consent_text.html", unit=units.get(g.db, found.unit_id)))
    flash(_("Đã vào tổ. Còn hai việc nữa là có thẻ."))
    return redirect(url_for("teams.badge"), 303)


@bp.post("/vao-to/<secret>/thoi")
@access.signed_in
def decline(secret: str) -> Response:
    inviting.decline(g.db, inviting.open_invitation(g.db, secret, _me(), lock=True), _me())
    flash(_("Đã từ chối lời mời. Cảm ơn đã trả lời."))
    return redirect("/", 303)


@bp.get(AT)
@access.signed_in
def badge() -> str:
    found = membership.mine(g.db, _me())
    return render_template("teams/badge.html", member=found, ask=learning.ask(found), **_badge_of(found))


@bp.get(f"{AT}/anh")
@access.signed_in
def photo() -> str:
    return _photo_page(membership.mine(g.db, _me()))


@bp.post(f"{AT}/anh")
@access.signed_in
def keep_photo() -> Response | tuple[str, int]:
    """The picture is judged outside any transaction."""
    sent = request.files.get("photo")
    throttle.hit_first("badge photo", str(_me()), *PHOTOS)
    membership.mine(g.db, _me())
    body = sent.read() if sent and sent.filename else b""
    if not body:
        return _photo_page(membership.mine(g.db, _me()), "none"), 422
    g.db.rollback()
    try:
        picture = learning.judge_photo(body, current_app.extensions["documents_scanner"])
    except documents.NotAccepted as refusal:
        return _photo_page(membership.mine(g.db, _me()), refusal.reason), 422
    except (documents.ScannerDown, Busy):
        return _photo_page(membership.mine(g.db, _me()), "busy"), 503
    found = membership.mine(g.db, _me(), lock=True)
    learning.keep_photo(g.db, found, picture)
    flash(_("Đã nhận ảnh."))
    return redirect(url_for("teams.learn") if learning.to_learn(found) else url_for("teams.badge"), 303)


@bp.get(f"{AT}/hoc")
@access.signed_in
def learn() -> Response | str:
    found = membership.mine(g.db, _me())
    if not learning.to_learn(found):
        return redirect(url_for("teams.badge"), 303)
    if found.photo_at is None:
        return redirect(url_for("teams.photo"), 303)
    return _learn_page(found)


@bp.post(f"{AT}/hoc")
@access.signed_in
def answer() -> Response | tuple[str, int]:
    found = membership.mine(g.db, _me(), lock=True)
    try:
        asked, right = learning.answer(
            g.db, found, request.form.get("situation", ""), request.form.get("choice", -1, type=int)
        )
    except LookupError:
        return _learn_page(found, empty=True), 422
    why = asked.choices[request.form.get("choice", 0, type=int)]["why"]
    if not right:
        return _learn_page(found, wrong=pick(why), chosen=request.form.get("choice", type=int)), 422
    done = not learning.to_learn(found)
    flash(_("Xong bài học. Thẻ đã có hiệu lực.") if done else _("Đúng. %(why)s", why=pick(why)))
    return redirect(url_for("teams.badge") if done else url_for("teams.learn"), 303)


@bp.post(f"{AT}/thoi")
@access.signed_in
def stop() -> Response:
    """It is voluntary: whoever helps stops without asking anybody."""
    membership.happen(g.db, membership.mine(g.db, _me(), lock=True), Event.LEFT, By("self", _me()))
    flash(_("Đã thôi làm người giúp. Ảnh thẻ đã xoá."))
    return redirect(url_for("teams.badge"), 303)


@bp.app_template_filter("as_picture")
def as_picture(photo: bytes) -> str:
    """A small JPEG within the page: it has no address that could be kept, passed on or guessed."""
    return f"data:image/jpeg;base64,{b64encode(photo).decode()}"


def _me() -> Any:
    return access.actor().account_id


def _is_in_a_team() -> bool:
    found = membership.standing(g.db, _me())
    return found is not None and found.state != State.ENDED


def _badge_of(found: Member) -> dict[str, Any]:
    """What the badge shows: unit, its number, today's standing, the QR where there is a code."""
    unit = units.get(g.db, found.unit_id)
    address = f"{current_app.config['CONFIG'].public_url}/nguoi-giup/{found.code}" if found.code else None
    return {
        "unit": unit, "centre": units.parent_centre(g.db, unit), "standing": membership.standing(g.db, _me()),
        "address": address, "qr": qr.svg_path(address) if address else None, "training": training(),
        "last": membership.history(g.db, found.id)[-1],
    }  # fmt: skip


def _join_page(found: Member, secret: str, form: JoinForm) -> str:
    unit = units.get(g.db, found.unit_id)
    return render_template(
        "teams/join.html", member=found, secret=secret, form=form, unit=unit, centre=units.parent_centre(g.db, unit),
        training=training(),
    )  # fmt: skip


def _photo_page(found: Member, reason: str = "") -> str:
    problem = WHY.get(reason, BROKEN) if reason else ""
    return render_template("teams/photo.html", member=found, problem=problem)


def _learn_page(found: Member, wrong: str = "", chosen: int | None = None, empty: bool = False) -> str:
    asked = learning.ask(found)
    return render_template(
        "teams/learn.html", asked=asked, wrong=wrong, chosen=chosen, empty=empty, training=training()
    )
