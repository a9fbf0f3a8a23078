"""The last resort: a code to the citizen's own number, which they read to the helper who stands there. For whoever can't open a link."""

import hmac
import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock, sealing, throttle
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.accounts.service import Account
from webapp.mandates import book, service, telling, terms, words
from webapp.mandates.models import Mandate
from webapp.mandates.standing import Standing, standing
from webapp.messages import service as messages

MEANS = "code"
MOST_TRIES, RESEND_AFTER = accounts.codes.MOST_TRIES, accounts.codes.RESEND_AFTER
PER_HELPER, PER_PHONE = (10, 24 * 3600), (3, 24 * 3600)  # codes, seconds
TRIES = (15, 24 * 3600)  # of all codes to one phone, whoever helps


class NotAloud(Exception):
    """No link went to a number, it was answered already, or this number once said «không phải tôi» of this helper."""


def possible(db: Session, mandate: Mandate) -> bool:
    return bool(mandate.phone) and standing(mandate, clock.now()) == Standing.OFFERED and not _denied(db, mandate)


def send(db: Session, helper: Actor, mandate_id: UUID) -> timedelta:
    """A code and in words what it allows, to the citizen's number; how long until another may be sent. One that left a moment
    ago still counts.

    Raises NoSuchMandate, NotHelping, NotAloud, throttle.TooMany.
    """
    mandate, now = _of_helper(db, helper, mandate_id), clock.now()
    if mandate.code_hash and mandate.code_at and now - mandate.code_at < RESEND_AFTER:
        return mandate.code_at + RESEND_AFTER - now
    assert mandate.phone
    throttle.hit(db, "mandate code by", str(helper.account_id), *PER_HELPER)
    throttle.hit(db, "mandate code to", mandate.phone, *PER_PHONE)
    digits, lasts = f"{secrets.randbelow(10**6):06}", terms.now().code
    mandate.code_hash, mandate.code_at, mandate.code_tries = _hashes(mandate, digits)[0], now, 0
    book.write(db, "code_sent", mandate.id, helper=str(mandate.helper_id))
    to = messages.To(None, mandate.phone, mandate.lang)
    messages.send(
        db, "help_code", to, in_app=False, keep=lasts, waits=True, said=words.named(db, mandate), code=digits,
        minutes=lasts.seconds // 60,
    )  # fmt: skip
    return RESEND_AFTER


def tries_left(mandate: Mandate) -> int:
    """0 when none was sent, it is too old, or was tried too often: then only another code helps."""
    if not mandate.code_hash or not mandate.code_at or clock.now() - mandate.code_at > terms.now().code:
        return 0
    return max(0, MOST_TRIES - mandate.code_tries)


def confirm(db: Session, helper: Actor, mandate_id: UUID, typed: str, page: str) -> bool:
    """Whether the code was right: then the mandate is given, the citizen's consent is kept, and they are told. A wrong try
    counts, so the caller must not roll back. Harmless when repeated.

    Raises NoSuchMandate, NotHelping, NotAloud, OwnHelp, throttle.TooMany.
    """
    known = service.of_helper(db, helper, mandate_id)
    if known.means == MEANS:
        return True
    mandate = _of_helper(db, helper, mandate_id)
    if not tries_left(mandate):
        return False
    assert mandate.phone
    throttle.hit(db, "mandate code tried", mandate.phone, *TRIES)
    mandate.code_tries += 1
    if not any(hmac.compare_digest(one, mandate.code_hash or "") for one in _hashes(mandate, typed)):
        return False
    account = accounts.register_or_find(db, mandate.phone, mandate.lang)
    if account.id == mandate.helper_id:
        raise service.OwnHelp
    mandate.code_hash = None
    service.begin(db, mandate, account.id, None, MEANS)
    accounts.agree(db, account.id, accounts.consent.current(), words.consent(mandate), MEANS)
    telling.given(db, mandate, page)
    return True


def _of_helper(db: Session, helper: Actor, mandate_id: UUID) -> Mandate:
    """Locked and read afresh: of many guesses at the same moment each must see the count of the one before."""
    mandate = service.of_helper(db, helper, mandate_id)
    db.refresh(mandate, with_for_update=True)
    if service.team_of(db, helper) != mandate.unit_id:
        raise service.NotHelping
    if not possible(db, mandate):
        raise NotAloud
    return mandate


def _denied(db: Session, mandate: Mandate) -> bool:
    frozen = select(Mandate.id).where(Mandate.helper_id == mandate.helper_id, Mandate.frozen_at.is_not(None))
    theirs = Account.phone_index.in_(sealing.blinds("phone", mandate.phone or ""))
    return db.scalar(frozen.join(Account, Account.id == Mandate.account_id).where(theirs).limit(1)) is not None


def _hashes(mandate: Mandate, digits: str) -> list[str]:
    return sealing.blinds("mandate code", f"{mandate.id}/{digits}")
