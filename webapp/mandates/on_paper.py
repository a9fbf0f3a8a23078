"""A mandate given without a signal: signed with a finger on the helper's phone and on a paper that is photographed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock, throttle
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.documents import service as documents
from webapp.mandates import book, meeting, service, telling, terms, words
from webapp.mandates.models import Mandate
from webapp.procedures import service as procedures

PAPER = "paper"
PICTURE = documents.Limits(file_bytes=15 * 1024 * 1024, longest_side=1600)


class OtherWords(Exception):
    """What was signed is not what stands there now: a name or a text was changed. It is to be signed once more."""


@dataclass(frozen=True)
class Signed:
    """As the phone sends it; `id` is made there. `who`: the fields of the person; `phone`: their own, the household's or "".

    `read`: SHA-256 (hex) of the words that stood there; `consent`: the id of the text on keeping their data that stood beside
    them; `signature`: an SVG path on 300 × 120; `at`: the phone's clock.
    """

    id: UUID
    called: str
    who: Mapping[str, Any]
    phone: str
    procedures: tuple[str, ...]
    days: int
    lang: str
    read: str
    consent: str
    signature: str
    at: datetime


def give(db: Session, helper: Actor, signed: Signed, page: str) -> Mandate:
    """Keep it, and tell the citizen. For a day at most, until the photograph of the paper is here too; sent again it is the same.

    Raises NoSuchMandate (somebody else's id), NotHelping, OwnHelp, meeting.Denied, OtherWords, throttle.TooMany, procedures.UnknownProcedure,
    accounts.brought.NotAPerson, accounts.phone.NotAPhone, ValueError for other days.
    """
    if db.get(Mandate, signed.id) is not None:
        return service.of_helper(db, helper, signed.id)
    unit_id, now = service.team_of(db, helper), terms.now()
    if helper.account_id is None or unit_id is None:
        raise service.NotHelping
    if signed.days not in now.days:
        raise ValueError(signed.days)
    for code in signed.procedures:
        procedures.current(db, code)
    mandate = _made(signed, helper.account_id, unit_id, now)
    if words.digest(words.text(db, mandate, now.text)) != signed.read or signed.consent != accounts.consent.current():
        raise OtherWords
    one = meeting.person(db, signed.who, signed.phone, signed.lang, helper.account_id)
    throttle.hit(db, "help signed for", str(one.account_id), *meeting.PER_ACCOUNT)
    mandate.account_id, mandate.person_id = one.account_id, one.id
    if not accounts.consent.was_asked(db, one.account_id):
        accounts.agree(db, one.account_id, signed.consent, words.consent(mandate), PAPER)
    mandate.until = min(words.last_moment(mandate), min(signed.at, clock.now()) + now.provisional)
    db.add(mandate)
    db.flush()
    drawn = hashlib.sha256(signed.signature.encode()).hexdigest()
    book.write(db, "given", mandate.id, **service.given(mandate), signature=drawn)
    telling.given(db, mandate, page)
    return mandate


def judge(sent: bytes, scanner: documents.Scanner) -> bytes:
    """The photograph of the paper as a harmless JPEG; takes up to seconds, so not inside a transaction.

    Raises documents.NotAccepted, documents.ScannerDown, child.Busy.
    """
    return documents.check_picture(sent, PICTURE, scanner)


def photograph(db: Session, mandate: Mandate, picture: bytes) -> None:
    """The paper is here: in time, the mandate holds as long as was agreed. Harmless when repeated."""
    if mandate.paper_at or mandate.means != PAPER or mandate.until is None:
        return
    mandate.paper, mandate.paper_at = picture, clock.now()
    if mandate.paper_at < mandate.until:
        mandate.until = words.last_moment(mandate)
    book.write(db, "paper", mandate.id, sha256=hashlib.sha256(picture).hexdigest(), until=mandate.until.isoformat())


def _made(signed: Signed, helper_id: UUID, unit_id: str, now: terms.Terms) -> Mandate:
    at, (token, token_hash) = min(signed.at, clock.now()), service.new_token()
    made = Mandate(
        id=signed.id, helper_id=helper_id, unit_id=unit_id, called=signed.called,
        phone=signed.phone or None, procedures=list(signed.procedures), days=signed.days, lang=signed.lang, token=token,
        token_hash=token_hash, offered_at=at, offer_until=at + now.offer, means=PAPER, given_at=at, signature=signed.signature,
        text_id=now.text, text_hash=signed.read,
    )  # fmt: skip
    made.until = words.last_moment(made)
    return made
