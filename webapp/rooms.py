"""The door: wires the rooms in walking order and hands every page what it may show."""

from typing import Any

from flask import Flask, g, request
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from webapp import clock, home
from webapp.accounts import service as people
from webapp.accounts import wiring as accounts
from webapp.assistant import wiring as assistant
from webapp.books import wiring as books
from webapp.config import Config
from webapp.consignments import wiring as consignments
from webapp.counter import wiring as counter
from webapp.debts import wiring as debts
from webapp.desk import wiring as desk
from webapp.documents import wiring as documents
from webapp.dossiers import wiring as dossiers
from webapp.elsewhere import wiring as elsewhere
from webapp.families import wiring as families
from webapp.feedback import wiring as feedback
from webapp.figures import wiring as figures
from webapp.helping import wiring as helping
from webapp.i18n import _, current
from webapp.mandates import wiring as mandates
from webapp.messages import commands as messages_commands
from webapp.messages import wiring as messages
from webapp.messages.channels.web_push import WebPush
from webapp.messages.views import bp as messages_bp
from webapp.national import wiring as national
from webapp.payments import wiring as payments
from webapp.posters import wiring as posters
from webapp.privacy import wiring as privacy
from webapp.procedures import service as procedures
from webapp.procedures import wiring as catalogue
from webapp.receipts import wiring as receipts
from webapp.rounds import wiring as rounds
from webapp.slips import wiring as slips
from webapp.teams import wiring as teams
from webapp.tickets import wiring as tickets
from webapp.tills import wiring as tills
from webapp.tracking import wiring as tracking
from webapp.units import service as units
from webapp.units.views import bp as units_bp
from webapp.visits import wiring as visits
from webapp.wallet import wiring as wallet
from webapp.words import wiring as words


def attach(app: Flask, config: Config) -> None:
    for blueprint in (messages_bp, units_bp, home.bp):
        app.register_blueprint(blueprint)
    app.extensions["web_push"] = push = WebPush(config.push_keys, config.push_contact, config.push_services)
    messages.check(config)
    messages_commands.attach(app)
    reached_by = messages.on(config)
    procedures.use_places(units)
    for room in (
        words,
        catalogue,
        national,
        assistant,
        accounts,
        dossiers,
        slips,
        documents,
        wallet,
        families,
        payments,
        receipts,
        debts,
        tills,
        tickets,
        posters,
        consignments,
        books,
        tracking,
        teams,
        mandates,
        elsewhere,
        helping,
        visits,
        rounds,
        counter,
        figures,
        feedback,
        desk,
        privacy,
    ):
        room.attach(app, config)

    @app.context_processor
    def _everywhere() -> dict[str, Any]:
        return {
            "demo": config.demo, "lang": current(), "path": request.path if request else "/", "me": _me(),
            "hotline": {"phone": config.hotline, "label": _("tổng đài")} if config.hotline else None,
            "today": clock.today(), "neutral": "Take-Along" in request.headers if request else False,
            "push": bool(push.key), "reached_by": reached_by,
        }  # fmt: skip


def _me() -> dict[str, Any] | None:
    """Who is signed in; None too while the database does not answer, or the page that says so could not be shown."""
    try:
        if not current_user or not current_user.is_authenticated:
            return None
        who, chosen = current_user.actor, current_user.sign_in.person
        return {
            "kind": chosen.kind if chosen else None, "person": people.name_of(g.db, who.person_id),
            "name": who.name, "work": people.work_page(who.roles), "unread": current_user.unread,
        }  # fmt: skip
    except SQLAlchemyError:
        return None
