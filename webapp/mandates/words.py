"""The words that are agreed to, and what pages say of a mandate: whom it names, what it allows, until when."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import render_template
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import service as accounts
from webapp.i18n import LANGUAGES, pick, say_date, speaking
from webapp.mandates import terms
from webapp.mandates.models import Mandate
from webapp.procedures import service as procedures
from webapp.teams import service as teams
from webapp.units import service as units


@dataclass(frozen=True)
class Named:
    """`helper` and `badge` (its code) as they stand on the badge, to be compared; `unit` in the current language."""

    helper: str
    badge: str
    unit: str
    phone: str | None
    procedures: list[str]
    until: datetime


def named(db: Session, mandate: Mandate) -> Named:
    return all_named(db, [mandate])[0]


def all_named(db: Session, mandates: Sequence[Mandate]) -> list[Named]:
    """One for each; asks for the helpers' names once. A clerk has no badge: their name is what the office knows them by."""
    badges = teams.badges(db, {one.helper_id for one in mandates})
    clerks = accounts.staff_names(db, {one.helper_id for one in mandates} - badges.keys())
    return [
        _named(db, one, badges.get(one.helper_id) or teams.Badge(clerks.get(one.helper_id, ""))) for one in mandates
    ]


def _named(db: Session, mandate: Mandate, badge: teams.Badge) -> Named:
    team = units.get(db, mandate.unit_id)
    titles = [procedures.current(db, code).name for code in mandate.procedures]
    return Named(badge.name, badge.code, pick(team.name), team.phone, titles, until(mandate))


def until(mandate: Mandate) -> datetime:
    """The end of its last day in Việt Nam: the moment itself where it was given, else as if it were given now."""
    return mandate.until or last_moment(mandate)


def last_moment(mandate: Mandate) -> datetime:
    """The end of the last day that was agreed to, counted from the day it was given, or from today."""
    last = clock.local(mandate.given_at or clock.now()) + timedelta(days=mandate.days)
    return last.replace(hour=0, minute=0, second=0, microsecond=0)


def text(db: Session, mandate: Mandate, text_id: str) -> str:
    """The words of version `text_id`, in the citizen's language, as plain text."""
    with speaking(mandate.lang):
        return render_template(f"mandates/words/{text_id}.txt", named=named(db, mandate), mandate=mandate).strip()


def to_sign(db: Session, badge: teams.Badge, unit_id: str) -> dict[str, dict[int, dict[str, str]]]:
    """Language → days → the words as they stand before anybody signs today, with this badge's helper, for a phone that will have no signal then: `any` for
    whatever is needed, `only` with `{names}` in the place of the procedures."""
    now, team = terms.now(), units.get(db, unit_id)
    today = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)

    def put(days: int, titles: list[str]) -> str:
        said = Named(badge.name, badge.code, pick(team.name), team.phone, titles, today + timedelta(days=days))
        return render_template(f"mandates/words/{now.text}.txt", named=said).strip()

    found = {}
    for lang in LANGUAGES:
        with speaking(lang):
            found[lang] = {days: {"any": put(days, []), "only": put(days, ["{names}"])} for days in now.days}
    return found


def consent(mandate: Mandate) -> str:
    """What is agreed to before data are kept, in the citizen's language, as HTML."""
    with speaking(mandate.lang):
        return accounts.consent.words()


def on_paper_words(db: Session, badge: teams.Badge, unit_id: str) -> str:
    """The same in the current language, with dots in the place of the last day: to be printed and filled in by hand."""
    now = terms.now()
    last = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    said = Named(badge.name, badge.code, pick(units.get(db, unit_id).name), None, [], last)
    words = render_template(f"mandates/words/{now.text}.txt", named=said).strip()
    return words.replace(say_date(last - timedelta(seconds=1)), "……/……/20……")


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
