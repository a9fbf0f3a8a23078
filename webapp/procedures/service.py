"""What other rooms may ask of the catalogue: a procedure by code or version, its price, term, channel and form, and
search.

Definitions are immutable, so a parsed version is kept in the process for ever; which versions are current is asked
each time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import editions
from webapp.i18n import pick
from webapp.procedures import builder, channel, elsewhere, fees, finding, papers, places, search, terms
from webapp.procedures.again import Next, leading
from webapp.procedures.again import again as fitting
from webapp.procedures.again import next_step as following
from webapp.procedures.along import goes_along
from webapp.procedures.builder import DefinitionForm, clean, flatten, in_words, summary
from webapp.procedures.channel import Channel
from webapp.procedures.conditions import holds
from webapp.procedures.crosscheck import Shared
from webapp.procedures.fees import Quote
from webapp.procedures.finding import Answered, Listed, more_to_find
from webapp.procedures.likeness import KNOWN, same_letters
from webapp.procedures.load import DATA, BadCatalogue, load_shared
from webapp.procedures.models import ProcedureVersion
from webapp.procedures.papers import last_day
from webapp.procedures.prefill import prefill as known_answers
from webapp.procedures.publish import Report, latest_ids, latest_versions, publish
from webapp.procedures.search import Found, code_in
from webapp.procedures.search import norm as plain
from webapp.procedures.terms import Term
from webapp.procedures.wording import Word, Wording, WordList, word, words

__all__ = [
    "KNOWN", "Word", "WordList", "Wording", "plain", "same_letters", "word", "wording", "words",
    "Answered", "BadCatalogue", "Channel", "DATA", "DefinitionForm", "Listed", "Procedure", "Quote", "Report", "Term", "UnknownProcedure",
    "again", "all_current", "answer", "by_field", "by_life_event", "channel_of", "clean", "code_in", "current", "documents", "fields", "find", "flatten", "goes_along", "guide", "in_words", "last_day", "led_to_by", "life_events", "more_to_find", "next_step", "otherwise", "page_elsewhere", "paper_kind", "paper_kinds", "prefill", "publish", "quote", "summary", "tariff", "term_for", "terms_of", "use_places", "version",
]  # fmt: skip

use_places = places.use
otherwise, page_elsewhere = elsewhere.use, elsewhere.page


class UnknownProcedure(LookupError):
    """There is no published procedure with this code, or no such version."""


@dataclass(frozen=True, eq=False)
class Procedure:
    """One published version. `definition` is the whole file, as docs/procedures.md describes it; do not change it."""

    version_id: UUID
    definition: Mapping[str, Any]
    number: int = 1

    @property
    def code(self) -> str:
        return str(self.definition["code"])

    @property
    def name(self) -> str:
        """In the current language; likewise `summary`, `everyday` and `field_name`."""
        return pick(self.definition["name"])

    @property
    def summary(self) -> str:
        return pick(self.definition["summary"])

    @property
    def everyday(self) -> str:
        """How most people call it: the first everyday name."""
        return pick({lang: names[0] for lang, names in self.definition["everyday"].items()})

    @property
    def field_name(self) -> str:
        return pick(_shared().fields.get(self.definition["field"], {}).get("name"))

    def is_for(self, kind: str) -> bool:
        """Whether such a person may ask for it: citizen, business, organisation."""
        return kind in self.definition["applicants"]

    @cached_property
    def form(self) -> type[DefinitionForm]:
        """The form class: `procedure.form(request.form)` or `procedure.form(data=answers)`."""
        return builder.build(self.definition)


@dataclass(frozen=True)
class _Catalogue:
    """What is current at one moment, by code, with its search index and all its names in one text, "|" between them."""

    procedures: dict[str, Procedure]
    index: search.Index
    said: str


_known: dict[UUID, Procedure] = {}
_made: dict[tuple[UUID, ...], _Catalogue] = {}


def current(db: Session, code: str) -> Procedure:
    """The procedure as it is published now. Raises UnknownProcedure."""
    found = _catalogue(db).procedures.get(code)
    if found is None:
        raise UnknownProcedure(code)
    return found


def version(db: Session, version_id: UUID) -> Procedure:
    """The procedure as a dossier began with it. Raises UnknownProcedure."""
    if version_id not in _known:
        row = db.get(ProcedureVersion, version_id)
        if row is None:
            raise UnknownProcedure(str(version_id))
        _remember(row)
    return _known[version_id]


def all_current(db: Session) -> list[Procedure]:
    """Every published procedure, by name."""
    return sorted(_catalogue(db).procedures.values(), key=lambda one: search.norm(one.name))


def find(db: Session, query: str, limit: int = 8) -> list[tuple[Procedure, Found]]:
    """Procedures of the catalogue that answer an everyday phrase, a name or a code, best first."""
    catalogue = _catalogue(db)
    found = search.answer([catalogue.index], query, limit).found[:limit]
    return [(catalogue.procedures[hit.code], hit) for hit in found]


def answer(db: Session, question: str) -> Answered:
    """What is meant, of the catalogue and of all that other rooms list."""
    catalogue, listing = _catalogue(db), _listing(db)
    found = search.answer([catalogue.index, listing.index], question)
    known: dict[str, Procedure | Listed] = {**listing.by_code, **catalogue.procedures}
    offered, others = ([known[hit.code] for hit in hits] for hits in (found.offered, found.others))
    covers = found.found[0].covers if found.found else 0.0
    return Answered(found.verdict, offered, others, found.opens, found.by_name, covers)


def searched(one: Procedure) -> list[str]:
    """All that a procedure is called, in every language: what the search looks through."""
    return list(finding.called(one.definition))


def names_of(one: Procedure) -> int:
    """How many of these are official names; they come first."""
    return finding.officially(one.definition)


def search_words() -> dict[str, Any]:
    """How people put things and the numbers of the ranking: data/shared/search.yaml."""
    return _shared().search


def is_ours(db: Session, query: str) -> bool:
    """Whether somebody asks in words that stand so in a name or an everyday phrase: that tells nothing of who asks."""
    return f" {plain(query)} " in _catalogue(db).said


def by_life_event(db: Session, event_id: str) -> list[Procedure]:
    """Procedures of a life event, those that can be filled in completely here first."""
    return _complete_first(one for one in all_current(db) if one.definition["life_event"] == event_id)


def by_field(db: Session, field_id: str) -> list[Procedure]:
    return _complete_first(one for one in all_current(db) if one.definition["field"] == field_id)


def life_events() -> list[dict[str, Any]]:
    """{id, icon, name: {vi, en}, summary: {vi, en}} in the order of the front page."""
    return list(_shared().life_events.values())


def guide(event_id: str) -> dict[str, Any]:
    """The guided list of a life event, as docs/procedures.md describes it."""
    found: dict[str, Any] = _shared().guides[event_id]
    return found


def fields() -> list[dict[str, Any]]:
    """{id, name: {vi, en}} of all fields (lĩnh vực)."""
    return list(_shared().fields.values())


def channel_of(procedure: Procedure, demo: bool, on: date) -> Channel:
    """The legal way in on that day, and why."""
    return channel.channel_of(procedure.definition, _shared().mandates, demo, on)


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
    return [paper for paper in procedure.definition.get("documents") or [] if holds(paper.get("when"), answers)]


def prefill(procedure: Procedure, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of the person, as answers to begin with: `procedure.form(data=prefill(…))`."""
    return known_answers(procedure.definition, facts)


def paper_kinds() -> dict[str, Any]:
    """Kinds of papers that recur, by id: {id, name, identity, valid, look, about, source}."""
    return _shared().papers


def paper_kind(procedure: Procedure, slot: str) -> dict[str, Any] | None:
    """The kind of the papers in that slot (or "result"), where the procedure says one."""
    return _shared().papers.get(papers.kind_of(procedure.definition, slot) or "")


def again(old: Procedure, answers: Mapping[str, Any], new: Procedure) -> dict[str, Any]:
    """What was answered there and may be offered here (data/shared/again.yaml), as answers: `new.form(data=…)`."""
    return fitting(old.definition, answers, new.definition, _shared().again)


def next_step(old: Procedure, answers: Mapping[str, Any], new: Procedure, days: int, name: str | None) -> Next | None:
    """What `old`, handed in `days` ago, gives to `new` as the next step of one life event. `name`: of the person it is for
    now, where that is another one of the household."""
    return following(old.definition, answers, new.definition, _shared().again, days, name)


def led_to_by(code: str) -> set[str]:
    """The codes of the steps before this one that give something to it."""
    return {rule["from"] for rule in _shared().again if leading([rule], rule.get("from", ""), code)}


@cache
def _shared() -> Shared:
    return load_shared(DATA / "shared")


@cache
def wording() -> Wording:
    """How people put things, ready to use."""
    return Wording(_shared().search)


@editions.kept
def _listing(db: Session) -> finding.Listing:
    return finding.listing(db, wording(), _catalogue(db).procedures.keys())


@editions.kept
def _catalogue(db: Session) -> _Catalogue:
    """What is current now, made anew only when something was published (by this process or another): an edition also ends
    when somebody gets a role, and the same versions give the same catalogue."""
    found = _made.get(latest_ids(db))
    if found is None:
        versions = latest_versions(db)
        known = {row.code: _remember(row) for row in versions}
        called = {code: finding.called(one.definition) for code, one in sorted(known.items())}
        said = " | ".join(plain(name) for names in called.values() for name in names)
        entries = [
            search.Entry(code, names, finding.officially(known[code].definition)) for code, names in called.items()
        ]
        index = search.Index(entries, wording())
        found = _Catalogue(known, index, f" {said} ")
        _made.clear()
        _made[tuple(row.id for row in versions)] = found
    return found


def _remember(row: ProcedureVersion) -> Procedure:
    return _known.setdefault(row.id, Procedure(row.id, row.definition, row.number))


def _complete_first(procedures: Iterable[Procedure]) -> list[Procedure]:
    return sorted(procedures, key=lambda one: not one.definition["complete_form"])
