"""The one line that changes a dossier's state: table, column, timeline, message, listeners, all in one transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.dossiers.lifecycle import CLOSED, Event, State, move
from webapp.dossiers.models import Dossier, DossierEvent
from webapp.messages import service as messages

Listener = Callable[[Session, Dossier, Actor], None]
_listeners: dict[Event, list[Listener]] = defaultdict(list)

TELLS = {
    Event.DOCUMENTS_COMPLETE, Event.FEE_ASKED, Event.PAID, Event.RECEIVED, Event.RETURNED, Event.REFUSED, Event.STOPPED,
    Event.RESOLVED, Event.HANDED_OVER, Event.WITHDRAWN, Event.WITHDRAWAL_GRANTED,
}  # fmt: skip
AWAITED = {Event.DOCUMENTS_COMPLETE, Event.PAID, Event.WITHDRAWN}  # what the citizen did just now and waits to hear of


class JustChanged(Exception):
    """Somebody changed the dossier since this page was opened."""


def on(event: Event, listener: Listener) -> None:
    """Another room asks to be told of an event, in the same transaction; told once however often it asks."""
    if listener not in _listeners[event]:
        _listeners[event].append(listener)


def check(dossier: Dossier, event: Event, seen: int | None = None) -> State:
    """The state that `event` would lead to; raises as `apply` would, and changes nothing."""
    if seen is not None and seen != dossier.seen:
        raise JustChanged
    return move(State(dossier.state), event)


def apply(
    db: Session, dossier: Dossier, event: Event, actor: Actor, note: str | None = None, unit_id: str | None = None,
    seen: int | None = None, acted: dict[str, Any] | None = None,
) -> DossierEvent:  # fmt: skip
    """Move `dossier` by `event`, or raise `lifecycle.NotAllowed`; with `seen`, `JustChanged` when the page is stale.

    `acted`: who of the household it was, and for whom, as it is to stay in the history.
    """
    after = check(dossier, event, seen)
    before, now = State(dossier.state), clock.now()
    row = DossierEvent(
        number=len(dossier.events) + 1, event=event, from_state=before, to_state=after, at=now, actor_kind=actor.kind,
        actor_account_id=actor.account_id, actor_name=actor.name, unit_id=unit_id, note=note,
        acted=acted,
    )  # fmt: skip
    dossier.events.append(row)
    dossier.state = after
    dossier.closed_at = now if after in CLOSED else None
    db.flush()
    _tell(db, dossier, row)
    for listener in _listeners[event]:
        listener(db, dossier, actor)
    return row


def tell(
    db: Session, dossier: Dossier, template: str, link: str, news: str = "", fact: str | None = None, waits: bool = False,
    **params: Any,
) -> None:  # fmt: skip
    """A message to the dossier's citizen, if it has one; the text also gets `reference`. No personal data in `params`.

    `news`: which, where the template knows several kinds; that much a lock screen may show. `fact`, `waits` as in `send`.
    """
    if dossier.account_id:
        to = accounts.reach(db, dossier.account_id)
        messages.send(
            db,
            template,
            to,
            link=link,
            news=news or template,
            fact=fact,
            waits=waits,
            reference=dossier.reference,
            **params,
        )


def _tell(db: Session, dossier: Dossier, row: DossierEvent) -> None:
    """The reference and what happened; never names, contents or reasons, which are behind the sign-in."""
    if (event := Event(row.event)) in TELLS:
        fact = f"dossier/{dossier.id}/{row.number}"
        tell(
            db, dossier, "dossier_changed", f"/ho-so/{dossier.id}", news=event.value, fact=fact, waits=event in AWAITED,
            due=dossier.due_at,
        )  # fmt: skip
