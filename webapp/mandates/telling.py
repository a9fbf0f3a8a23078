"""What a citizen hears when a mandate was given otherwise than by a tap of their own."""

from flask import current_app
from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.mandates import words
from webapp.mandates.models import Mandate
from webapp.messages import service as messages


def given(db: Session, mandate: Mandate, page: str) -> None:
    """Who may help until when, with a way to say «không phải tôi»; `page` is the address before the token."""
    assert mandate.account_id is not None
    to = accounts.reach(db, mandate.account_id)
    messages.send(
        db, "help_given", to, link=f"/nho-giup/{mandate.token}", said=words.named(db, mandate), address=page + mandate.token,
        fact=f"help_given/{mandate.id}",
    )  # fmt: skip


def page() -> str:
    """The citizen's page of a mandate, without the token at its end."""
    return str(current_app.config["CONFIG"].public_url) + "/nho-giup/"
