"""Which papers are asked for, which are there, and which may be sent now."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ExecutableOption

from webapp.access import Actor
from webapp.documents.limits import LIMITS, MB
from webapp.documents.models import Document, Upload
from webapp.documents.uploads.states import RECEIVED
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, State
from webapp.i18n import _l
from webapp.procedures import service as procedures

RESULT = "result"
OTHER: Mapping[str, Any] = {
    "id": "bo-sung-khac", "name": _l("Giấy tờ khác cán bộ yêu cầu"),
    "everyday": _l("Xem lời nhắn của cán bộ để biết cần giấy gì."),
    "required": False, "kind": "copy", "max_files": 5,
}  # fmt: skip
ASKED_BACK = {State.RETURNED_NEW, State.SUPPLEMENT}
TURN = {State.DRAFT, State.WAITING_DOCUMENTS} | ASKED_BACK
"""The citizen's turn: papers may be sent and taken back in these states only."""

MOST_A_SLOT = 5  # where the procedure does not say


class NoSuchSlot(LookupError):
    """This dossier does not ask for such a paper."""


class NotYourTurn(Exception):
    """The dossier lies with the office, or this paper was not asked back."""


@dataclass(frozen=True)
class Slot:
    """One paper asked for: `spec` as in docs/procedures.md, the files there, and whether more may be sent now.

    `waiting`: files that came whole and wait to be checked.
    """

    spec: Mapping[str, Any]
    documents: list[Document]
    open: bool
    waiting: int

    @property
    def id(self) -> str:
        return str(self.spec["id"])

    @property
    def missing(self) -> bool:
        return bool(self.spec.get("required")) and not self.documents

    @property
    def places(self) -> int:
        """How many more documents fit."""
        return max(0, int(self.spec.get("max_files") or MOST_A_SLOT) - len(self.documents))

    @property
    def limit(self) -> int:
        """Bytes of one file at most: the procedure's own limit where it has one."""
        own = self.spec.get("max_mb")
        return min(LIMITS.file_bytes, int(float(own) * MB)) if own else LIMITS.file_bytes

    @property
    def room(self) -> int:
        """How many more files may come: what waits to be checked has its place already."""
        return max(0, self.places - self.waiting)


@dataclass(frozen=True)
class Filed:
    """A dossier's files: by the papers asked for, those of papers that the answers no longer ask for, and results."""

    slots: list[Slot]
    unasked: list[Document]
    results: list[Document]


Restriction = Callable[[Session, Dossier], set[str] | None]
_restrictions: list[Restriction] = []


def restrict(fn: Restriction) -> None:
    """A later room says which papers are asked back (their ids), or None: it has nothing to say about this dossier."""
    if fn not in _restrictions:
        _restrictions.append(fn)


def filed(
    db: Session, dossier: Dossier, may: Collection[str] | None = (), waiting: Mapping[str | None, int] | None = None,
    also: Sequence[ExecutableOption] = (),
) -> Filed:  # fmt: skip
    """Everything there, in one look. `may`: the papers that may be sent now (None: all); `waiting`: how many files wait to
    be checked, by paper; `also`: what to load along with each file. Whoever only looks needs none of them."""
    live = list(db.scalars(_live(dossier).order_by(Document.slot, Document.position).options(*also)))
    there = [one for one in live if one.slot != RESULT]
    specs = {spec["id"]: spec for spec in _specs(db, dossier, there)}
    slots = [
        Slot(spec, [one for one in there if one.slot == key], may is None or key in may, (waiting or {}).get(key, 0))
        for key, spec in specs.items()
    ]
    results = [one for one in live if one.slot == RESULT]
    return Filed(slots, [one for one in there if one.slot not in specs], results)


def needed(db: Session, dossier: Dossier) -> list[Slot]:
    """The papers this dossier asks for by its answers, in the procedure's order; none before it is filled in."""
    return filed(db, dossier, open_slots(db, dossier), _waiting(db, dossier)).slots


def slot(db: Session, dossier: Dossier, slot_id: str) -> Slot:
    """One of `needed`; raises `NoSuchSlot`."""
    for one in needed(db, dossier):
        if one.id == slot_id:
            return one
    raise NoSuchSlot(slot_id)


def current(db: Session, dossier: Dossier) -> list[Document]:
    """The citizen's files that count, in the order they came."""
    mine = _live(dossier).where(Document.slot != RESULT)
    return list(db.scalars(mine.order_by(Document.slot, Document.position)))


def results(db: Session, dossier: Dossier) -> list[Document]:
    """What the office hands back, in the order it was put."""
    return list(db.scalars(_live(dossier).where(Document.slot == RESULT).order_by(Document.position)))


def open_slots(db: Session, dossier: Dossier) -> set[str] | None:
    """The ids of papers that may be sent now: none out of turn, None for all, else what every restriction leaves."""
    if dossier.state not in TURN:
        return set()
    said = [ids for ids in (fn(db, dossier) for fn in _restrictions) if ids is not None]
    return set.intersection(*said) if said else None


def complete(db: Session, dossier: Dossier) -> bool:
    """Every required paper has a confirmed file."""
    return not any(one.missing for one in filed(db, dossier).slots)


def settle(db: Session, dossier: Dossier, actor: Actor) -> None:
    """P1: a submitted dossier reaches the office exactly when its last required paper is there."""
    if dossier.state == State.WAITING_DOCUMENTS and complete(db, dossier):
        dossiers.apply(db, dossier, Event.DOCUMENTS_COMPLETE, actor)


def lock(db: Session, dossier: Dossier) -> None:
    """One change of a dossier's papers at a time: of two last papers arriving together, one must see the other."""
    db.flush()
    db.refresh(dossier, with_for_update=True)


def _waiting(db: Session, dossier: Dossier) -> Counter[str | None]:
    """How many files wait to be checked, by paper."""
    return Counter(db.scalars(select(Upload.slot).where(Upload.dossier_id == dossier.id, Upload.state == RECEIVED)))


def _live(dossier: Dossier) -> Select[Document]:
    return select(Document).where(Document.dossier_id == dossier.id, Document.removed_at.is_(None))


def _specs(db: Session, dossier: Dossier, there: list[Document]) -> list[Mapping[str, Any]]:
    if dossier.answers is None:
        return []
    asked = list(procedures.documents(procedures.version(db, dossier.version_id), dossier.answers))
    if dossier.state in ASKED_BACK or any(one.slot == OTHER["id"] for one in there):
        asked.append(OTHER)
    return asked
