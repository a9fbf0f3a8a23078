"""Who works where, and the book of every change to it: granted or taken away, when, and by whom. Appended only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, select
from sqlalchemy.orm import Session

from webapp import clock, editions
from webapp.accounts.models import Account, Role, RoleChange
from webapp.together import together
from webapp.units import service as units

ROLES = ("helper", "team_manager", "clerk", "officer", "supervisor", "leader", "admin")
GRANTED, REVOKED = "granted", "revoked"
TEAM_PAGES = {"team_manager": "/to-cua-toi", "helper": "/the-nguoi-giup"}
DESK, COUNTER = "/ban-lam-viec", "/khach"


class UnknownRole(ValueError):
    """There is no such role."""


@dataclass(frozen=True)
class Held:
    """A role somebody has now; `since` is the last time it was granted, None for one older than the book."""

    phone: str
    name: str
    role: str
    unit_id: str
    since: datetime | None


def grant(db: Session, account: Account, role: str, unit_id: str, by: str = "") -> bool:
    """Let the account act in that role at that unit; False when it already may.

    `by`: who decided it, for the book. Raises UnknownRole, units.UnknownUnit.
    """
    known = _find(db, account, role, unit_id)
    units.get(db, unit_id)
    if known is not None:
        return False
    account.roles.append(Role(role=role, unit_id=unit_id))
    _write(db, account.id, role, unit_id, GRANTED, by)
    return True


def revoke(db: Session, account: Account, role: str, unit_id: str, by: str = "") -> bool:
    """Take the role away; False when the account does not have it. Also at a unit that no longer exists.

    Open sessions lose it at once: `actor_of` reads the roles anew with every request. Raises UnknownRole.
    """
    known = _find(db, account, role, unit_id)
    if known is None:
        return False
    account.roles.remove(known)
    db.delete(known)
    _write(db, account.id, role, unit_id, REVOKED, by)
    return True


def held(db: Session, unit_id: str | None = None) -> list[Held]:
    """Every role that is given now, unit by unit."""
    rows = select(Role).order_by(Role.unit_id, Role.role, Role.id)
    found = db.scalars(rows.where(Role.unit_id == unit_id) if unit_id else rows)
    return [Held(one.account.phone, _name(one.account), one.role, one.unit_id, _since(db, one)) for one in found]


def holders(db: Session, role: str, unit_id: str) -> list[Account]:
    """The accounts that have this role at this unit, the longest first."""
    found = select(Account).join(Role, Role.account_id == Account.id).where(Role.role == role, Role.unit_id == unit_id)
    return list(db.scalars(found.order_by(Role.id)))


def working(db: Session, unit_id: str, *roles: str) -> list[UUID]:
    """The accounts that have one of these roles at a unit, the longest first; one statement."""
    found = select(Role.account_id).where(Role.role.in_(roles), Role.unit_id == unit_id)
    return list(dict.fromkeys(db.scalars(found.order_by(Role.id))))


def holds(
    account_id: SQLColumnExpression[UUID | None], role: str, unit_id: SQLColumnExpression[str]
) -> ColumnElement[bool]:
    """Whether an account has this role at a unit now, as part of another statement."""
    return exists().where(Role.account_id == account_id, Role.role == role, Role.unit_id == unit_id)


def staffed(db: Session, *roles: str, besides: UUID | None = None) -> set[str]:
    """The units where somebody has one of these roles; `besides`: who is somebody else than this account."""
    return {unit_id for role, unit_id, account_id in _given(db) if role in roles and account_id != besides}


@editions.kept
def _given(db: Session) -> frozenset[tuple[str, str, UUID]]:
    """Every role that somebody has, where, and who."""
    return frozenset(
        (row.role, row.unit_id, row.account_id) for row in db.execute(select(Role.role, Role.unit_id, Role.account_id))
    )


def work_page(roles: Iterable[tuple[str, str]]) -> str | None:
    """Where somebody with these (role, unit id) works: the desk, the counter, their team, their badge; None for a citizen."""
    mine = {role for role, _unit_id in roles}
    if mine - {"clerk", *TEAM_PAGES}:
        return DESK
    if "clerk" in mine:
        return COUNTER
    return next((page for role, page in TEAM_PAGES.items() if role in mine), None)


def changes(db: Session, account_id: UUID) -> list[RoleChange]:
    """What the book says about an account, the first change first."""
    found = select(RoleChange).where(RoleChange.account_id == account_id)
    return list(db.scalars(found.order_by(RoleChange.at, RoleChange.id)))


def functions(db: Session, account_ids: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Account → (role, unit id) as which a log means it: one it has now, else the one it had last."""
    if not account_ids:
        return {}
    found = together(
        db, book=select(RoleChange).where(RoleChange.account_id.in_(account_ids)),
        now=select(Role).where(Role.account_id.in_(account_ids)),
    )  # fmt: skip
    book = sorted(found["book"], key=lambda row: (row.at, row.id))
    now = sorted(found["now"], key=lambda row: row.role, reverse=True)
    return {row.account_id: (row.role, row.unit_id) for row in [*book, *now]}


def _find(db: Session, account: Account, role: str, unit_id: str) -> Role | None:
    if role not in ROLES:
        raise UnknownRole(role)
    return db.scalar(select(Role).where(Role.account_id == account.id, Role.role == role, Role.unit_id == unit_id))


def _write(db: Session, account_id: UUID, role: str, unit_id: str, change: str, by: str) -> None:
    now = clock.now()
    db.add(RoleChange(account_id=account_id, role=role, unit_id=unit_id, change=change, by=by[:80], at=now))
    db.flush()


def _name(account: Account) -> str:
    first = account.persons[0] if account.persons else None
    return str(first.facts.get("full_name", "")) if first else ""


def _since(db: Session, one: Role) -> datetime | None:
    book = [row for row in changes(db, one.account_id) if (row.role, row.unit_id) == (one.role, one.unit_id)]
    return book[-1].at if book else None
