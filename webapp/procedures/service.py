"""What other rooms may ask of the catalogue: a procedure by code or version, its price, term, channel and form, and
search.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from webapp.procedures import channel, elsewhere, fees, finding, papers, places, search, terms
from webapp.procedures.again import Next, leading
from webapp.procedures.again import again as fitting
from webapp.procedures.again import next_step as following
from webapp.procedures.along import goes_along
from webapp.procedures.builder import DefinitionForm, clean, flatten, in_words, summary
from webapp.procedures.channel import Channel
from webapp.procedures.fees import Quote
from webapp.procedures.finding import Answered, Listed, more_to_find
from webapp.procedures.likeness import KNOWN, same_letters
from webapp.procedures.load import DATA, BadCatalogue
from webapp.procedures.offer import Offer, make_offer
from webapp.procedures.papers import last_day
from webapp.procedures.prefill import prefill as known_answers
from webapp.procedures.publish import Report, publish
from webapp.procedures.published import (
    Procedure,
    UnknownProcedure,
    all_current,
    catalogue,
    current,
    listing,
    shared,
    version,
    wording,
)
from webapp.procedures.search import Found, code_in
from webapp.procedures.search import norm as plain
from webapp.procedures.terms import Term
from webapp.procedures.wording import Word, Wording, WordList, word, words

__all__ = [
    "KNOWN", "Word", "WordList", "Wording", "plain", "same_letters", "word", "wording", "words",
    "Answered", "BadCatalogue", "Channel", "DATA", "DefinitionForm", "Listed", "Offer", "Procedure", "Quote", "Report", "Term", "UnknownProcedure",
    "again", "all_current", "answer", "by_field", "by_life_event", "channel_of", "clean", "code_in", "current", "documents", "fields", "find", "flatten", "goes_along", "guide", "in_words", "last_day", "led_to_by", "life_events", "make_offer", "more_to_find", "next_step", "otherwise", "page_elsewhere", "paper_kind", "paper_kinds", "prefill", "publish", "quote", "summary", "tariff", "term_for", "terms_of", "use_places", "version",
]  # fmt: skip

use_places = places.use
otherwise, page_elsewhere = elsewhere.use, elsewhere.page


def find(db: Session, query: str, limit: int = 8) -> list[tuple[Procedure, Found]]:
    """Procedures of the catalogue that answer an everyday phrase, a name or a code, best first."""
    ours = catalogue(db)
    found = search.answer([ours.index], query, limit).found[:limit]
    return [(ours.procedures[hit.code], hit) for hit in found]


def answer(db: Session, question: str) -> Answered:
    """What is meant, of the catalogue and of all that other rooms list."""
    ours, others = catalogue(db), listing(db)
    known: dict[str, Procedure | Listed] = {**others.by_code, **ours.procedures}
    return finding.told(search.answer([ours.index, others.index], question), known)


def searched(one: Procedure) -> list[str]:
    """All that a procedure is called, in every language: what the search looks through."""
    return list(finding.called(one.definition))


def names_of(one: Procedure) -> int:
    """How many of these are official names; they come first."""
    return finding.officially(one.definition)


def search_words() -> dict[str, Any]:
    """How people put things and the numbers of the ranking: data/shared/search.yaml."""
    return shared().search


def is_ours(db: Session, query: str) -> bool:
    """Whether somebody asks in words that stand so in a name or an everyday phrase: that tells nothing of who asks."""
    return f" {plain(query)} " in catalogue(db).said


def by_life_event(db: Session, event_id: str) -> list[Procedure]:
    """Procedures of a life event, those that can be filled in completely here first."""
    return _complete_first(one for one in all_current(db) if one.definition["life_event"] == event_id)


def by_field(db: Session, field_id: str) -> list[Procedure]:
    return _complete_first(one for one in all_current(db) if one.definition["field"] == field_id)


def life_events() -> list[dict[str, Any]]:
    """{id, icon, name: {vi, en}, summary: {vi, en}} in the order of the front page."""
    return list(shared().life_events.values())


def guide(event_id: str) -> dict[str, Any]:
    """The guided list of a life event, as docs/procedures.md describes it."""
    found: dict[str, Any] = shared().guides[event_id]
    return found


def fields() -> list[dict[str, Any]]:
    """{id, name: {vi, en}} of all fields (lĩnh vực)."""
    return list(shared().fields.values())


def channel_of(procedure: Procedure, demo: bool, on: date) -> Channel:
    """The legal way in on that day, and why."""
    return channel.channel_of(procedure.definition, shared().mandates, demo, on)


def quote(
    procedure: Procedure, answers: Mapping[str, Any], declared: Iterable[str], through: Channel | str, on: date
) -> Quote:
    """The price for these answers and declarations. `through`: a Channel, or online, in_person, post."""
    return fees.quote(procedure.definition, answers, declared, getattr(through, "for_fees", str(through)), on)


def term_for(procedure: Procedure, answers: Mapping[str, Any]) -> Term:
    """How long it takes, for these answers."""
    return terms.term_for(procedure.definition, answers)


def terms_of(procedure: Procedure) -> list[Term]:
    """Every term there is, the one that holds when nothing else does last; `label` says of which case it is."""
    return terms.terms_of(procedure.definition)


def tariff(procedure: Procedure, through: Channel | str, on: date) -> list[Mapping[str, Any]]:
    """Every fee that somebody may have to pay through this channel on that day; `sure`: whether its source is confirmed."""
    return fees.tariff(procedure.definition, getattr(through, "for_fees", str(through)), on)


def documents(procedure: Procedure, answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The papers asked for, given the answers."""
    return papers.asked_for(procedure.definition, answers)


def prefill(procedure: Procedure, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of the person, as answers to begin with: `procedure.form(data=prefill(…))`."""
    return known_answers(procedure.definition, facts)


def paper_kinds() -> dict[str, Any]:
    """Kinds of papers that recur, by id: {id, name, identity, valid, look, about, source}."""
    return shared().papers


def paper_kind(procedure: Procedure, slot: str) -> dict[str, Any] | None:
    """The kind of the papers in that slot (or "result"), where the procedure says one."""
    return shared().papers.get(papers.kind_of(procedure.definition, slot) or "")


def again(old: Procedure, answers: Mapping[str, Any], new: Procedure) -> dict[str, Any]:
    """What was answered there and may be offered here (data/shared/again.yaml), as answers: `new.form(data=…)`."""
    return fitting(old.definition, answers, new.definition, shared().again)


def next_step(old: Procedure, answers: Mapping[str, Any], new: Procedure, days: int, name: str | None) -> Next | None:
    """What `old`, handed in `days` ago, gives to `new` as the next step of one life event. `name`: of the person it is for
    now, where that is another one of the household."""
    return following(old.definition, answers, new.definition, shared().again, days, name)


def led_to_by(code: str) -> set[str]:
    """The codes of the steps before this one that give something to it."""
    return {rule["from"] for rule in shared().again if leading([rule], rule.get("from", ""), code)}


def _complete_first(procedures: Iterable[Procedure]) -> list[Procedure]:
    return sorted(procedures, key=lambda one: not one.definition["complete_form"])
