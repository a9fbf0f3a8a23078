"""Lists of dossiers: an account's own, and an office's queue page by page, at the same cost however many there are."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select, tuple_, union_all
from sqlalchemy.orm import Session, defer
from sqlalchemy.orm.attributes import set_committed_value

from webapp.access import Actor
from webapp.dossiers import queue
from webapp.dossiers.models import UNOPENED, Dossier, DossierEvent

Ranks = tuple[int, int]  # the first and the last of queue.py
Place = tuple[int, UUID]
PLACE = (Dossier.queue, Dossier.id)


def mine_all(db: Session, account_id: UUID) -> list[Dossier]:
    """All dossiers of an account, the last changed first."""
    return list(db.scalars(_of_account(account_id)))


def some_of_mine(db: Session, account_id: UUID, most: int, before: datetime | None = None) -> list[Dossier]:
    """The last changed ones, `before` that moment; without what was typed."""
    mine = _of_account(account_id).options(*UNOPENED).limit(most)
    return list(db.scalars(mine.where(Dossier.saved_at < before) if before else mine))


def queue_of(
    db: Session, who: Actor, unit_ids: Collection[str], ranks: Ranks, most: int, after: Place | None
) -> list[Place]:
    """The next places of what lies at these units; `who` never finds dossiers of their own.

    Each unit gives as many as are wanted, by its own stretch of the index; of those the first are taken.
    """
    first, end = queue.span(*ranks)
    fits = [Dossier.queue >= first, Dossier.queue < end, Dossier.account_id.is_distinct_from(who.account_id)]
    if after:
        fits.append(tuple_(*PLACE) > tuple_(*after, types=[one.type for one in PLACE]))
    stretches = [
        select(*PLACE).where(Dossier.unit_id == unit, *fits).order_by(*PLACE).limit(most).subquery()
        for unit in sorted(unit_ids)
    ]
    if not stretches:
        return []
    together = union_all(*(select(one) for one in stretches)).subquery()
    return [(at, one) for at, one in db.execute(select(together).order_by(*together.c).limit(most))]


def at_places(db: Session, places: Collection[Place]) -> list[Dossier]:
    """The dossiers at these places, in their order, without what was typed; what was answered decides a moved promise."""
    rows = select(Dossier).where(Dossier.id.in_([one for _at, one in places])).order_by(*PLACE)
    return list(db.scalars(rows.options(defer(Dossier.fields), defer(Dossier.declared), defer(Dossier.undecided))))


def read_timelines(db: Session, some: Iterable[Dossier]) -> None:
    """The events of all of them at once, without names and notes; each would otherwise be asked for alone."""
    known: dict[UUID, tuple[Dossier, list[DossierEvent]]] = {one.id: (one, []) for one in some}
    if not known:
        return
    rows = select(DossierEvent).where(DossierEvent.dossier_id.in_(known)).order_by(DossierEvent.number)
    for row in db.scalars(
        rows.options(defer(DossierEvent.actor_name), defer(DossierEvent.note), defer(DossierEvent.acted))
    ):
        known[row.dossier_id][1].append(row)
    for one, events in known.values():
        set_committed_value(one, "events", events)


def _of_account(account_id: UUID) -> Select[Dossier]:
    return select(Dossier).where(Dossier.account_id == account_id).order_by(Dossier.saved_at.desc(), Dossier.id)
