"""A crawl comes in: new, changed, as they were, gone and back; every doubt once; what we corrected stays. One transaction."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from webapp import clock
from webapp.national import reading, stream
from webapp.national.taking import Report, Taking


@dataclass(frozen=True)
class _Listing:
    """The file seen once through: the line that counts for each code, the lines of a code that has several, its day."""

    last: dict[str, int]
    repeated: dict[str, list[int]]
    day: date


def run(db: Session, path: Path, seen: date | None = None, part: bool = False) -> Report:
    """Import the file. `seen`: the day of the crawl; `part`: the file is only some of the catalogue, what it lacks has not vanished.

    Raises stream.UnreadableFile; nothing has changed then.
    """
    listing = _look_through(path, seen)
    report = Report(listing.day)
    taking = Taking(db, report)
    for number, raw, why in stream.lines(path):
        if raw is None:
            report.refused.append((number, why))
            continue
        code = reading.code_of(raw)
        if listing.last.get(code, number) != number:
            report.twice += 1
            continue
        try:
            record = reading.read(raw, clock.today())
        except reading.Refused as missing:
            report.refused.append((number, f"without {missing}"))
            continue
        taking.take(record, raw, listing.repeated.get(code, []))
    if not part:
        taking.vanish(listing.last)
    taking.flush()
    for number, why in report.refused:
        report.add("refused", "", why, f"line {number}")
    return report


def _look_through(path: Path, seen: date | None) -> _Listing:
    last: dict[str, int] = {}
    repeated: dict[str, list[int]] = {}
    first = None
    for number, raw, _why in stream.lines(path):
        code = reading.code_of(raw) if raw else ""
        if code and reading.name_of(raw or {}):
            first = first or raw
            if code in last:
                repeated.setdefault(code, [last[code]]).append(number)
            last[code] = number
    if not last:
        raise stream.UnreadableFile(f"{path}: no line of it is a record with a code and a name")
    return _Listing(last, repeated, seen or stream.day_of(path, first))
