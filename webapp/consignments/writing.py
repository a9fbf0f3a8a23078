"""Writing a consignment, signing it, taking it back: the clerk's verbs while the sender stands at the counter."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.consignments import fitting, reaching, sheet
from webapp.consignments.lifecycle import NEXT, Event, NotNow, Place, Result, State, after
from webapp.consignments.models import Consignment, ConsignmentPaper
from webapp.consignments.reaching import NoSuchConsignment
from webapp.db import insert_for, uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.i18n import pick
from webapp.procedures import service as procedures

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SENDS, RECEIVES = ("send", "both"), ("receive", "both")
MOST_PAPERS = 15


class NotByPost(Exception):
    """The law wants the person there, or lets nobody else do it (art. 1.2)."""


class OtherLiving(Exception):
    """This dossier has a consignment under way already."""


class NotOpen(Exception):
    """The dossier is over, or taken back to correct it: nothing is sent for it."""


class Changed(Exception):
    """What the paper says is another thing now than when it was printed: it is printed anew before anybody signs."""


@dataclass(frozen=True)
class Paper:
    """A kind of paper on the desk; `original`: not a copy, `to_return`: to be given back afterwards."""

    name: str
    copies: int
    original: bool
    to_return: bool


@dataclass(frozen=True)
class Wanted:
    """What the form says; `id` is made by it. `authorised`: {name, number} of who may take the result, or None."""

    id: UUID
    unit_id: str
    services: str
    papers: tuple[Paper, ...]
    delivery: str = ""
    address: str = ""
    authorised: Mapping[str, str] | None = None
    note: str = ""


def begun(db: Session, dossier: Dossier) -> list[Paper]:
    """The papers that the procedure asks for by its answers, to begin the list with; the clerk says what lies there."""
    asked = procedures.documents(procedures.version(db, dossier.version_id), dossier.answers or {})
    return [
        Paper(pick(one["name"], "vi"), int(one.get("copies") or 1), one.get("kind") == "original", False)
        for one in list(asked)[:MOST_PAPERS]
    ]


def write(db: Session, who: Actor, dossier: Dossier, said: Wanted) -> Consignment:
    """The same id again, before anybody signed, writes it anew.

    Raises NotByPost, NotOpen, OtherLiving, NotNow (signed already), NoSuchConsignment (the id is another dossier's or office's).
    """
    if said.unit_id not in reaching.post_offices(db, who) or who.account_id is None:
        raise NoSuchConsignment(said.id)
    if fitting.fit(procedures.version(db, dossier.version_id), dossier).kind == "never":
        raise NotByPost(dossier.code)
    if dossier.state not in dossiers.OPEN or dossier.unit_id is None:
        raise NotOpen(dossier.id)
    found = _row(db, who, dossier, said)
    if found.state != State.WRITTEN:
        raise NotNow(found.state, "written")
    found.services, found.delivery = said.services, said.delivery if said.services in RECEIVES else ""
    found.address = said.address if found.delivery == "mail" else None
    found.authorised = dict(said.authorised) if said.authorised and found.delivery else None
    found.note, found.account_id, found.clerk = said.note or None, who.account_id, who.name
    found.papers = [
        ConsignmentPaper(
            id=uuid7(), position=at, name=one.name, copies=one.copies, original=one.original,
            to_return=one.original and one.to_return, place=Place.SENDER,
        )
        for at, one in enumerate(said.papers if said.services in SENDS else ())
    ]  # fmt: skip
    db.flush()
    return found


def _row(db: Session, who: Actor, dossier: Dossier, said: Wanted) -> Consignment:
    row = insert_for(db, Consignment).values(
        id=said.id, number=_number(), dossier_id=dossier.id, unit_id=said.unit_id, agency_id=dossier.unit_id,
        account_id=who.account_id, clerk=who.name, services=said.services, delivery="", state=State.WRITTEN,
        result=Result.NONE, written_at=clock.now(),
    )  # fmt: skip
    db.execute(row.on_conflict_do_nothing())
    found = db.get(Consignment, said.id, with_for_update=True, populate_existing=True)
    if found is None:
        raise OtherLiving(dossier.id)
    if (found.dossier_id, found.unit_id) != (dossier.id, said.unit_id):
        raise NoSuchConsignment(said.id)
    return found


def _number() -> str:
    """Short, and not guessable: 31⁸ of them."""
    return "PG-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def sign(db: Session, who: Actor, consignment_id: UUID, seen: str) -> Consignment:
    """Both signed on paper. `seen`: hash of the sheet that was printed; it is frozen now. Signed already: the same.

    Raises Changed, NotOpen, NotNow, NoSuchConsignment.
    """
    found = reaching.one(db, who, consignment_id, lock=True)
    if found.state != State.WRITTEN and found.sheet_hash == seen:
        return found
    after(NEXT, found.state, Event.SIGNED)
    if found.dossier.state not in dossiers.OPEN:
        raise NotOpen(found.dossier_id)
    made = sheet.made(db, found)
    if sheet.hashed(made) != seen:
        raise Changed(found.id)
    found.state, found.signed_at = after(NEXT, found.state, Event.SIGNED), clock.now()
    found.sheet, found.sheet_hash = made, seen
    found.result = Result.AWAITED if _comes_back(found) else Result.NONE
    dossiers.by_post(found.dossier, True)
    _lie(found, Place.POST)
    db.flush()
    return found


def _comes_back(found: Consignment) -> bool:
    """A result on paper, or originals."""
    return found.services in RECEIVES and (found.delivery != "online" or any(one.to_return for one in found.papers))


def take_back(db: Session, who: Actor, consignment_id: UUID, to: str = "") -> Consignment:
    """The sender took everything back, before it was handed over, and signed for it. Taken back already: the same.

    Raises NotNow, NoSuchConsignment.
    """
    found = reaching.one(db, who, consignment_id, lock=True)
    if found.state == State.TAKEN_BACK:
        return found
    found.state, found.result = after(NEXT, found.state, Event.TAKEN_BACK), Result.NONE
    for one in found.papers:
        if one.place == Place.POST:
            one.place, one.returned_at, one.returned_to = Place.RETURNED, clock.now(), to or _sender(found)
    if found.signed_at:
        dossiers.by_post(found.dossier, False)
    db.flush()
    return found


def _sender(found: Consignment) -> str:
    said: dict[str, Any] = found.sheet or {}
    return str(said.get("sender", ""))


def _lie(found: Consignment, place: Place) -> None:
    for one in found.papers:
        one.place = place
