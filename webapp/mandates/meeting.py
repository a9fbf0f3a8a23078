"""Whom a helper or a clerk has before them: found by the number on their ID card, or made anew."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.service import Person
from webapp.mandates.finding import denied
from webapp.mandates.giving import OwnHelp

PER_ACCOUNT = (
    8,
    24 * 3600,
)  # mandates signed in somebody's presence, seconds: of a household with one number, whoever helps


class Denied(Exception):
    """These people once said «không phải tôi» of this helper: from then on only a tap of their own will do."""


def known(db: Session, who: Mapping[str, Any]) -> Person | None:
    """Whoever holds that ID number, in whatever account they are, if the name and the day of birth are theirs too.

    Raises accounts.brought.NotAPerson: a number alone is nobody's card.
    """
    met = accounts.brought.met(who)
    number = met.facts["id_number"]
    found = accounts.person_of_card(db, number) if number else None
    if found and not met.may_be(found.facts):
        raise accounts.brought.NotAPerson(["id_number"])
    return found


def person(db: Session, who: Mapping[str, Any], phone: str, lang: str, helper_id: UUID) -> Person:
    """The one who is known, or somebody new: in the account of `phone` (their own, the household's) or in one without any.

    Nothing is made before it is clear that it may be. Raises accounts.brought.NotAPerson, accounts.phone.NotAPhone,
    OwnHelp, Denied.
    """
    met, found = accounts.brought.met(who), known(db, who)
    phone = accounts.phone.normalise(phone) if phone and not found else ""
    account = found.account if found else accounts.account_by_phone(db, phone) if phone else None
    if account and account.id == helper_id:
        raise OwnHelp
    if account and denied(db, helper_id, account.id):
        raise Denied
    if found:
        return found
    if account is None:
        account = accounts.register_or_find(db, phone, lang) if phone else accounts.without_phone(db, lang)
    return accounts.add_person(db, account, met.facts, met.source, met.doubtful)
