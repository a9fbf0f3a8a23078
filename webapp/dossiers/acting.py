"""Who of the household acts in a dossier, and for whom: asked before it is handed in, kept with it as it was then."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor, Help
from webapp.accounts import service as accounts
from webapp.dossiers import authorising
from webapp.dossiers.applicants import NotForThem, person_for
from webapp.dossiers.authorising import Asked
from webapp.dossiers.models import Dossier

NotSaid = accounts.household.NotSaid


class NotByOthers(Exception):
    """Only the person themself may do it, says the law of the procedure."""


@dataclass(frozen=True)
class Acts:
    """For the page to read over. `said` as `Acting.said()` gives it; `of` the person it is for; `asked` what the law wants."""

    of: UUID
    said: dict[str, Any] | None = None
    alone: bool = False
    asked: Asked | None = None


def acts(db: Session, dossier: Dossier, actor: Actor) -> Acts | None:
    """Who acts, as far as it is known; None while nobody is chosen to be acted for."""
    try:
        of = person_for(db, dossier, actor)
    except NotForThem:
        return None
    if of is None or actor.account_id is None:
        return None
    try:
        found = accounts.household.acting(db, actor.account_id, actor.acting_id, of)
    except NotSaid:
        return Acts(of)
    asked = _asked(dossier, found.ground) if found.ground else None
    return Acts(of, found.said(), found.alone, asked)


def may(db: Session, dossier: Dossier, actor: Actor) -> Acts | None:
    """The same, for handing it in. Raises `NotSaid`, `NotByOthers`."""
    found = acts(db, dossier, actor)
    if found and found.said is None:
        raise NotSaid(found.of)
    if found and found.asked and found.asked.stops:
        raise NotByOthers
    return found


def named(actor: Actor, found: Acts | None) -> Actor:
    """The actor under the name of whoever holds the phone: that one stands in the history."""
    return replace(actor, name=found.said["by"]) if found and found.said else actor


def kept(found: Acts | None, helped: Help | None = None) -> dict[str, Any] | None:
    """What stays with the dossier, with who helped; nothing where nobody else could have been meant."""
    if not found or not found.said or (found.alone and not helped):
        return None
    return found.said | ({"helper": helped.name, "team": helped.team} if helped else {})


def last(dossier: Dossier) -> dict[str, Any] | None:
    """Who acted when it was handed in last."""
    handed_in = [row for row in dossier.events if row.event == "submitted"]
    return handed_in[-1].acted if handed_in else None


def _asked(dossier: Dossier, ground: accounts.household.Ground) -> Asked:
    asked = authorising.asked(dossier.code, dossier.answers or {}, ground.id, clock.today())
    by_law = asked.kind == "unknown" and ground.ends_at_majority
    return Asked("law", None, ground.source) if by_law else asked
