"""One-time codes: sending one, and checking what was typed.

Anybody may ask for a code to anybody's phone. So each browser that asks has a code of its own, with its own tries; and
strangers use up other counts than a browser that has signed this phone in before: they can't keep its owner out.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp import clock, sealing, throttle
from webapp.accounts.models import Account, OneTimeCode, SignIn
from webapp.messages import service as messages

VALID_FOR = timedelta(minutes=5)
RESEND_AFTER = timedelta(seconds=60)
MOST_TRIES = 5
PER_PHONE = (6, 3600)  # codes to one phone for browsers it does not know, seconds
PER_PHONE_A_DAY = (24, 24 * 3600)
PER_PHONE_KNOWN = (4, 3600)  # beside these, for browsers that have signed it in before
TRIES = (30, 3600)  # of all codes to one phone: not more of a million numbers an hour, however many browsers guess
TRIES_KNOWN = (20, 3600)
PER_ADDRESS = (40, 3600)  # many phones may share one address behind a provider's gateway


@dataclass(frozen=True)
class Sent:
    """`id` names the code for the next step; `wait`: seconds until it may be sent again; `new`: a message just left."""

    id: UUID
    wait: int
    new: bool


def send_code(db: Session, phone: str, browser: str, address: str, lang: str) -> Sent:
    """Send a new code to a normalised phone, for this browser; unless one left for it less than a minute ago, which then
    still counts. Codes for other browsers are left alone, they run out by themselves.

    Raises `throttle.TooMany`.
    """
    indexes, now = sealing.blinds("phone", phone), clock.now()
    mine = OneTimeCode.phone_index.in_(indexes), OneTimeCode.browser == browser
    last = db.scalar(select(OneTimeCode).where(*mine).order_by(OneTimeCode.sent_at.desc()).limit(1))
    if last and not last.used_at and now - last.sent_at < RESEND_AFTER:
        return Sent(last.id, (RESEND_AFTER - (now - last.sent_at)).seconds + 1, new=False)
    _count(db, phone, browser, address)
    db.execute(update(OneTimeCode).where(*mine, OneTimeCode.used_at.is_(None)).values(used_at=now))
    code = OneTimeCode(phone=phone, phone_index=indexes[0], browser=browser, code_hash="", sent_at=now)
    db.add(code)
    db.flush()
    _tell(db, code, lang)
    return Sent(code.id, RESEND_AFTER.seconds, new=True)


def _count(db: Session, phone: str, browser: str, address: str) -> None:
    if signed_in_before(db, phone, browser):
        throttle.hit(db, "code to phone for its own browser", phone, *PER_PHONE_KNOWN)
        return
    # the address first: one that is over its limit must not use up the codes of other people's phones
    throttle.hit(db, "code from address", address, *PER_ADDRESS)
    throttle.hit(db, "code to phone", phone, *PER_PHONE)
    throttle.hit(db, "code to phone in a day", phone, *PER_PHONE_A_DAY)


def _tell(db: Session, code: OneTimeCode, lang: str) -> None:
    digits, minutes = f"{secrets.randbelow(10**6):06}", VALID_FOR.seconds // 60
    code.code_hash = _hashes(code.id, digits)[0]
    to = messages.To(None, code.phone, lang)
    messages.send(db, "one_time_code", to, in_app=False, keep=VALID_FOR, code=digits, minutes=minutes)


def find(db: Session, code_id: UUID) -> OneTimeCode | None:
    return db.get(OneTimeCode, code_id)


def check(db: Session, code_id: UUID, typed: str) -> str | None:
    """The phone number when `typed` is right, else None; a wrong try counts, so the caller must not roll back.

    Raises `throttle.TooMany` when this phone's codes were tried too often, by whomever.
    """
    # read afresh under the lock: of many guesses at the same moment each must see the count of the one before
    code = db.get(OneTimeCode, code_id, with_for_update=True, populate_existing=True)
    if code is None or code.used_at or clock.now() - code.sent_at > VALID_FOR or code.tries >= MOST_TRIES:
        return None
    if signed_in_before(db, code.phone, code.browser or ""):
        throttle.hit(db, "code of phone tried in its own browser", code.phone, *TRIES_KNOWN)
    else:
        throttle.hit(db, "code of phone tried", code.phone, *TRIES)
    code.tries += 1
    if not any(hmac.compare_digest(one, code.code_hash) for one in _hashes(code.id, typed)):
        return None
    code.used_at = clock.now()
    return code.phone


def signed_in_before(db: Session, phone: str, browser: str) -> bool:
    """Whether this browser has signed this phone in, as far back as sign-ins are kept."""
    mine = select(SignIn.id).join(Account, Account.id == SignIn.account_id).where(SignIn.browser == browser)
    return db.scalar(mine.where(Account.phone_index.in_(sealing.blinds("phone", phone))).limit(1)) is not None


def tries_left(code: OneTimeCode) -> int:
    """0 when it is used up, too old, or tried too often: then only a new code helps."""
    if code.used_at or clock.now() - code.sent_at > VALID_FOR:
        return 0
    return max(0, MOST_TRIES - code.tries)


def _hashes(code_id: UUID, digits: str) -> list[str]:
    return sealing.blinds("one-time code", f"{code_id}/{digits}")
