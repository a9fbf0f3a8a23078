"""Asking for a supplement, a reason for each item, and the citizen's answer to exactly those items (P5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from webapp import clock
from webapp.access import Actor
from webapp.desk.models import Return, ReturnItem
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, State
from webapp.i18n import _, pick
from webapp.procedures import service as procedures

OTHER = ("other", "khac")
WAITS = {State.RETURNED_NEW, State.SUPPLEMENT}  # for the citizen to answer


class NothingNamed(Exception):
    """A return names at least one item."""


class ReasonMissing(Exception):
    """Each named item has its own reason; `keys` are those without."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = set(keys)


class NeedsSupervisor(Exception):
    """The dossier was returned before: only a supervisor of the unit may return it again."""


class StillMissing(Exception):
    """These items have no answer yet, or no new file."""

    def __init__(self, items: Sequence[UUID]) -> None:
        super().__init__(f"{len(items)} items")
        self.items = set(items)


@dataclass(frozen=True)
class Choice:
    """Something that can be named in a return: kind paper, group or other."""

    kind: str
    item: str
    label: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.item}"


def choices(db: Session, dossier: Dossier) -> list[Choice]:
    """Every paper asked for and every group of questions that was asked, then anything else."""
    procedure, answers = procedures.version(db, dossier.version_id), dossier.answers or {}
    form = procedure.form(data=answers)
    papers = [Choice("paper", one["id"], pick(one["name"])) for one in procedures.documents(procedure, answers)]
    groups = [
        Choice("group", group["id"], pick(group["title"]))
        for group, fields in form.groups
        if any(field.short_name in form.asked for field in fields)
    ]
    return [*papers, *groups, Choice(*OTHER, _("Chỗ khác"))]


def labels(db: Session, dossier: Dossier) -> dict[str, str]:
    """«paper:cho-o» → what it is called."""
    return {one.key: one.label for one in choices(db, dossier)}


def all_of(db: Session, dossier: Dossier) -> list[Return]:
    """Every return of the dossier, oldest first."""
    mine = _with_items().where(Return.dossier_id == dossier.id)
    return list(db.scalars(mine.order_by(Return.number)).unique())


def _with_items() -> Select[Return]:
    return select(Return).options(joinedload(Return.items))


def unanswered(db: Session, dossier: Dossier) -> Return | None:
    """The return that waits for the citizen now."""
    mine = _with_items().where(Return.dossier_id == dossier.id, Return.answered_at.is_(None))
    return db.scalars(mine.order_by(Return.number.desc()).limit(1)).unique().first()


def ask(db: Session, dossier: Dossier, reasons: Mapping[str, str], actor: Actor) -> Return:
    """Return the dossier. `reasons`: key of a choice → reason. Raises the errors above and `NotAllowed`."""
    offered = {one.key: one for one in choices(db, dossier)}
    named = [(offered[key], reason.strip()) for key, reason in reasons.items() if key in offered]
    if not named:
        raise NothingNamed
    if empty := [one.key for one, reason in named if not reason]:
        raise ReasonMissing(empty)
    before = len(all_of(db, dossier))
    if before and dossier.unit_id not in actor.units("supervisor"):
        raise NeedsSupervisor
    made = Return(dossier_id=dossier.id, number=before + 1, second=before > 0, at=clock.now(), by=actor.account_id)
    made.items = [
        ReturnItem(position=place, kind=one.kind, item=one.item, reason=reason)
        for place, (one, reason) in enumerate(named)
    ]
    db.add(made)
    note = "\n".join(f"{one.label}: {reason}" for one, reason in named)
    dossiers.apply(db, dossier, Event.RETURNED, actor, note=note, unit_id=dossier.unit_id)
    return made


def keep_answers(asked: Return, typed: Mapping[UUID, str]) -> None:
    """Keep what was typed so far, complete or not: nothing is lost on the way to the papers and back."""
    for item in asked.items:
        if item.kind != "paper" and item.id in typed:
            item.answer = typed[item.id] or None


def missing(db: Session, dossier: Dossier, asked: Return) -> list[UUID]:
    """Items without an answer; for a paper: without a file that came after the return."""
    new = new_files(db, dossier, asked)
    return [one.id for one in asked.items if not (one.item in new if one.kind == "paper" else one.answer)]


def new_files(db: Session, dossier: Dossier, asked: Return) -> set[str]:
    """The papers of which a file came since."""
    return {file.slot for file in documents.current(db, dossier) if file.created_at >= asked.at}


def asked_back(db: Session, dossier: Dossier) -> set[str] | None:
    """For `documents.restrict`: only papers that were named may be sent now, any other where «chỗ khác» was named."""
    asked = unanswered(db, dossier) if dossier.state in WAITS else None
    if asked is None:
        return None
    any_other = {str(documents.OTHER["id"]) for one in asked.items if one.kind == "other"}
    return any_other | {one.item for one in asked.items if one.kind == "paper"}


def answer(db: Session, dossier: Dossier, asked: Return, actor: Actor) -> None:
    """Send the supplement. Raises StillMissing, NotAllowed."""
    if without := missing(db, dossier, asked):
        raise StillMissing(without)
    asked.answered_at = clock.now()
    dossiers.apply(db, dossier, Event.SUPPLEMENTED, actor)


def forget_words(db: Session, dossier: Dossier) -> None:
    """Its contents were destroyed: reasons and answers go too. When it was returned, and for which items, stays."""
    for asked in all_of(db, dossier):
        for item in asked.items:
            item.reason, item.answer = "", None
