"""What may be added to an answer once it was tapped: reasons, words, a photo, and whether somebody shall reply."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.documents import service as documents
from webapp.feedback import petitions, written
from webapp.feedback.models import Petition, Rating
from webapp.feedback.taking import NotAnAnswer

PHOTO = documents.Limits(file_bytes=15 * 1024 * 1024, longest_side=1280)


@dataclass(frozen=True)
class More:
    """`photo`: a harmless JPEG (`judge_photo`); `reply`: somebody shall answer; `phone`: as kept, None where none was given."""

    reasons: Collection[str]
    words: str
    photo: bytes | None
    reply: bool
    phone: str | None
    lang: str


def judge_photo(sent: bytes, scanner: documents.Scanner) -> bytes:
    """Upright, small, without the place and the hour it was taken at, searched for viruses; takes up to seconds, so not inside a
    transaction. Raises documents.NotAccepted, documents.ScannerDown, child.Busy."""
    return documents.check_picture(sent, PHOTO, scanner)


def add(db: Session, rating: Rating, more: More) -> Petition | None:
    """The same again changes it, until it is a petition: that stays as it was filed. Returns it where somebody shall answer.

    Raises NotAnAnswer for a reason that is not offered after this face.
    """
    if known := db.get(Petition, rating.id):
        return known
    offered = {one.id for side in written.sides(rating.face) for one in written.offered(side)}
    if not set(more.reasons) <= offered:
        raise NotAnAnswer(more.reasons)
    rating.reasons, rating.words = sorted(set(more.reasons)), more.words or None
    if more.photo is not None:
        rating.photo, rating.has_photo = more.photo, True
    db.flush()
    return petitions.file(db, rating, more.phone, more.lang) if more.reply else None


def grave(rating: Rating) -> bool:
    """Whether something was ticked that nobody may do."""
    known = written.reasons()
    return any(known[one].grave for one in rating.reasons if one in known)
