"""What a dossier still waits for: papers nobody has sent, and files that are here but not checked yet."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.documents import slots, uploads
from webapp.documents.models import Document, Upload
from webapp.documents.slots import Slot
from webapp.dossiers.service import Dossier


@dataclass(frozen=True)
class Standing:
    """The papers asked for, and the files on their way, being checked or refused, the newest last."""

    slots: list[Slot]
    coming: list[Upload]
    pictured: set[UUID]  # papers that have a little picture

    @property
    def missing(self) -> list[Slot]:
        """Required papers of which nothing whole is here."""
        return [one for one in self.slots if one.missing and one.id not in self._here]

    @property
    def checked(self) -> list[Slot]:
        """Papers of which a file is here and being checked just now."""
        return [one for one in self.slots if one.id in self._here]

    def of(self, slot: Slot) -> list[Upload]:
        """What is on its way for this paper."""
        return [one for one in self.coming if one.slot == slot.id]

    @property
    def _here(self) -> set[str | None]:
        return {one.slot for one in self.coming if one.state == uploads.RECEIVED}


def standing(db: Session, dossier: Dossier) -> Standing:
    """P1: what is there, what is missing, what is waited for."""
    small = select(Document.id).where(Document.dossier_id == dossier.id, Document.small.is_not(None))
    return Standing(slots.needed(db, dossier), uploads.of_dossier(db, dossier), set(db.scalars(small)))
