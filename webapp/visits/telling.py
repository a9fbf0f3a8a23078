"""Who is told what about a visit. No message names an address, a household or what the note says."""

from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from webapp import clock, outbox
from webapp.accounts import service as accounts
from webapp.messages import service as messages
from webapp.teams import service as teams
from webapp.units import service as units
from webapp.visits.lifecycle import OPEN, State
from webapp.visits.models import Visit, VisitEvent

JOB = "visits.remind"
MANAGER_PAGE, HELPER_PAGE = "/to-cua-toi/den-nha", "/giup/den-nha"


def asked(db: Session, visit: Visit, again: VisitEvent | None = None) -> None:
    """It is on the team's list: who asked has a link, the managers know. `again`: who asked chose another time."""
    of = str(again.id if again else visit.id)
    _citizen(db, visit, "visit_received", of)
    _managers(db, visit, "visit_asked", of)
    _remind_later(db, visit)


def assigned(db: Session, visit: Visit, helper: teams.Standing, before: UUID | None, line: VisitEvent) -> None:
    """`before`: the account of the helper who was to go until now, None where there was none."""
    of = str(line.id)
    _citizen(db, visit, "visit_who_comes", of, helper=helper.name)
    _helper(db, visit, "visit_yours", of)
    if before is not None:
        _staff(db, visit, before, "visit_not_yours", of, HELPER_PAGE)


def moved(db: Session, visit: Visit, line: VisitEvent) -> None:
    _citizen(db, visit, "visit_moved", str(line.id))
    _helper(db, visit, "visit_yours", str(line.id))
    _remind_later(db, visit)


def declined(db: Session, visit: Visit) -> None:
    """The reason stands on the page only."""
    _citizen(db, visit, "visit_called_off", str(visit.id))
    _helper(db, visit, "visit_not_yours", str(visit.id))


def cancelled(db: Session, visit: Visit) -> None:
    """Who was to go, and the managers, need not wait."""
    _helper(db, visit, "visit_not_yours", str(visit.id))
    _managers(db, visit, "visit_cancelled", str(visit.id))


def remind(db: Session, payload: dict[str, str]) -> None:
    """Job: tomorrow or tonight somebody comes; or nobody goes yet, which the managers must hear."""
    visit = db.get(Visit, UUID(payload["visit"]))
    if visit is None or visit.emptied_at or str(visit.slot) != payload["slot"] or visit.state not in OPEN:
        return
    going = teams.standing(db, visit.helper_id) if visit.helper_id else None
    if visit.state == State.ASSIGNED and going and going.valid:
        _citizen(db, visit, "visit_reminder", f"{visit.id}/{visit.slot}", helper=going.name)
        _helper(db, visit, "visit_yours", f"{visit.id}/{visit.slot}/again")
    else:
        _managers(db, visit, "visit_nobody_goes", f"{visit.id}/{visit.slot}")


def page(visit: Visit) -> str:
    """The whole address of the page of who asked."""
    return f"{current_app.config['CONFIG'].public_url}/den-nha/{visit.token}"


def _remind_later(db: Session, visit: Visit) -> None:
    """Once a slot; where its moment is over already, the message just sent is the reminder."""
    if visit.slot.reminded > clock.now():
        said = {"visit": str(visit.id), "slot": str(visit.slot)}
        outbox.enqueue(db, JOB, said, key=f"{JOB}/{visit.id}/{visit.slot}", at=visit.slot.reminded)


def _citizen(db: Session, visit: Visit, template: str, of: str, **more: Any) -> None:
    known = visit.account_id is not None
    to = accounts.reach(db, visit.account_id) if visit.account_id else messages.To(None, visit.phone, visit.lang)
    messages.send(
        db, template, to, link=f"/den-nha/{visit.token}" if known else None, in_app=known, fact=f"{template}/{of}",
        address=page(visit), **_said(db, visit), **more,
    )  # fmt: skip


def _helper(db: Session, visit: Visit, template: str, of: str) -> None:
    if visit.helper_id is not None:
        _staff(db, visit, visit.helper_id, template, of, HELPER_PAGE)


def _managers(db: Session, visit: Visit, template: str, of: str) -> None:
    for one in teams.managers(db, visit.unit_id):
        _staff(db, visit, one.id, template, of, MANAGER_PAGE)


def _staff(db: Session, visit: Visit, account_id: UUID, template: str, of: str, link: str) -> None:
    to = accounts.reach(db, account_id)
    messages.send(db, template, to, link=link, fact=f"{template}/{of}/{account_id}", **_said(db, visit))


def _said(db: Session, visit: Visit) -> dict[str, Any]:
    return {"slot": visit.slot, "team": units.get(db, visit.unit_id).name}
