"""Of the one who makes this request: what is known of them, and what their answers of last time can give."""

from typing import Any

from flask import current_app, g
from flask_login import current_user

from webapp import access, clock
from webapp.accounts import service as accounts
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure
from webapp.wallet import answers
from webapp.wallet.answers import Last


def offered(procedure: Procedure) -> Last | None:
    """What may be offered for a draft of that procedure."""
    who = access.actor()
    return answers.last_time(g.db, who.account_id, who.person_id, procedure, facts())


def facts() -> dict[str, Any]:
    return accounts.known_facts(current_user.sign_in) if current_user.is_authenticated else {}


def in_person(procedure: Procedure) -> bool:
    """The law wants the person there: nothing is filled in for this procedure."""
    demo = current_app.config["CONFIG"].demo
    return procedures.channel_of(procedure, demo, clock.today()).kind == "in_person"
