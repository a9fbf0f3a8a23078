"""Answers once given, for a new draft: which dossier they come from, what fits, and putting it there. The step before in one
life event comes first: then what was answered there is about the same matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.i18n import pick
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure
from webapp.wallet import declining

LOOK_BACK = 20  # dossiers


@dataclass(frozen=True)
class Last:
    """A dossier filled in before and its answers that fit here, without those that are known of the person anyway. `about`: the
    question whether this is the next step of the same event, or ""."""

    dossier: Dossier
    procedure: Procedure
    answers: dict[str, Any]
    about: str = ""

    @property
    def reference(self) -> str:
        return dossiers.shown(self.dossier.reference) if self.dossier.reference else ""


def last_time(
    db: Session, account_id: UUID | None, person_id: UUID | None, new: Procedure, facts: Mapping[str, Any]
) -> Last | None:
    """The step before this one in a life event, else the latest dossier this person handed in that has something to give;
    None too when it was refused.

    An older one does not step into its place: who said no once is not asked about the one before.
    """
    if account_id is None or person_id is None:
        return None
    refused, steps = declining.declined(db, account_id), procedures.led_to_by(new.code)
    latest: Last | None = None
    for old in db.scalars(_handed_in(account_id, person_id, steps)):
        if latest is None or old.code in steps:
            found = fitting(db, old, person_id, new, facts)
            if found.about and old.id not in refused:
                return found
            latest = latest or (found if found.answers and old.person_id == person_id else None)
    return None if latest is None or latest.dossier.id in refused else latest


def _handed_in(account_id: UUID, person_id: UUID, steps: set[str]) -> Select[Dossier]:
    """This person's, and what the household did as the step before, which may be about this person."""
    return (
        select(Dossier)
        .where(
            Dossier.account_id == account_id,
            or_(Dossier.person_id == person_id, Dossier.code.in_(steps)),
            Dossier.submitted_at.is_not(None),
            Dossier.state != State.DRAFT,
        )
        .order_by(Dossier.submitted_at.desc())
        .limit(LOOK_BACK)
    )


def fitting(db: Session, old: Dossier, person_id: UUID | None, new: Procedure, facts: Mapping[str, Any]) -> Last:
    """What that dossier can give to a draft of `new` for this person; facts of the person are newer, except that of an
    address they know one line only. Of another person's dossier only what names this one."""
    before, known, said = procedures.version(db, old.version_id), procedures.prefill(new, facts), old.answers or {}
    own = old.person_id == person_id
    days = (clock.now() - old.submitted_at).days if old.submitted_at else 0
    step = procedures.next_step(before, said, new, days, None if own else str(facts.get("full_name") or ""))
    given = (procedures.again(before, said, new) if own else {}) | (step.answers if step else {})
    useful = {name: value for name, value in given.items() if name not in known or isinstance(value, dict)}
    about = pick(step.about) if step and set(step.answers) & set(useful) else ""
    return Last(old, before, useful, about)


def fill(db: Session, draft: Dossier, new: Procedure, last: Last, facts: Mapping[str, Any]) -> bool:
    """Put the answers and what is known of the person into a draft nobody has typed in yet; False where somebody has."""
    if draft.state != State.DRAFT or any(draft.fields.values()):
        return False
    both = procedures.prefill(new, facts) | last.answers
    dossiers.save(db, draft, procedures.flatten(both, new.definition))
    return True


def still_there(draft: Dossier, new: Procedure, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(question id, question) of the answers that stand in the draft as they were filled in, in the order of the form."""
    specs = [field for group in new.definition["form"] for field in group["fields"]]
    return [
        (spec["id"], pick(spec["label"])) for spec in specs
        if spec["id"] in given and _stands(draft, new, {spec["id"]: given[spec["id"]]})
    ]  # fmt: skip


def _stands(draft: Dossier, new: Procedure, answer: dict[str, Any]) -> bool:
    flat = procedures.flatten(answer, new.definition)
    return bool(flat) and all(draft.fields.get(name, "") == value for name, value in flat.items())
