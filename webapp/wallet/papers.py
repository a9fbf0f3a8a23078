"""The papers of an account: what its people sent and what offices handed back, by kind, with the day until which each is taken."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from webapp import clock
from webapp.documents import service as documents
from webapp.documents.service import Document
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.i18n import pick
from webapp.procedures import service as procedures
from webapp.wallet import declining

HANDED = {State.RESOLVED, State.HANDED_OVER}  # before that a result is the office's own
MOST = 500  # an account has no more papers than this; the newest count


ORIGINS = (joinedload(Document.source).joinedload(Document.dossier).options(*dossiers.UNOPENED),)
"""Loads along with files which papers they are copies of."""


class NoSuchPaper(LookupError):
    """Not a paper of this account, or one that cannot be read any more."""


@dataclass(frozen=True)
class Paper:
    """One paper kept. `kind` as in data/shared/papers.yaml, None for a result of no such kind.

    `until`: the last day it is taken by the kind's rule, counted from `given`; `latest`: the paper itself may be older
    than the day it was sent. A copy used again has no day of its own to count from.
    """

    document: Document
    dossier: Dossier
    kind: dict[str, Any] | None
    name: str
    of: str
    given: datetime
    until: date | None
    declined: bool

    @property
    def result(self) -> bool:
        return self.document.slot == documents.RESULT

    @property
    def latest(self) -> bool:
        return not self.result

    @property
    def expired(self) -> bool:
        return self.until is not None and self.until < clock.today()

    @property
    def look(self) -> str:
        """Where the last day stands, in words; for a copy of a copy with a term, on the paper too."""
        return pick(self.kind.get("look")) if self.kind and self.kind.get("look") else ""

    @property
    def about(self) -> str:
        return pick(self.kind.get("about")) if self.kind and self.kind.get("about") else ""


def all_of(db: Session, account_id: UUID) -> list[Paper]:
    """Every paper of a kind that recurs, and every result, the newest first. A copy stands only where its first is gone."""
    rows = db.execute(_kept(account_id)).all()
    there = {document.id for document, _dossier, _refused in rows}
    made = [_paper(db, document, dossier, refused) for document, dossier, refused in rows
            if document.reused_from not in there]  # fmt: skip
    return [one for one in made if one.kind or one.result]


def mine(db: Session, account_id: UUID | None, document_id: UUID) -> Paper:
    """One paper of that account. Raises `NoSuchPaper`."""
    row = db.execute(_kept(account_id).where(Document.id == document_id)).first() if account_id else None
    if row is None:
        raise NoSuchPaper
    return _paper(db, *row)


def origin(db: Session, document: Document) -> Paper | None:
    """The paper a copy was made from; None when that one is gone."""
    source = document.source
    return _paper(db, source, source.dossier, False) if source else None


def _kept(account_id: UUID) -> Select[Document, Dossier, bool]:
    """Those that are there and can be read (with their key, results only once they are out), and whether one was refused."""
    result_out = (Document.slot != documents.RESULT) | Dossier.state.in_(HANDED)
    there = (Document.removed_at.is_(None), Document.wrapped_key != b"", result_out)
    refused = declining.is_declined(account_id, Document.id)
    both = (
        select(Document, Dossier, refused).join(Dossier, Dossier.id == Document.dossier_id).options(*dossiers.UNOPENED)
    )
    return both.where(Dossier.account_id == account_id, *there).order_by(Document.created_at.desc()).limit(MOST)


def _paper(db: Session, document: Document, dossier: Dossier, declined: bool) -> Paper:
    procedure = procedures.version(db, dossier.version_id)
    kind = procedures.paper_kind(procedure, document.slot)
    until = procedures.last_day(kind, clock.local(document.created_at).date()) if kind else None
    if document.reused_from:
        until = None
    name = pick(kind["name"]) if kind else pick(procedure.definition["result"])
    return Paper(document, dossier, kind, name, procedure.name, document.created_at, until, declined)


def groups(db: Session, account_id: UUID) -> list[tuple[UUID | None, list[tuple[str, list[Paper]]]]]:
    """For the page: by person, then by kind, each newest first."""
    found: dict[UUID | None, dict[str, list[Paper]]] = {}
    for one in all_of(db, account_id):
        found.setdefault(one.dossier.person_id, {}).setdefault(one.name, []).append(one)
    return [(person, list(kinds.items())) for person, kinds in found.items()]


def for_kind(mine: list[Paper], person_id: UUID | None, kind: str, into: Dossier) -> list[Paper]:
    """Of an account's papers what may be used for one of that kind: the same person's, out of other dossiers, not refused.

    The same file sent several times is one paper, as old as the first time: sending it anew makes it no younger.
    """
    found = [
        one for one in mine
        if one.kind and one.kind["id"] == kind and one.dossier.id != into.id and _theirs(one, person_id)
    ]  # fmt: skip
    refused = {one.document.sha256 for one in found if one.declined}
    first = {one.document.sha256: one for one in found}  # the newest come first, so the oldest stays
    return [one for sha256, one in first.items() if sha256 not in refused and not _without_day(one)]


def _theirs(one: Paper, person_id: UUID | None) -> bool:
    """Nobody's papers (a draft for which no person was chosen) are offered to nobody: they may be anybody's of the house."""
    return person_id is not None and one.dossier.person_id == person_id


def _without_day(one: Paper) -> bool:
    """A copy whose first is gone, of a kind with a term: nobody here knows from which day to count."""
    return bool(one.document.reused_from and one.kind and one.kind.get("valid"))


def applies_to(dossier: Dossier, person_id: UUID | None) -> UUID | None:
    """The person a dossier is for: its own, else the one who fills it in."""
    return dossier.person_id or person_id


def reference_of(paper: Paper) -> str:
    """The dossier as it is called outside: XXXX-XXXX; "" before it was handed in."""
    return dossiers.shown(paper.dossier.reference) if paper.dossier.reference else ""
