"""Words across an identity paper for everybody but its owner: which dossier it was given for, at which office, on what day.

A copy that leaves the office says what it was given for and is worth little elsewhere. What is kept stays unmarked. The
marking is done in a child process within limits: a file is hostile until the last, also one that was judged long ago by other rules.
"""

import io
from collections.abc import Callable

from PIL import Image
from sqlalchemy.orm import Session

from webapp import clock
from webapp.child import Child, Failed
from webapp.documents.checking import mark
from webapp.documents.checking.harmless import HERE, MOST_SMALL, STARTS
from webapp.documents.limits import MB
from webapp.documents.models import Document
from webapp.documents.slots import OTHER
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.procedures import service as procedures

MARK = HERE / "mark_child.py"
LITTLE = 240  # pixels a side of the picture a paper is recognised by
MOST_ADDED = 8 * MB  # the mark, and what a file grows by being written anew
Office = Callable[[Session, Dossier], str]
_offices: list[Office] = []
_child = Child(at_once=2)  # apart from the judging of files: an officer does not wait behind what strangers send


class NotMarkable(Exception):
    """The paper could not be marked, so it is not shown."""


def name_offices(say: Office) -> None:
    """A later room says what the office of a dossier is called."""
    _offices[:] = [say]


def for_reader(db: Session, document: Document, body: bytes, media_type: str | None = None) -> bytes:
    """What somebody other than the owner gets to see of a paper: an identity paper marked, anything else as it is.

    `media_type` where `body` is a picture of the paper and not the file itself. Raises `NotMarkable`.
    """
    dossier = db.get_one(Dossier, document.dossier_id)
    if not is_identity(db, dossier, document):
        return body
    return marked(body, media_type or document.media_type, words(db, dossier))


def is_identity(db: Session, dossier: Dossier, document: Document) -> bool:
    """Whether the paper is of a kind that says who somebody is (data/shared/papers.yaml), or may be: nobody says what is
    sent under «giấy tờ khác», and it is often the ID card."""
    if document.slot == OTHER["id"]:
        return True
    kind = procedures.paper_kind(procedures.version(db, dossier.version_id), document.slot)
    return bool(kind and kind["identity"])


def words(db: Session, dossier: Dossier) -> str:
    """«Chỉ dùng cho hồ sơ AB12-CD34 · Phường Hồng Gai · 22/11/2026»; in Vietnamese, whoever reads it."""
    office = _offices[0](db, dossier) if _offices else ""
    reference = dossiers.shown(dossier.reference) if dossier.reference else ""
    day = f"{clock.today():%d/%m/%Y}"
    return " · ".join(part for part in (f"Chỉ dùng cho hồ sơ {reference}".strip(), office, day) if part)


def marked(body: bytes, media_type: str, said: str) -> bytes:
    """A JPEG or PDF with the words across it. Raises `NotMarkable`."""
    try:
        return mark.jpeg(body, said) if _is_little(body, media_type) else _in_child(body, media_type, said)
    except (Failed, Image.DecompressionBombError, OSError, ValueError, TypeError, LookupError, RuntimeError) as error:
        raise NotMarkable(media_type) from error


def _is_little(body: bytes, media_type: str) -> bool:
    """The pictures of a whole page of papers: marked here, since a process for each would take longer than all of them."""
    if media_type != "image/jpeg" or len(body) > MOST_SMALL:
        return False
    with Image.open(io.BytesIO(body), formats=("JPEG",)) as opened:
        return max(opened.size) <= LITTLE


def _in_child(body: bytes, media_type: str, said: str) -> bytes:
    """What comes back unmarked, or is something else, is not believed."""
    asked = {"type": media_type, "said": said}
    head, made = _child.ask(MARK, asked, body, most=2 * len(body) + MOST_ADDED)
    if head.get("ok") is not True or made == body or not made.startswith(STARTS[media_type]):
        raise Failed(media_type)
    return made
