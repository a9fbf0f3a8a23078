"""A mandate given at a counter: the citizen sits there with their ID card, hears or reads the words and says yes; it ends with the day
at the latest. What is handed in under it they sign on paper, on the sheet that both sides sign anyway."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock, throttle
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.mandates import meeting, telling, terms, words
from webapp.mandates.finding import NotHelping, of_helper
from webapp.mandates.giving import begin, new_token
from webapp.mandates.models import Mandate

COUNTER = "counter"
CLERK = "clerk"
DAYS = 1


@dataclass(frozen=True)
class Met:
    """Who sits there: `id` is the visit's; `who`: the fields of the person; `phone`: their own, the household's or ""."""

    id: UUID
    unit_id: str
    who: Mapping[str, Any]
    phone: str
    lang: str


def give(db: Session, clerk: Actor, met: Met, page: str) -> Mandate:
    """From now on the clerk helps; the citizen is told where a number is known. The same id again gives the same.

    Raises NoSuchMandate (somebody else's id), NotHelping, OwnHelp, meeting.Denied, throttle.TooMany, accounts.brought.NotAPerson,
    accounts.phone.NotAPhone.
    """
    if db.get(Mandate, met.id) is not None:
        return of_helper(db, clerk, met.id)
    if clerk.account_id is None or met.unit_id not in clerk.units(CLERK):
        raise NotHelping
    one = meeting.person(db, met.who, met.phone, met.lang, clerk.account_id)
    throttle.hit(db, "help signed for", str(one.account_id), *meeting.PER_ACCOUNT)
    (token, token_hash), now = new_token(), clock.now()
    made = Mandate(
        id=met.id, helper_id=clerk.account_id, unit_id=met.unit_id, called=accounts.household.called(one), procedures=[],
        days=DAYS, lang=met.lang, token=token, token_hash=token_hash, offered_at=now, offer_until=now + terms.now().offer,
        means="",
    )  # fmt: skip
    db.add(made)
    db.flush()
    if not accounts.consent.was_asked(db, one.account_id):
        accounts.agree(db, one.account_id, accounts.consent.current(), words.consent(made), COUNTER)
    begin(db, made, one.account_id, one.id, COUNTER)
    telling.given(db, made, page)
    return made


def to_hear(db: Session, clerk: Actor, unit_id: str, lang: str) -> str:
    """The words that are read out or shown before yes is said."""
    assert clerk.account_id is not None
    asked = Mandate(
        helper_id=clerk.account_id, unit_id=unit_id, days=DAYS, procedures=[], lang=lang, until=None, given_at=None
    )
    return words.text(db, asked, terms.now().text)
