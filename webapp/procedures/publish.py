"""From the folder of YAML files into the database: a procedure whose content changed becomes a new version."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.procedures.check import SCHEMA
from webapp.procedures.load import DATA, SHARED, BadCatalogue, load_one, load_shared
from webapp.procedures.models import ProcedureVersion


@dataclass
class Report:
    """The codes that are new, changed and the same as before."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


def publish(db: Session, folder: Path = DATA) -> Report:
    """Store every procedure of the folder whose content changed as its next version. Raises BadCatalogue (with every
    mistake) and then nothing is stored. Files that are as they were when last published are not read again."""
    shared_hash = _hash(*(folder / "shared" / f"{name}.yaml" for name in SHARED), SCHEMA)
    latest = {row.code: row for row in latest_versions(db)}
    report, problems, shared = Report(), [], None
    ready: list[tuple[dict[str, Any], str]] = []
    for path in sorted(folder.glob("*.yaml")):
        source = _hash(path) + shared_hash
        source = hashlib.sha256(source.encode()).hexdigest()
        known = latest.get(path.stem)
        if known and known.source_hash == source:
            report.same.append(known.code)
            continue
        try:
            shared = shared or load_shared(folder / "shared")
            ready.append((load_one(path, shared), source))
        except BadCatalogue as bad:
            problems += bad.problems
    if problems:
        raise BadCatalogue(problems)
    for definition, source in ready:
        _store(db, definition, source, latest.get(definition["code"]), report)
    db.flush()
    return report


def latest_versions(db: Session) -> list[ProcedureVersion]:
    """The current version of each procedure."""
    return list(db.scalars(_latest(ProcedureVersion)))


def latest_ids(db: Session) -> tuple[UUID, ...]:
    """Theirs, in the same order, without reading them."""
    return tuple(db.scalars(_latest(ProcedureVersion.id)))


def _latest(what: Any) -> Select[Any]:
    newest = (
        select(ProcedureVersion.code, ProcedureVersion.agency, func.max(ProcedureVersion.number).label("number"))
        .group_by(ProcedureVersion.code, ProcedureVersion.agency)
        .subquery()
    )
    same = (
        (ProcedureVersion.code == newest.c.code)
        & (ProcedureVersion.agency == newest.c.agency)
        & (ProcedureVersion.number == newest.c.number)
    )
    return select(what).join(newest, same).order_by(ProcedureVersion.code)


def content_hash(definition: dict[str, Any]) -> str:
    """The same for the same content, whatever the order of keys."""
    text = json.dumps(definition, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _store(
    db: Session, definition: dict[str, Any], source: str, known: ProcedureVersion | None, report: Report
) -> None:
    content = content_hash(definition)
    if known and known.content_hash == content and known.agency == definition["agency"]:
        known.source_hash = source  # a comment moved, nothing that is said changed
        report.same.append(known.code)
        return
    same_agency = known if known and known.agency == definition["agency"] else None
    db.add(
        ProcedureVersion(
            code=definition["code"], agency=definition["agency"], number=same_agency.number + 1 if same_agency else 1,
            content_hash=content, source_hash=source, definition=definition, published_at=clock.now(),
        )
    )  # fmt: skip
    (report.changed if known else report.new).append(definition["code"])


def _hash(*paths: Path) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes() if path.exists() else b"-")
    return total.hexdigest()
