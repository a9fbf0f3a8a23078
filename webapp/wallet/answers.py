"""Answers once given, for a new draft: which dossier they come from, what fits, and putting it there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.i18n import pick
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure
from webapp.wallet import declining

LOOK_BACK = 20  # dossiers


@dataclass(frozen=True)
class Last:
    """A dossier filled in before and its answers that fit here, without those that are known of the person anyway."""

    dossier: Dossier
    procedure: Procedure
    answers: dict[str, Any]

    @property
    def reference(self) -> str:
        return dossiers.shown(self.dossier.reference) if self.dossier.reference else ""


def last_time(
    db: Session, account_id: UUID | None, person_id: UUID | None, new: Procedure, facts: Mapping[str, Any]
) -> Last | None:
    """The latest dossier this person handed in that has something to give; None too when it was refused.

    An older one does not step into its place: who said no once is not asked about the one before.
    """
    if account_id is None or person_id is None:
        return None
    handed_in = select(Dossier).where(
        Dossier.account_id == account_id, Dossier.person_id == person_id, Dossier.submitted_at.is_not(None),
        Dossier.state != State.DRAFT,
    )  # fmt: skip
    for old in db.scalars(handed_in.order_by(Dossier.submitted_at.desc()).limit(LOOK_BACK)):
        found = fitting(db, old, new, facts)
        if found.answers:
            return None if old.id in declining.declined(db, account_id) else found
    return None


def fitting(db: Session, old: Dossier, new: Procedure, facts: Mapping[str, Any]) -> Last:
    """What that dossier can give to a draft of `new`; facts of the person are newer, except that of an address they know
    one line only."""
    before, known = procedures.version(db, old.version_id), procedures.prefill(new, facts)
    given = procedures.again(before, old.answers or {}, new)
    useful = {name: value for name, value in given.items() if name not in known or isinstance(value, dict)}
    return Last(old, before, useful)


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
