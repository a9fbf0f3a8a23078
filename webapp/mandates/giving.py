"""From the words to the mandate: what is written down when somebody says yes, however they do."""

import secrets
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock
from webapp.mandates import book, terms, words
from webapp.mandates.finding import hashed
from webapp.mandates.models import Mandate


class OwnHelp(Exception):
    """A helper can't be their own citizen."""


def begin(db: Session, mandate: Mandate, account_id: UUID, person_id: UUID | None, means: str) -> None:
    """From now on it holds, under the words of today."""
    text_id = terms.now().text
    mandate.text_id, mandate.text_hash = text_id, words.digest(words.text(db, mandate, text_id))
    mandate.means, mandate.account_id, mandate.person_id = means, account_id, person_id
    mandate.until, mandate.given_at = words.until(mandate), clock.now()
    book.write(db, "given", mandate.id, **given(mandate))


def given(mandate: Mandate) -> dict[str, Any]:
    """What the book says of a mandate that was given."""
    assert mandate.until is not None
    return {
        "helper": str(mandate.helper_id), "unit": mandate.unit_id, "account": str(mandate.account_id), "means": mandate.means,
        "procedures": mandate.procedures, "until": mandate.until.isoformat(), "text": mandate.text_id, "sha256": mandate.text_hash,
    }  # fmt: skip


def new_token() -> tuple[str, str]:
    """The way to a citizen's page, and what finds it."""
    token = secrets.token_urlsafe(18)
    return token, hashed(token)
