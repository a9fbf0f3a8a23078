"""The door: wires the rooms in walking order and tells each what it may call in another."""

from typing import Any

from flask import Flask, g, request, session
from flask_login import current_user, user_logged_in

from webapp import clock, home
from webapp.accounts import api_views, card_views, login, passkey_views
from webapp.accounts import views as account_views
from webapp.config import Config
from webapp.desk import wiring as desk_wiring
from webapp.documents import wiring as documents_wiring
from webapp.dossiers import draft_views, views as dossier_views
from webapp.dossiers import service as dossiers
from webapp.i18n import _, current
from webapp.messages import service as messages
from webapp.messages.views import bp as messages_bp
from webapp.payments import wiring as payments_wiring
from webapp.procedures import service as procedures
from webapp.procedures.views import bp as procedures_bp
from webapp.tracking import wiring as tracking_wiring
from webapp.units import service as units
from webapp.units.views import bp as units_bp


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(messages_bp)
    login.attach(app)
    app.register_blueprint(account_views.bp)
    app.register_blueprint(units_bp)
    app.register_blueprint(draft_views.bp)
    app.register_blueprint(procedures_bp)
    app.register_blueprint(home.bp)
    documents_wiring.attach(app, config)
    payments_wiring.attach(app, config)
    tracking_wiring.attach(app, config)
    desk_wiring.attach(app, config)
    procedures.use_places(units)
    user_logged_in.connect(_claim_drafts, app)

    @app.context_processor
    def _everywhere() -> dict[str, Any]:
        """What every page may show."""
        return {
            "demo": config.demo, "lang": current(), "path": request.path if request else "/", "me": _me(),
            "hotline": {"phone": config.hotline, "label": _("tổng đài")} if config.hotline else None, "helping": None,
            "today": clock.today(),
        }  # fmt: skip


def _me() -> dict[str, Any] | None:
    if not current_user or not current_user.is_authenticated:
        return None
    who = current_user.actor
    return {"name": who.name, "is_staff": who.kind == "staff", "unread": messages.unread(g.db, who.account_id)}




def _claim_drafts(_app: Flask, user: Any) -> None:
    """Drafts begun in this browser before signing in become the account's."""
    if token := session.get("holder"):
        dossiers.claim(g.db, token, user.sign_in.account_id, user.sign_in.person_id)
