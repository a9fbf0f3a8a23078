"""How much was helped under mandates, in numbers: households, people who are here because of it, what was handed in and held good.

A mandate its citizen never wished for (frozen) counts nowhere. What was handed in counts in the month of the last time it was; it was
right at the first time when the desk looked at it and never gave it back or refused it.
"""

from sqlalchemy import ColumnElement, distinct, func, or_

from webapp.accounts.service import Account, Person
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.mandates.models import BookLine, Mandate
from webapp.tally import Numbers, Scope, numbers

ACTS = ("saved", "submitted")  # lines of the book that are help


def tally(scope: Scope) -> list[Numbers]:
    """households (of a helper), homes (the same of the whole team, each once), people, handed_in, looked_at, right."""
    return [
        _households("households", scope, whole=False), _households("homes", scope, whole=True), _people(scope),
        _handed_in("handed_in", scope), _handed_in("looked_at", scope, dossiers.was_looked_at()),
        _handed_in("right", scope, dossiers.was_looked_at(), ~dossiers.was_given_back()),
    ]  # fmt: skip


def tally_handed_in(scope: Scope) -> list[Numbers]:
    """handed_in alone."""
    return [_handed_in("handed_in", scope)]


def _mine(scope: Scope) -> list[ColumnElement[bool]]:
    return [*scope.holds(Mandate.unit_id, Mandate.helper_id), Mandate.frozen_at.is_(None)]


def _households(what: str, scope: Scope, whole: bool) -> Numbers:
    begins, ends = scope.moments
    each = numbers(
        what, Mandate.unit_id, None if whole else Mandate.helper_id, func.count(distinct(Mandate.account_id))
    )
    acts = BookLine.kind.in_(ACTS), BookLine.at >= begins, BookLine.at < ends
    return each.join(BookLine, BookLine.mandate_id == Mandate.id).where(*_mine(scope), *acts)


def _people(scope: Scope) -> Numbers:
    """Whose account, or whose place in a household's account, was made between the helper's question and the answer."""
    begins, ends = scope.moments
    who = func.coalesce(Mandate.person_id, Mandate.account_id)
    new = [one.created_at.between(Mandate.offered_at, BookLine.at) for one in (Account, Person)]
    given = BookLine.kind == "given", BookLine.at >= begins, BookLine.at < ends
    each = numbers("people", Mandate.unit_id, Mandate.helper_id, func.count(distinct(who)))
    each = each.join(BookLine, BookLine.mandate_id == Mandate.id).join(Account, Account.id == Mandate.account_id)
    return each.outerjoin(Person, Person.id == Mandate.person_id).where(*_mine(scope), *given, or_(*new))


def _handed_in(what: str, scope: Scope, *which: ColumnElement[bool]) -> Numbers:
    begins, ends = scope.moments
    handed = Dossier.submitted_at >= begins, Dossier.submitted_at < ends, Dossier.state != dossiers.State.DRAFT
    each = numbers(what, Mandate.unit_id, Mandate.helper_id).join(Dossier, Dossier.mandate_id == Mandate.id)
    return each.where(*_mine(scope), *handed, *which)
