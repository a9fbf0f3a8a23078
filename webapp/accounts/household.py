"""A household: the persons who share a phone, who of them acts for whom, and on what ground, asked once for each two."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import grounds
from webapp.accounts.grounds import OWN
from webapp.accounts.grounds import Ground as Ground
from webapp.accounts.models import Account, Clash, Person, SignIn
from webapp.accounts.models import Standing as Standing
from webapp.i18n import pick
from webapp.messages import service as messages
from webapp.messages.service import To


class NotSaid(Exception):
    """Who acts for that person, or on what ground, was not said yet; `person_id` is whom it is about."""

    def __init__(self, person_id: UUID) -> None:
        super().__init__("who acts was not said")
        self.person_id = person_id


@dataclass(frozen=True)
class Acting:
    """Who acts for whom. `ground` None: in one's own matter. `alone`: nobody else could have been meant."""

    by: Person
    of: Person
    ground: Ground | None = None
    row: Standing | None = None
    alone: bool = False

    def said(self) -> dict[str, Any]:
        """As it is kept with a dossier: names and words as they are now, whatever is changed later.

        `{by, for, ground, called: {vi, en}, paper, words, at}`; the last three only where a ground was said.
        """
        found: dict[str, Any] = {"by": name(self.by), "for": called(self.of), "ground": OWN, "called": None}
        if self.ground and self.row:
            word = dict(self.ground.called(str(self.by.facts.get("gender", ""))))
            found |= {"ground": self.ground.id, "called": word, "paper": self.row.said.get("paper", "")}
            found |= {"words": self.row.words_hash, "at": self.row.given_at.isoformat()}
        return found


def called(one: Person) -> str:
    """The full name of a person, or of the organisation."""
    return str(one.facts.get("organisation") or one.facts.get("full_name") or "")


def name(one: Person) -> str:
    """Of whoever acts: a person's name, of an organisation its representative's."""
    return str(one.facts.get("full_name") or called(one))


def born(one: Person) -> date | None:
    try:
        return date.fromisoformat(str(one.facts.get("birth_date", "")))
    except ValueError:
        return None


def is_minor(one: Person) -> bool | None:
    """None where nobody knows: a birth date may be left out."""
    return _younger(one, "majority")


def _younger(one: Person, age: str) -> bool | None:
    day = born(one)
    return None if day is None else clock.today() < grounds.birthday(day, grounds.years(age))


def may_act(persons: Iterable[Person], of: Person) -> list[Person]:
    """Who of the household may be the one who acts for `of`: its grown-ups, and a young person in their own matter."""
    people = [one for one in persons if one.kind == "citizen"]
    found = [one for one in people if not is_minor(one) or (one.id == of.id and not _younger(one, "own_matter"))]
    return found or [of]


def acting(db: Session, account_id: UUID, acting_id: UUID | None, of_id: UUID) -> Acting:
    """Who acts for `of_id`: the one who said to be holding the phone (`acting_id`), or the only one who may.

    Raises `NotSaid`; it asks the database once.
    """
    pairs = and_(Standing.acting_id == Person.id, Standing.for_id == of_id)
    rows = db.execute(
        select(Person, Standing).outerjoin(Standing, pairs).where(Person.account_id == account_id).order_by(Person.id)
    ).all()
    said = {person.id: row for person, row in rows}
    of = next((person for person, _row in rows if person.id == of_id), None)
    if of is None:
        raise NotSaid(of_id)
    may = may_act([person for person, _row in rows], of)
    by = next((one for one in may if one.id == acting_id), may[0] if len(may) == 1 else None)
    if by is None:
        raise NotSaid(of_id)
    if by.id == of_id:
        return Acting(by, of, alone=len(may) == 1)
    row = said[by.id]
    if row is None or not stands(row, of):
        raise NotSaid(of_id)
    return Acting(by, of, grounds.known(row.said["ground"]), row)


def stands(row: Standing, of: Person) -> bool:
    """Whether what was said still holds: a ground that ends with coming of age does, on the very day."""
    ground, day = grounds.known(row.said["ground"]), born(of)
    if not ground.ends_at_majority or day is None:
        return True
    grown = grounds.birthday(day, grounds.years("majority"))
    return clock.today() < grown or (ground.of != "minor" and clock.local(row.given_at).date() >= grown)


def say(db: Session, by: Person, of: Person, ground: str, paper: str, words: str) -> Standing:
    """Keep on what ground `by` acts for `of`; said again it is put right, what went into dossiers before stays as it was.

    `words`: what was asked and answered, of which the hash is kept. Raises `grounds.UnknownGround`.
    """
    fitting = {one.id: one for one in grounds.offered(clock.today(), of.kind, is_minor(of))}
    if ground not in fitting:
        raise grounds.UnknownGround(ground)
    row = db.scalar(select(Standing).where(Standing.acting_id == by.id, Standing.for_id == of.id))
    if row is None:
        row = Standing(account_id=by.account_id, acting_id=by.id, for_id=of.id)
        db.add(row)
    row.said = {"ground": ground} | ({"paper": paper} if paper and fitting[ground].paper else {})
    row.words_hash, row.given_at, row.told_at = hashlib.sha256(words.encode()).hexdigest(), clock.now(), None
    row.ends_in = _ends_in(fitting[ground], of)
    db.flush()
    return row


def _ends_in(ground: Ground, of: Person) -> int | None:
    day = born(of)
    return day.year + grounds.years("majority") if ground.ends_at_majority and day else None


def hold(sign_in: SignIn, by: Person) -> None:
    """From now on `by` is the one who holds this phone."""
    sign_in.acting_id = by.id


def all_of(account_id: UUID) -> Select[Standing]:
    """What was said in a household."""
    return select(Standing).where(Standing.account_id == account_id)


def forget(db: Session, person: Person) -> None:
    """Of one person: on what grounds they acted and somebody acted for them, and that they hold a phone."""
    theirs = or_(Standing.acting_id == person.id, Standing.for_id == person.id)
    db.execute(delete(Standing).where(theirs))
    db.execute(update(SignIn).where(SignIn.acting_id == person.id).values(acting_id=None))


def forget_all(db: Session, account_id: UUID) -> None:
    """Of the whole household: consent was taken back, or the account is closed."""
    db.execute(delete(Standing).where(Standing.account_id == account_id))


def birth_date_changed(db: Session, person: Person) -> None:
    """The year in which a ground ends follows it."""
    for row in db.scalars(select(Standing).where(Standing.for_id == person.id)):
        row.ends_in, row.told_at = _ends_in(grounds.known(row.said["ground"]), person), None


def tell_grown(db: Session, most: int) -> int:
    """Nightly: whoever came of age is told that nobody acts for them as a child any more. Returns how many.

    The row names a year only, so that it gives no birth date away; those of this year are opened and looked at.
    """
    due = select(Standing, Person).join(Person, Person.id == Standing.for_id)
    due = due.where(Standing.ends_in <= clock.today().year, Standing.told_at.is_(None)).order_by(Standing.id)
    grown = [row for row, of in db.execute(due) if not stands(row, of)][:most]
    for row in grown:
        account = db.get_one(Account, row.account_id)
        row.told_at = clock.now()
        if account.phone:
            to = To(account.id, account.phone, account.lang)
            messages.send(db, "of_age", to, link="/tai-khoan/nha", news="of_age")
    db.flush()
    return len(grown)


def words_of(question: str, ground: Ground) -> str:
    """What was asked and what was answered, in the language it was read in."""
    return f"{question}\n{pick(ground.asks)}"


def leave(db: Session, person: Person, into: Account) -> None:
    """The person belongs to the account `into` from now on; what was said of who acts for them there is forgotten here."""
    forget(db, person)
    db.execute(update(SignIn).where(SignIn.person_id == person.id).values(person_id=None))
    db.execute(update(Person).where(Person.id == person.id).values(account_id=into.id))
    number = update(Clash).where(Clash.account_id == into.id, Clash.id_index == person.id_index)
    db.execute(number.where(Clash.settled_at.is_(None)).values(settled_at=clock.now()))
    alone = select(Person.id).where(Person.account_id == into.id, Person.id != person.id).limit(1)
    if db.scalar(alone) is None:
        db.execute(update(SignIn).where(SignIn.account_id == into.id).values(person_id=person.id))
    db.flush()
    db.expire_all()  # whose persons they were is read anew
