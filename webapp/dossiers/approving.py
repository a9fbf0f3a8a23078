"""The citizen's last word given on a phone: what was read, what was declared, a signature drawn with a finger."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock
from webapp.dossiers import models
from webapp.dossiers.models import Dossier

LONGEST_SIGNATURE = 12_000  # characters; a long name drawn slowly is 4,000
_SHA256 = re.compile("[0-9a-f]{64}")
_PATH = re.compile(r"(?:M-?\d{1,3} -?\d{1,3}(?:L-?\d{1,3} -?\d{1,3})*)+")  # strokes of whole numbers and nothing else


@dataclass(frozen=True)
class Approval:
    """`read`: SHA-256 (hex) of the words that stood there; `signature`: an SVG path on 300 × 120, "" without one."""

    id: UUID
    read: str
    signature: str
    signed_at: datetime


def check(approval: Approval) -> None:
    """Raises ValueError or TypeError for what no phone of ours sends."""
    check_drawn(approval.read, approval.signature)


def check_drawn(read: str, signature: str) -> None:
    """The same for the two by themselves."""
    if not _SHA256.fullmatch(read):
        raise ValueError("not a SHA-256")
    if len(signature) > LONGEST_SIGNATURE or not _PATH.fullmatch(signature or "M0 0"):
        raise ValueError("not a drawing")


def known(db: Session, act_id: UUID) -> bool:
    return db.get(models.Approval, act_id) is not None


def keep(db: Session, dossier: Dossier, approval: Approval, text_id: str, text: str) -> None:
    """`text` is the declaration `text_id`, in the language it was read in."""
    assert dossier.account_id is not None
    db.add(
        models.Approval(
            id=approval.id, dossier_id=dossier.id, account_id=dossier.account_id, read=approval.read, text_id=text_id,
            text_hash=hashlib.sha256(text.encode()).hexdigest(), signature=approval.signature or None,
            signed_at=approval.signed_at, at=clock.now(),
        )
    )  # fmt: skip
