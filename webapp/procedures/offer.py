"""What a person is told before starting (P11): papers, price, date, place and way in, for the answers given so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp import clock, workdays
from webapp.opening import OFFICE_HOURS, Calendar, Hours
from webapp.procedures import channel as ways_in
from webapp.procedures import fees, terms
from webapp.procedures.builder_fields import AnswerField
from webapp.procedures.channel import Channel
from webapp.procedures.conditions import asked
from webapp.procedures.fees import Quote
from webapp.procedures.papers import asked_for
from webapp.procedures.published import Procedure, shared
from webapp.procedures.terms import Term

POLICE_HOURS = Hours({"mon-fri": ["07:30-11:30", "13:30-17:00"], "sat": ["07:30-11:30"]})  # records 1.004194, 1.014064
POLICE = ("commune_police", "province_police")


@dataclass(frozen=True)
class Offer:
    """`price` says which words fit: free, amount, partly (some unknown), unknown, depends (on the questions),
    none_known."""

    procedure: Procedure
    channel: Channel
    quote: Quote
    price: str
    tariff: list[Mapping[str, Any]]
    term: Term
    promise: workdays.Promise | None
    questions: list[AnswerField]
    declared: frozenset[str]
    papers: list[Mapping[str, Any]]
    papers_maybe: list[Mapping[str, Any]]


def make_offer(
    procedure: Procedure, given: Any, claims: Iterable[str], demo: bool, calendar: Calendar, now: datetime
) -> Offer:
    """`given`: flat answers (a MultiDict) of which only those that price or time depend on are used; `claims`:
    declarations."""
    definition, today = procedure.definition, clock.local(now).date()
    form = procedure.form(given)
    decisive = fees.deciding(definition)
    answers = {name: value for name, value in form.answers.items() if name in decisive}
    known = frozenset(claims) & {one["id"] for one in definition["declarations"]}
    channel = ways_in.channel_of(definition, shared().mandates, demo, today)
    quote = fees.quote(definition, answers, known, channel.for_fees, today)
    tariff = fees.tariff(definition, channel.for_fees, today)
    term = terms.term_for(definition, answers)
    papers = asked_for(definition, answers)
    fixed = [paper for paper in papers if not paper.get("when") and paper["required"]]
    every = definition.get("documents") or []
    return Offer(
        procedure, channel, quote, _price(quote, tariff), tariff, term,
        _promise(procedure, term, calendar, now),
        [form[name] for name in decisive if name in asked(definition["form"], answers)], known,
        fixed, [paper for paper in every if paper not in fixed],
    )  # fmt: skip


def _price(quote: Quote, tariff: list[Mapping[str, Any]]) -> str:
    """That no rule speaks of this case is never taken for free: another answer may fit one, or nobody told any."""
    if quote.says != "untold":
        return quote.says
    return "depends" if tariff else "none_known"


def _promise(procedure: Procedure, term: Term, calendar: Calendar, now: datetime) -> workdays.Promise | None:
    hours = POLICE_HOURS if procedure.definition["authority"] in POLICE else OFFICE_HOURS
    try:
        return workdays.explain(now, term, calendar, hours)
    except workdays.UnknownTerm:
        return None
