"""Record after record into the database: versions, doubts that were not there yet, corrections that lie over changed words."""

import hashlib
import json
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import Base
from webapp.national import overlay
from webapp.national.models import GONE, OPEN, NationalDoubt, NationalEdit, NationalRecord, NationalVersion
from webapp.national.record import Doubt, Kind, Record

LONGEST = 2000  # signs of an excerpt
AT_ONCE = 200  # records between two flushes: memory does not grow with the file


@dataclass
class Report:
    """What an import did. `refused`: (line, why); `raised`: doubts that were not there before, by kind; `rows`: line for line,
    (what, code, kind, part, excerpt), for a spreadsheet."""

    seen_on: date
    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    back: int = 0
    vanished: int = 0
    twice: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    raised: Counter[str] = field(default_factory=Counter)
    rows: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def add(self, what: str, code: str, kind: str = "", part: str = "", excerpt: str = "") -> None:
        self.rows.append((what, code, kind, part, excerpt))


def content_hash(raw: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()


def key_of(doubt: Doubt) -> str:
    return hashlib.sha256("\n".join((doubt.kind, doubt.where, doubt.excerpt)).encode()).hexdigest()


class Taking:
    """What the database held when the import began, and what comes to it."""

    def __init__(self, db: Session, report: Report) -> None:
        self.db, self.report, self.now = db, report, clock.now()
        self.known = {row.code: row for row in db.scalars(select(NationalRecord))}
        self.doubts: dict[str, dict[str, tuple[str, str]]] = {}
        which = (NationalDoubt.code, NationalDoubt.key, NationalDoubt.state, NationalDoubt.kind)
        for code, key, state, kind in db.execute(select(*which)):
            self.doubts.setdefault(code, {})[key] = (state, kind)
        self.edits: dict[str, list[NationalEdit]] = {}
        for edit in db.scalars(select(NationalEdit).where(NationalEdit.withdrawn_at.is_(None))):
            self.edits.setdefault(edit.code, []).append(edit)
        self.coming: list[Base] = []

    def take(self, record: Record, raw: dict[str, Any], repeated: list[int]) -> None:
        """`repeated`: the lines of the file that have this code, where there are several; the last one is this."""
        self.report.read += 1
        self._keep(record, raw)
        doubts = [*record.doubts, *self._under_edits(record)]
        if repeated:
            doubts.append(Doubt(Kind.LISTED_TWICE, "record", f"dòng {', '.join(map(str, repeated))}"))
        self._doubt(record.code, doubts)
        if self.report.read % AT_ONCE == 0:
            self.flush()

    def vanish(self, listed: Container[str]) -> None:
        """What the catalogue no longer lists stays, marked so."""
        for row in self.known.values():
            if row.gone_on is None and row.code not in listed:
                row.gone_on = self.report.seen_on
                self.report.vanished += 1
                self.report.add("vanished", row.code, excerpt=row.name)

    def flush(self) -> None:
        """Records first, then what points to them; the session lets the large ones go."""
        self.db.flush()
        self.db.add_all(self.coming)
        self.db.flush()
        for one in self.coming:
            self.db.expunge(one)
        self.coming.clear()

    def _keep(self, record: Record, raw: dict[str, Any]) -> None:
        hashed, row = content_hash(raw), self.known.get(record.code)
        if row is None:
            self.report.new += 1
            row = self.known[record.code] = NationalRecord(code=record.code, number=0, gone_on=None)
            self.db.add(row)
        elif row.content_hash == hashed:
            self.report.same += 1
        else:
            self.report.changed += 1
            self.report.add("changed", record.code, excerpt=record.name)
        if row.gone_on is not None:
            self.report.back += 1
            self.report.add("back", record.code, excerpt=record.name)
        if row.content_hash != hashed:
            row.number, row.content_hash = row.number + 1, hashed
            seen = self.report.seen_on
            self.coming.append(
                NationalVersion(code=row.code, number=row.number, raw=raw, seen_on=seen, imported_at=self.now)
            )
        row.name, row.field, row.seen_on, row.gone_on = record.name, record.field, self.report.seen_on, None

    def _under_edits(self, record: Record) -> Iterator[Doubt]:
        for edit in self.edits.get(record.code, []):
            now = overlay.under(record, edit.part, edit.channel)
            if now != edit.under:
                place = " ".join(part for part in (edit.part, edit.channel) if part)
                yield Doubt(Kind.EDIT_OVER_CHANGE, "edit", f"{place}: «{edit.under}» → «{now}»")
                edit.under = now

    def _doubt(self, code: str, doubts: list[Doubt]) -> None:
        known = self.doubts.get(code, {})
        found = {key_of(short): short for short in map(_short, doubts)}
        for key, doubt in found.items():
            if key in known and known[key][0] != GONE:
                continue
            self.report.raised[doubt.kind] += 1
            self.report.add("doubt", code, doubt.kind, doubt.where, doubt.excerpt)
            if key in known:
                self._change(code, [key], OPEN)
            else:
                self.coming.append(
                    NationalDoubt(
                        code=code, key=key, kind=doubt.kind, part=doubt.where, excerpt=doubt.excerpt, state=OPEN, raised_at=self.now, words=""
                    )
                )  # fmt: skip
        over = [
            key
            for key, (state, kind) in known.items()
            if state == OPEN and key not in found and kind != Kind.EDIT_OVER_CHANGE
        ]
        if over:
            self._change(code, over, GONE)

    def _change(self, code: str, keys: list[str], state: str) -> None:
        which = (NationalDoubt.code == code, NationalDoubt.key.in_(keys))
        self.db.execute(
            update(NationalDoubt).where(*which).values(state=state).execution_options(synchronize_session=False)
        )


def _short(doubt: Doubt) -> Doubt:
    return Doubt(doubt.kind, doubt.where, doubt.excerpt[:LONGEST])
