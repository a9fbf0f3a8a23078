"""How one wants to get messages: Zalo first, text messages only, or in the app only."""

from typing import Any

from flask import current_app, flash, g, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp import access
from webapp.accounts.forms import MessagesForm
from webapp.accounts.views import bp
from webapp.config import Config
from webapp.i18n import _
from webapp.messages import choices, rules, wiring


@bp.get("/tai-khoan/nhan-tin")
@access.signed_in
def message_order() -> str:
    chosen = choices.chosen(g.db, current_user.sign_in.account_id)
    offer = _offer()
    return _page(MessagesForm.offering(offer, data={"order": offer.same_as(chosen)}))


@bp.post("/tai-khoan/nhan-tin")
@access.signed_in
def keep_message_order() -> Response | tuple[str, int]:
    form = MessagesForm.offering(_offer())
    if not form.validate():
        return _page(form), 422
    choices.choose(g.db, current_user.sign_in.account_id, form.order.data)
    flash(_("Đã lưu cách nhận tin."))
    return redirect(url_for("accounts.message_order"), 303)


def _offer() -> choices.Offer:
    config: Config = current_app.config["CONFIG"]
    return choices.Offer(rules.load(config.message_data), wiring.on(config))


def _page(form: Any) -> str:
    config: Config = current_app.config["CONFIG"]
    on, night = wiring.on(config), rules.load(config.message_data)
    return render_template("accounts/messages.html", form=form, on=on, night=night)
