"""The code to the number of who asks without an account: typed here, and only then the team hears of it."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import access
from webapp.accounts import service as accounts
from webapp.i18n import _, current
from webapp.visits import asking, happening
from webapp.visits.forms import CodeForm
from webapp.visits.models import Visit

bp = Blueprint("visits", __name__, template_folder="templates")
AT = "/den-nha"


@bp.get(f"{AT}/<token>/ma")
@access.public
def enter_code(token: str) -> Response | str:
    found = happening.by_token(g.db, token)
    if found.state != "unconfirmed":
        return redirect(url_for("visits.one", token=token), 303)
    return _code_page(found, CodeForm())


@bp.post(f"{AT}/<token>/ma")
@access.public
def confirm(token: str) -> Response | tuple[str, int]:
    found, form = happening.by_token(g.db, token, lock=True), CodeForm.of_request()
    if found.state != "unconfirmed":
        return redirect(url_for("visits.one", token=token), 303)
    right = accounts.codes.check(g.db, found.code_id, form["code"].data) if form.validate() and found.code_id else None
    if right is None:
        if not form.errors:
            form["code"].errors = [_("Mã chưa đúng. Xem lại 6 số; có nhiều tin nhắn thì thử mã của tin kia.")]
        return _code_page(found, form), 422
    asking.confirm(g.db, found, right)
    return redirect(url_for("visits.one", token=token), 303)


@bp.post(f"{AT}/<token>/ma-moi")
@access.public
def another_code(token: str) -> Response:
    found = happening.by_token(g.db, token, lock=True)
    return send_code(found) if found.state == "unconfirmed" else redirect(url_for("visits.one", token=token), 303)


def send_code(found: Visit) -> Response:
    assert found.phone
    sent = accounts.codes.send_code(g.db, found.phone, accounts.browser.mine(), request.remote_addr or "", current())
    if not sent.new:
        flash(_("Mã vừa nhắn vẫn dùng được. Chưa thấy tin nhắn thì %(n)s giây nữa gửi lại.", n=sent.wait), "info")
    found.code_id = sent.id
    return redirect(url_for("visits.enter_code", token=found.token), 303)


def _code_page(found: Visit, form: CodeForm) -> str:
    sent = accounts.codes.find(g.db, found.code_id) if found.code_id else None
    left = accounts.codes.tries_left(sent) if sent else 0
    phone = accounts.phone.masked(found.phone or "").replace(" ", "\u00a0")
    return render_template("visits/code.html", form=form, token=found.token, phone=phone, left=left)
