"""For whom a helper's phone works: the citizen of the mandate it names, as long as what was done under it may still arrive."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor, Help
from webapp.accounts import service as accounts
from webapp.mandates import finding, terms, words
from webapp.mandates.at_counter import CLERK, COUNTER
from webapp.mandates.models import Mandate
from webapp.mandates.standing import Standing, standing

VISIT = "/khach"  # the counter's page of whoever sits there
STOPS = {Standing.ACTIVE: "", Standing.OVER: "over", Standing.ENDED: "ended", Standing.FROZEN: "frozen"}


def of(db: Session, helper: Actor, mandate_id: UUID) -> Actor:
    """The citizen as the one who fills in, and by whom they are helped. Raises NoSuchMandate.

    A mandate that ended a while ago (terms: late_days) opens nothing any more; until then what comes is kept, not handed in.
    """
    mandate = finding.of_helper(db, helper, mandate_id)
    if mandate.account_id is None or mandate.given_at is None:
        raise finding.NoSuchMandate(mandate_id)
    at_counter = mandate.means == COUNTER
    works = mandate.unit_id in helper.units(CLERK) if at_counter else finding.team_of(db, helper) == mandate.unit_id
    stopped = STOPS[standing(mandate, clock.now())] or ("" if works else "team")
    if stopped and clock.now() > _end(mandate) + terms.now().late:
        raise finding.NoSuchMandate(mandate_id)
    said = words.named(db, mandate)
    return Actor(
        "citizen", accounts.name_of(db, mandate.person_id), mandate.account_id, mandate.person_id, acting_id=mandate.person_id,
        helped=Help(mandate.id, mandate.helper_id, said.helper, said.unit, VISIT if at_counter else f"/giup/{mandate.id}", stopped,
            tuple(mandate.procedures), signs_on_paper=at_counter),
    )  # fmt: skip


def ended_lately(db: Session, helper: Actor) -> list[UUID]:
    """My mandates that hold no longer, of the time in which work under them still arrives."""
    since = clock.now() - terms.now().late
    ends = or_(Mandate.ended_at > since, Mandate.frozen_at > since, Mandate.until.between(since, clock.now()))
    return list(db.scalars(select(Mandate.id).where(Mandate.helper_id == helper.account_id, ends).limit(finding.SHOWN)))


def _end(mandate: Mandate) -> datetime:
    ends = [one for one in (mandate.ended_at, mandate.frozen_at, mandate.until) if one]
    return min(ends)
