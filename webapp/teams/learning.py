"""What somebody does before helping: a photo for the badge, then the situations one by one; only then the role is granted."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp import clock
from webapp.documents import service as documents
from webapp.teams.lifecycle import Event, State
from webapp.teams.membership import By, NotNow, happen, new_code
from webapp.teams.models import Member
from webapp.teams.written import Situation, training

PHOTO = documents.Limits(file_bytes=15 * 1024 * 1024, longest_side=400)


@dataclass(frozen=True)
class Ask:
    """The situation to be answered now: `number` of `total`; None when all were answered."""

    situation: Situation | None
    number: int
    total: int


def judge_photo(sent: bytes, scanner: documents.Scanner) -> bytes:
    """A small upright JPEG without anything else in it; takes up to seconds, so not inside a transaction.

    Raises documents.NotAccepted, documents.ScannerDown, child.Busy.
    """
    return documents.check_picture(sent, PHOTO, scanner)


def keep_photo(db: Session, member: Member, picture: bytes) -> None:
    """Raises NotNow while suspended or after the end."""
    if State(member.state) not in (State.TRAINING, State.ACTING):
        raise NotNow("photo")
    member.photo, member.photo_at = picture, clock.now()
    happen(db, member, Event.PHOTO, By("self", member.account_id))


def to_learn(member: Member) -> bool:
    """Whether the training of now is still to be passed."""
    return member.state in (State.TRAINING, State.ACTING) and member.trained_version != training().version


def ask(member: Member) -> Ask:
    """The next situation, in the order of the file. What was answered of an earlier version counts no more."""
    right, all_of_them = _right(member), training().situations
    left = [one for one in all_of_them if one.id not in right]
    return Ask(left[0] if left else None, len(all_of_them) - len(left) + 1, len(all_of_them))


def answer(db: Session, member: Member, situation_id: str, choice: int) -> tuple[Situation, bool]:
    """Whether this choice is right; with the last right one the training is passed. Harmless when repeated.

    Raises NotNow when nothing is to be learned or the photo is missing, LookupError for no such situation or choice.
    """
    found = next((one for one in training().situations if one.id == situation_id), None)
    if found is None or not 0 <= choice < len(found.choices):
        raise LookupError(situation_id)
    if member.photo_at is None or member.state not in (State.TRAINING, State.ACTING):
        raise NotNow("training")
    if choice != found.right:
        return found, False
    if not to_learn(member):
        return found, True
    member.learning = {"version": training().version, "right": sorted({*_right(member), found.id})}
    if ask(member).situation is None:
        _pass(db, member)
    return found, True


def _pass(db: Session, member: Member) -> None:
    """Kept: which version, the hash of its words, when. The role comes with it."""
    now = training()
    member.trained_version, member.trained_hash, member.trained_at = now.version, now.words_hash, clock.now()
    member.code = member.code or new_code()
    happen(db, member, Event.TRAINED, By("self", member.account_id), version=now.version)


def _right(member: Member) -> set[str]:
    known: dict[str, Any] = member.learning or {}
    return set(known.get("right", [])) if known.get("version") == training().version else set()
