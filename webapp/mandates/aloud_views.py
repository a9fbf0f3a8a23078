"""The helper's page for a code that is read aloud: what to read to the citizen first, then the six digits."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import access
from webapp.i18n import _
from webapp.mandates import acts, aloud, service, terms, words
from webapp.mandates.forms import AloudForm
from webapp.mandates.helper_views import bp
from webapp.mandates.models import Mandate
from webapp.teams import service as teams

AT = "/giup/<uuid:mandate_id>/doc-ma"


@bp.get(AT)
@access.staff(teams.HELPER)
def read_aloud(mandate_id: UUID) -> Response | str:
    found = service.of_helper(g.db, access.actor(), mandate_id)
    return _page(found, AloudForm()) if found.code_at and aloud.possible(g.db, found) else _back(mandate_id)


@bp.post(f"{AT}/gui")
@access.staff(teams.HELPER)
def send_code(mandate_id: UUID) -> Response:
    try:
        wait = aloud.send(g.db, access.actor(), mandate_id)
    except aloud.NotAloud:
        return _refused(mandate_id)
    if wait != aloud.RESEND_AFTER:
        flash(
            _("Mã vừa nhắn vẫn dùng được. Chưa thấy tin nhắn thì %(n)s giây nữa gửi lại.", n=wait.seconds + 1), "info"
        )
    return redirect(url_for("mandates.read_aloud", mandate_id=mandate_id), 303)


@bp.post(AT)
@access.staff(teams.HELPER)
def confirm_code(mandate_id: UUID) -> Response | tuple[str, int]:
    form = AloudForm.of_request()
    try:
        right = form.validate() and aloud.confirm(g.db, access.actor(), mandate_id, form["code"].data, acts.page())
    except aloud.NotAloud:
        return _refused(mandate_id)
    except service.OwnHelp:
        flash(_("Người giúp không tự đồng ý cho mình được."), "bad")
        return _back(mandate_id)
    if right:
        return _back(mandate_id)
    if not form.errors:
        form["code"].errors = [_("Mã chưa đúng. Mời người nhờ đọc lại 6 số.")]
    return _page(service.of_helper(g.db, access.actor(), mandate_id), form), 422


def _page(found: Mandate, form: AloudForm) -> str:
    return render_template(
        "mandates/aloud.html", found=found, form=form, named=words.named(g.db, found), left=aloud.tries_left(found),
        text=words.text(g.db, found, terms.now().text), consent=words.consent(found), minutes=terms.now().code.seconds // 60,
    )  # fmt: skip


def _refused(mandate_id: UUID) -> Response:
    flash(_("Với người này không dùng mã đọc lên được. Mời họ quét mã, mở đường dẫn, hoặc ra quầy."), "bad")
    return _back(mandate_id)


def _back(mandate_id: UUID) -> Response:
    return redirect(url_for("mandates.one", mandate_id=mandate_id), 303)
