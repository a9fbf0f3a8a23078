"""What is published now: each procedure by code or version, and what the search looks through.

Definitions are immutable, so a parsed version is kept in the process for ever; which versions are current is asked
each time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import editions
from webapp.i18n import pick
from webapp.procedures import builder, finding, search
from webapp.procedures.builder import DefinitionForm
from webapp.procedures.crosscheck import Shared
from webapp.procedures.load import DATA, load_shared
from webapp.procedures.models import ProcedureVersion
from webapp.procedures.publish import latest_ids, latest_versions
from webapp.procedures.wording import Wording


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
        return pick(shared().fields.get(self.definition["field"], {}).get("name"))

    def is_for(self, kind: str) -> bool:
        """Whether such a person may ask for it: citizen, business, organisation."""
        return kind in self.definition["applicants"]

    @cached_property
    def form(self) -> type[DefinitionForm]:
        """The form class: `procedure.form(request.form)` or `procedure.form(data=answers)`."""
        return builder.build(self.definition)


@dataclass(frozen=True)
class Catalogue:
    """What is current at one moment, by code, with its search index and all its names in one text, "|" between them."""

    procedures: dict[str, Procedure]
    index: search.Index
    said: str


_known: dict[UUID, Procedure] = {}
_made: dict[tuple[UUID, ...], Catalogue] = {}


def current(db: Session, code: str) -> Procedure:
    """The procedure as it is published now. Raises UnknownProcedure."""
    found = catalogue(db).procedures.get(code)
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
    return sorted(catalogue(db).procedures.values(), key=lambda one: search.norm(one.name))


@cache
def shared() -> Shared:
    """What all procedures have in common: data/shared."""
    return load_shared(DATA / "shared")


@cache
def wording() -> Wording:
    """How people put things, ready to use."""
    return Wording(shared().search)


@editions.kept
def listing(db: Session) -> finding.Listing:
    """What other rooms list beside it."""
    return finding.listing(db, wording(), catalogue(db).procedures.keys())


@editions.kept
def catalogue(db: Session) -> Catalogue:
    """What is current now, made anew only when something was published (by this process or another): an edition also ends
    when somebody gets a role, and the same versions give the same catalogue."""
    found = _made.get(latest_ids(db))
    if found is None:
        versions = latest_versions(db)
        known = {row.code: _remember(row) for row in versions}
        called = {code: finding.called(one.definition) for code, one in sorted(known.items())}
        said = " | ".join(search.norm(name) for names in called.values() for name in names)
        entries = [
            search.Entry(code, names, finding.officially(known[code].definition)) for code, names in called.items()
        ]
        index = search.Index(entries, wording())
        found = Catalogue(known, index, f" {said} ")
        _made.clear()
        _made[tuple(row.id for row in versions)] = found
    return found


def _remember(row: ProcedureVersion) -> Procedure:
    return _known.setdefault(row.id, Procedure(row.id, row.definition, row.number))
