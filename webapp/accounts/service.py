"""Accounts and the people in them: register, sign in, who I am, roles, consents."""

import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, joinedload

from webapp import clock, editions, retention, sealing
from webapp.access import Actor
from webapp.accounts import brought as brought  # what a helper says of somebody they met
from webapp.accounts import browser as browser
from webapp.accounts import codes as codes  # accounts.codes.send_code(…)
from webapp.accounts import consent as consent  # accounts.consent.current()
from webapp.accounts import household as household  # its verbs: accounts.household.acting(…)
from webapp.accounts import id_card as id_card
from webapp.accounts import leaving as leaving  # accounts.leaving.close(…)
from webapp.accounts import phone as phone
from webapp.accounts.consent import agree as agree
from webapp.accounts.consent import has_agreed as has_agreed
from webapp.accounts.forms import DateField as DateField
from webapp.accounts.forms import PersonForm as PersonForm
from webapp.accounts.forms import iso_day as iso_day
from webapp.accounts.home_ward import home_ward as home_ward
from webapp.accounts.models import Account as Account
from webapp.accounts.models import Clash, OneTimeCode, Passkey
from webapp.accounts.models import Person as Person
from webapp.accounts.models import SignIn as SignIn
from webapp.accounts.roles import functions as functions
from webapp.accounts.roles import grant as grant
from webapp.accounts.roles import holders as holders
from webapp.accounts.roles import holds as holds
from webapp.accounts.roles import revoke as revoke
from webapp.accounts.roles import staffed as staffed
from webapp.accounts.roles import work_page as work_page
from webapp.accounts.roles import working as working
from webapp.db import uuid7
from webapp.messages import service as messages
from webapp.messages import subscriptions
from webapp.messages.service import To

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
NO_PHONE = "none:"
LASTS = timedelta(days=180)  # a sign-in; after that the phone is asked for once more


_WITH = (joinedload(SignIn.account).joinedload(Account.roles), joinedload(SignIn.person))


class IdNumberHeld(Exception):
    """Somebody already holds this ID number: in this household, or in another account of which nothing may be told."""

    def __init__(self, index: str, same_household: bool) -> None:
        super().__init__("id number held")
        self.index, self.same_household = index, same_household


class NotYours(Exception):
    """No such person in this account."""


def account_by_phone(db: Session, phone: str) -> Account | None:
    return db.scalar(select(Account).where(Account.phone_index.in_(sealing.blinds("phone", phone))))


def register_or_find(db: Session, phone: str, lang: str) -> Account:
    """The account of a confirmed, normalised phone number."""
    account = account_by_phone(db, phone)
    if account is None:
        index = sealing.blind("phone", phone)
        account = Account(phone=phone, phone_index=index, lang=lang, created_at=clock.now())
        db.add(account)
        db.flush()
    return account


def without_phone(db: Session, lang: str) -> Account:
    """Of somebody who has no phone at all: nobody can sign in to it, what is theirs is found by their card."""
    made = Account(id=uuid7(), phone="", lang=lang, created_at=clock.now())
    made.phone_index = f"{NO_PHONE}{made.id}"
    db.add(made)
    db.flush()
    return made


def sign_in(db: Session, account: Account, device: str, browser: str | None = None) -> SignIn:
    """A new signed-in browser (`browser` is its mark); the only person of an account is chosen at once."""
    person_id = account.persons[0].id if len(account.persons) == 1 else None
    made = SignIn(
        token=secrets.token_hex(32), account_id=account.id, person_id=person_id, device=device[:80],
        browser=browser, created_at=clock.now(),
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def signed_in(db: Session, token: str) -> tuple[SignIn, int] | None:
    """The sign-in of this token, unless it was ended or is too old, and how many messages are unread.

    Every page of a person's begins with it, so it brings along what they all need, the edition too.
    """
    both = _lasting().where(SignIn.token == token).options(*_WITH)
    row = db.execute(both.add_columns(messages.unread_of(SignIn.account_id), editions.asked())).unique().first()
    if row is None:
        return None
    found, unread, edition = row
    editions.told(db, edition)
    return found, unread


def sign_ins(db: Session, account_id: UUID) -> list[SignIn]:
    """Where an account is signed in, the latest first."""
    return list(db.scalars(_lasting().where(SignIn.account_id == account_id).order_by(SignIn.created_at.desc())))


def _lasting() -> Select[SignIn]:
    return select(SignIn).where(SignIn.ended_at.is_(None), SignIn.created_at > clock.now() - LASTS)


def end_sign_in(db: Session, account_id: UUID, sign_in_id: UUID) -> None:
    _end(db, SignIn.account_id == account_id, SignIn.id == sign_in_id)


def end_all_sign_ins(db: Session, account_id: UUID) -> None:
    _end(db, SignIn.account_id == account_id)


def _end(db: Session, *which: Any) -> None:
    subscriptions.turn_off(db, select(SignIn.id).where(*which))
    db.execute(update(SignIn).where(SignIn.ended_at.is_(None), *which).values(ended_at=clock.now()))


def person(db: Session, account_id: UUID, person_id: UUID) -> Person:
    found = db.get(Person, person_id)
    if found is None or found.account_id != account_id:
        raise NotYours
    return found


def choose(db: Session, sign_in: SignIn, person_id: UUID) -> None:
    """From now on this browser acts as that person of the household."""
    sign_in.person_id = person(db, sign_in.account_id, person_id).id


def add_person(
    db: Session, account: Account, facts: Mapping[str, Any], source: str, doubtful: bool = False, kind: str = "citizen",
    person_id: UUID | None = None,
) -> Person:  # fmt: skip
    """A new person in a household, `person_id` where a phone named it. `facts` as on the card: full_name, id_number, birth_date, gender, residence …

    Raises `IdNumberHeld`, `NotYours` for an id that is another household's.
    """
    if person_id is not None and db.get(Person, person_id) is not None:
        raise NotYours
    index = _claim_id(db, account, facts.get("id_number"), None)
    made = Person(
        id=person_id or uuid7(), account_id=account.id, kind=kind, facts=_filled(facts), id_index=index, source=source,
        name_doubtful=doubtful, created_at=clock.now(),
    )  # fmt: skip
    account.persons.append(made)
    db.flush()
    return made


def change_person(db: Session, found: Person, facts: Mapping[str, Any], source: str, doubtful: bool = False) -> None:
    """Put right what is known of a person: "" takes a fact away, what `facts` does not name stays.

    Raises `IdNumberHeld`.
    """
    merged = _filled(found.facts | dict(facts))
    found.id_index = _claim_id(db, found.account, merged.get("id_number"), found.id)
    moved = merged.get("birth_date") != found.facts.get("birth_date")
    found.facts, found.source, found.name_doubtful = merged, source, doubtful
    if moved:
        household.birth_date_changed(db, found)


def _filled(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _claim_id(db: Session, account: Account, number: str | None, own: UUID | None) -> str | None:
    if not number:
        return None
    indexes = sealing.blinds("id number", number)
    holder = db.scalar(select(Person).where(Person.id_index.in_(indexes)))
    if holder is None or holder.id == own:
        return indexes[0]
    raise IdNumberHeld(str(holder.id_index), holder.account_id == account.id)


def report_clash(db: Session, account_id: UUID, index: str) -> str:
    """Keep the case and return the code to name at a desk; the same account gets the same code again."""
    known = select(Clash).where(Clash.account_id == account_id, Clash.id_index == index, Clash.settled_at.is_(None))
    case = db.scalar(known)
    if case is None:
        code = "TR-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
        case = Clash(account_id=account_id, id_index=index, code=code, at=clock.now())
        db.add(case)
    return case.code


def actor_of(sign_in: SignIn) -> Actor:
    """Who this browser acts as; staff are named to others by their function and given name only.

    Asked with every request, so that a role which was revoked is gone with the next one.
    """
    roles = frozenset((r.role, r.unit_id) for r in sign_in.account.roles)
    first = sign_in.person or (sign_in.account.persons[0] if sign_in.account.persons else None)
    name = str(first.facts.get("full_name", "")) if first else ""
    return Actor("staff" if roles else "citizen", name, sign_in.account_id, sign_in.person_id, roles, sign_in.acting_id)


def reach(db: Session, account_id: UUID) -> To:
    """Where messages for this account go."""
    account = db.get_one(Account, account_id)
    return To(account.id, account.phone, account.lang)


def phone_ends_with(db: Session, account_id: UUID, digits: str) -> bool:
    return db.get_one(Account, account_id).phone[-4:] == digits


def passkeys(db: Session, account_id: UUID) -> list[Passkey]:
    return list(db.scalars(select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.created_at)))


def known_facts(sign_in: SignIn, of: Person | None = None) -> dict[str, Any]:
    """What is known of `of`, else of the chosen person, under the names forms ask for, the phone included."""
    one = of if of and of.account_id == sign_in.account_id else sign_in.person
    facts = dict(one.facts) if one else {}
    return facts | {"phone": sign_in.account.phone}


def person_of_card(db: Session, id_number: str) -> Person | None:
    """Whose card this number stands on, whatever account they belong to: for desks, where the card itself is shown."""
    return db.scalar(select(Person).where(Person.id_index.in_(sealing.blinds("id number", id_number))))


def kind_of(db: Session, person_id: UUID) -> str:
    """citizen, business or organisation."""
    found = db.get(Person, person_id)
    return found.kind if found else "citizen"


def name_of(db: Session, person_id: UUID | None) -> str:
    """The full name of a person, or of the organisation; "" for nobody."""
    found = db.get(Person, person_id) if person_id else None
    return household.called(found) if found else ""


def names(db: Session, account_id: UUID) -> dict[UUID | None, str]:
    """The same for everybody of an account."""
    return {one.id: household.called(one) for one in db.scalars(select(Person).where(Person.account_id == account_id))}


def staff_names(db: Session, account_ids: Collection[UUID]) -> dict[UUID, str]:
    """Account → what its owner is called, for those who work here and carry no badge."""
    if not account_ids:
        return {}
    theirs = select(Person).where(Person.account_id.in_(account_ids)).order_by(Person.created_at.desc())
    return {one.account_id: household.called(one) for one in db.scalars(theirs)}


def initials(name: str) -> str:
    """«Nguyễn Thị Lan» → «N.T.L.»: what a payer may see of the applicant."""
    return "".join(f"{word[0]}." for word in name.split()[:6])


def forget_old_codes(db: Session, most: int = 1000) -> int:
    """One-time codes whose term is over; at most `most`, returns how many."""
    old = select(OneTimeCode.id).where(OneTimeCode.sent_at < clock.now() - retention.term("one_time_code"))
    ids = db.scalars(old.limit(most)).all()
    db.execute(delete(OneTimeCode).where(OneTimeCode.id.in_(ids)))
    return len(ids)


def forget_old_sign_ins(db: Session, most: int = 1000) -> int:
    """Sign-ins that ended, or lasted out, longer ago than their term; at most `most`, returns how many."""
    before = clock.now() - retention.term("sign_in_ended")
    over = (SignIn.ended_at < before) | (SignIn.created_at < before - LASTS)
    ids = db.scalars(select(SignIn.id).where(over).limit(most)).all()
    db.execute(delete(SignIn).where(SignIn.id.in_(ids)))
    return len(ids)
