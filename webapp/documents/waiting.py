"""What a dossier still waits for: papers nobody has sent, and files that are here but not checked yet."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.documents import slots, uploads
from webapp.documents.models import Upload
from webapp.documents.slots import Slot
from webapp.dossiers.service import Dossier


@dataclass(frozen=True)
class Standing(slots.Filed):
    """What is there, and the files on their way, being checked or refused, the newest last."""

    coming: list[Upload]

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


def standing(db: Session, dossier: Dossier, to_send: bool = False) -> Standing:
    """P1: what is there, what is missing, what is waited for; only when it is `to_send` papers, also which may be sent."""
    coming = uploads.of_dossier(db, dossier)
    waiting = Counter(one.slot for one in coming if one.state == uploads.RECEIVED)
    there = slots.filed(db, dossier, slots.open_slots(db, dossier) if to_send else (), waiting)
    return Standing(there.slots, there.unasked, there.results, coming)
