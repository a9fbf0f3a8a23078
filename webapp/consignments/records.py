"""Records of handing over, either way: made by who gives, counted together, confirmed line by line by who receives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp import clock
from webapp.access import Actor
from webapp.consignments import effects, reaching, sheet
from webapp.consignments.collected import Fees, collected
from webapp.consignments.lifecycle import NotNow, Place, Result, State
from webapp.consignments.models import Consignment, Handover, HandoverDay
from webapp.consignments.writing import SENDS
from webapp.db import insert_for
from webapp.dossiers.service import OPEN, UNOPENED, Dossier
from webapp.dossiers.service import State as Stands
from webapp.procedures import service as procedures

TO_AGENCY, TO_POST = "to_agency", "to_post"
MADE, CONFIRMED, DROPPED = "made", "confirmed", "dropped"
THERE, MISSING, OTHER = "there", "missing", "other"
ACTS, SEES = ("officer", "supervisor"), ("officer", "supervisor", "leader")
MOST_LINES = 200
SHOWN = 30
COMES_BACK = (Stands.RESOLVED, Stands.HANDED_OVER, Stands.REFUSED, Stands.STOPPED, Stands.WITHDRAWN)
"""Something goes back to the sender: a result, or a refusal; of what was withdrawn the originals."""


class NoSuchRecord(LookupError):
    """It does not exist, or not for this actor."""


class NothingChosen(Exception):
    """A record has at least one line."""


class NoteMissing(Exception):
    """Of a line that is not as it was written nobody said what is wrong. `ids`: which."""

    def __init__(self, ids: Sequence[UUID]) -> None:
        super().__init__(len(ids))
        self.ids = list(ids)


class Answer(NamedTuple):
    """Of who receives, about one line: THERE, MISSING or OTHER, and why it is not as written."""

    found: str
    note: str = ""


@dataclass(frozen=True)
class Between:
    """Who gives what to whom."""

    direction: str
    unit_id: str
    agency_id: str


def lying(db: Session, who: Actor) -> list[Consignment]:
    """Signed, at my post offices, and on no record yet."""
    return _some(
        db, Consignment.unit_id.in_(reaching.post_offices(db, who)), Consignment.state == State.SIGNED,
        Consignment.services.in_(SENDS),
    )  # fmt: skip


def results_ready(db: Session, who: Actor) -> list[Consignment]:
    """Of my agencies: it is decided, and what comes of it is to go out by a post office."""
    gone = or_(Consignment.state == State.HANDED_OVER, Consignment.services.not_in(SENDS))
    return _some(
        db, Consignment.agency_id.in_(who.units(*SEES)), Consignment.result == Result.AWAITED, gone,
        Dossier.state.in_(COMES_BACK),
    )  # fmt: skip


def _some(db: Session, *which: ColumnElement[bool]) -> list[Consignment]:
    rows = (
        select(Consignment)
        .join(Consignment.dossier)
        .where(*which)
        .order_by(Consignment.agency_id, Consignment.signed_at, Consignment.id)
        .limit(MOST_LINES)
        .options(joinedload(Consignment.dossier).options(*UNOPENED), joinedload(Consignment.papers))
    )
    return list(db.scalars(rows).unique())


def make(db: Session, who: Actor, record_id: UUID, between: Between, ids: Sequence[UUID]) -> Handover:
    """Of these consignments. The same id again gives the same record.

    Raises NothingChosen, NotNow (one of them is not lying there any more), NoSuchRecord (another's id, not my place).
    """
    if not _gives(db, who, between) or who.account_id is None:
        raise NoSuchRecord(record_id)
    found = _locked(db, Consignment.id.in_(ids[:MOST_LINES]))
    if known := db.get(Handover, record_id):
        if (known.unit_id, known.agency_id, known.direction) != (between.unit_id, between.agency_id, between.direction):
            raise NoSuchRecord(record_id)
        return known
    if not found:
        raise NothingChosen
    if len(found) != len(set(ids)) or any(not _belongs(one, between) for one in found):
        raise NotNow(record_id)
    day = clock.today()
    made = Handover(
        id=record_id, number=_number(db, between.unit_id), day=day, unit_id=between.unit_id, agency_id=between.agency_id,
        direction=between.direction, state=MADE, lines=_lines(db, between, found), made_by_id=who.account_id,
        agreement=sheet.agreement(between.unit_id, between.agency_id), given_by=who.name, made_at=clock.now(),
    )  # fmt: skip
    db.add(made)
    db.flush()
    for one in found:
        effects.listed(one, made.id, between.direction == TO_AGENCY)
    db.flush()
    return made


def _gives(db: Session, who: Actor, between: Between) -> bool:
    if between.direction == TO_AGENCY:
        return between.unit_id in reaching.post_offices(db, who)
    return between.agency_id in who.units(*ACTS)


def _belongs(one: Consignment, between: Between) -> bool:
    """Between these two, and to be handed over this way."""
    if (one.unit_id, one.agency_id) != (between.unit_id, between.agency_id):
        return False
    if between.direction == TO_AGENCY:
        return one.services in SENDS and may_go(one)
    return one.dossier.state in COMES_BACK and (one.state == State.HANDED_OVER or one.services not in SENDS)


def may_go(one: Consignment) -> bool:
    """Not while it is being corrected, once it is over, or where the sender turned to another agency since."""
    return one.dossier.state in OPEN and one.dossier.unit_id == one.agency_id


def _locked(db: Session, *which: ColumnElement[bool]) -> list[Consignment]:
    """In the order of their ids: two who lock the same ones never wait for each other."""
    rows = select(Consignment).where(*which).order_by(Consignment.id).with_for_update()
    return list(db.scalars(rows.execution_options(populate_existing=True)))


def _number(db: Session, unit_id: str) -> int:
    """The next of this post office today, without gaps: its row stays locked until the record is kept."""
    row = insert_for(db, HandoverDay).values(unit_id=unit_id, day=clock.today(), last=1)
    counted = row.on_conflict_do_update(
        index_elements=[HandoverDay.unit_id, HandoverDay.day], set_={"last": HandoverDay.last + 1}
    ).returning(HandoverDay.last)
    return int(db.execute(counted).scalar_one())


def _lines(db: Session, between: Between, found: Sequence[Consignment]) -> list[dict[str, Any]]:
    fees: dict[UUID, Fees] = {}
    if between.direction == TO_AGENCY:
        ids = {one.dossier_id for one in found}
        rows = db.scalars(select(Consignment.forwarded).where(Consignment.dossier_id.in_(ids)))
        fees = collected(db, between.unit_id, ids, [taking for row in rows for taking in row or ()])
    return [line_of(db, one, between.direction, fees.get(one.dossier_id, Fees())) for one in found]


def line_of(db: Session, one: Consignment, direction: str, fees: Fees) -> dict[str, Any]:
    """{consignment, number, dossier, reference, code, procedure, papers, originals, fees}; of results the originals that come back."""
    back = direction == TO_POST
    papers = [paper for paper in one.papers if paper.place == (Place.AGENCY if back else Place.POST)]
    papers = [paper for paper in papers if paper.to_return] if back else papers
    return {
        "consignment": str(one.id), "number": one.number, "dossier": str(one.dossier_id), "reference": one.dossier.reference,
        "code": one.dossier.official_code, "procedure": procedures.version(db, one.dossier.version_id).definition["name"],
        "papers": 1 if back else sum(paper.copies for paper in papers),
        "originals": sum(paper.copies for paper in papers if paper.original), "fees": fees.said(),
    }  # fmt: skip


def side(db: Session, who: Actor, record: Handover) -> str:
    """Which part this actor has in it: gives, receives, looks (a leader), or "" for nobody of these two places."""
    clerk = record.unit_id in who.units(*reaching.TAKES)
    officer = record.agency_id in who.units(*ACTS)
    gives, receives = (clerk, officer) if record.direction == TO_AGENCY else (officer, clerk)
    looks = record.agency_id in who.units(*SEES)
    return "gives" if gives else "receives" if receives else "looks" if looks else ""


def one(db: Session, who: Actor, record_id: UUID, lock: bool = False) -> Handover:
    """Of a post office or an agency of mine. Raises NoSuchRecord."""
    found = db.get(Handover, record_id, with_for_update=lock or None, populate_existing=lock)
    if found is None or not side(db, who, found):
        raise NoSuchRecord(record_id)
    return found


def latest(db: Session, which: ColumnElement[bool]) -> Sequence[Handover]:
    """The newest first."""
    return db.scalars(select(Handover).where(which).order_by(Handover.made_at.desc()).limit(SHOWN)).all()


def drop(db: Session, who: Actor, record_id: UUID) -> Handover:
    """Given up by who made it, before it was confirmed: its lines lie there again. Raises NotNow, NoSuchRecord."""
    record = one(db, who, record_id, lock=True)
    if record.state == DROPPED:
        return record
    if side(db, who, record) != "gives" or record.state != MADE:
        raise NotNow(record.state, "dropped")
    for found in _locked(db, _on(record)):
        effects.dropped(found, record.direction == TO_AGENCY)
    record.state = DROPPED
    db.flush()
    return record


def _on(record: Handover) -> ColumnElement[bool]:
    return Consignment.id.in_([UUID(line["consignment"]) for line in record.lines])


def confirm(db: Session, who: Actor, record_id: UUID, answers: Mapping[UUID, Answer]) -> Handover:
    """By who receives, every line. Confirmed already: as it was confirmed. From the confirmation on the law counts (art. 7.3).

    Raises NoteMissing, NotNow, NoSuchRecord.
    """
    record = one(db, who, record_id, lock=True)
    if record.state == CONFIRMED and side(db, who, record) == "receives":
        return record
    if side(db, who, record) != "receives" or record.state != MADE or who.account_id is None:
        raise NotNow(record.state, "confirmed")
    lines = {UUID(line["consignment"]): line for line in record.lines}
    if set(lines) != set(answers) or any(said.found not in (THERE, MISSING, OTHER) for said in answers.values()):
        raise NoteMissing([key for key in lines if key not in answers])
    if unsaid := [key for key, said in answers.items() if said.found != THERE and not said.note.strip()]:
        raise NoteMissing(unsaid)
    record.state, record.confirmed_at = CONFIRMED, clock.now()
    record.confirmed_by_id, record.received_by = who.account_id, who.name
    record.answers = {str(key): {"found": said.found, "note": said.note.strip()} for key, said in answers.items()}
    record.hash = sheet.hashed(said_by(record))
    for found in _locked(db, _on(record)):
        effects.confirmed(found, record, answers[found.id], lines[found.id])
    db.flush()
    return record


def said_by(record: Handover) -> dict[str, Any]:
    """All that a confirmed record says, as its hash knows it."""
    return {
        "number": record.name, "unit": record.unit_id, "agency": record.agency_id, "direction": record.direction,
        "lines": record.lines, "answers": record.answers, "agreement": record.agreement, "given_by": record.given_by,
        "received_by": record.received_by, "made_at": record.made_at.isoformat(),
        "confirmed_at": record.confirmed_at.isoformat() if record.confirmed_at else None,
    }  # fmt: skip


@dataclass(frozen=True)
class Total:
    """Of lines: dossiers, papers, originals, đồng, and the receipts' names."""

    dossiers: int
    papers: int
    originals: int
    amount: int
    receipts: list[str]


def total(record: Handover) -> Total:
    """Without what was missing."""
    gone = {key for key, said in (record.answers or {}).items() if said["found"] == MISSING}
    lines = [line for line in record.lines if line["consignment"] not in gone]
    return Total(
        len(lines), sum(one["papers"] for one in lines), sum(one["originals"] for one in lines),
        sum(one["fees"]["amount"] for one in lines), [name for one in lines for name in one["fees"]["receipts"]],
    )  # fmt: skip
