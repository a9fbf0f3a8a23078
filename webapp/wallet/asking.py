"""Of the one who makes this request: what is known of them, and what their answers of last time can give."""

from typing import Any

from flask import current_app, g
from flask_login import current_user

from webapp import access, clock
from webapp.accounts import service as accounts
from webapp.dossiers.service import Dossier
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure
from webapp.wallet import answers
from webapp.wallet.answers import Last


def offered(procedure: Procedure, draft: Dossier | None = None) -> Last | None:
    """What may be offered for a draft of that procedure: answers of the person it is for, else of the chosen one."""
    who, of = access.actor(), draft.person_id if draft else None
    return answers.last_time(g.db, who.account_id, of or who.person_id, procedure, facts(draft))


def facts(draft: Dossier | None = None) -> dict[str, Any]:
    """Of the person a draft is for, else of the chosen one."""
    if not current_user.is_authenticated:
        return {}
    return accounts.known_facts(current_user.sign_in, draft.person if draft else None)


def in_person(procedure: Procedure) -> bool:
    """The law wants the person there: nothing is filled in for this procedure."""
    demo = current_app.config["CONFIG"].demo
    return procedures.channel_of(procedure, demo, clock.today()).kind == "in_person"
