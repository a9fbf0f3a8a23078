"""A day held against the provider's statement: compared, found money booked, explained, signed off and frozen. To the đồng."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.books.models import Sheet, Statement, StatementLine
from webapp.i18n import _l
from webapp.payments import service as payments
from webapp.payments.service import MoneyFact
from webapp.tills import service as tills

MATCHED, HERE, THERE, DIFFERS = "matched", "missing_here", "missing_there", "amount_differs"
SHOWN = 60
ALSO = {"sepay": tills.COUNTER["bank"]}
"""A provider's statement also shows what a clerk wrote down as a transfer: what it does not show, never came."""
WORDS = {
    MATCHED: _l("Khớp"), HERE: _l("Sao kê có, sổ chưa có"), THERE: _l("Sổ có, sao kê không có"), DIFFERS: _l("Số tiền khác nhau"),
    "doubtful": _l("Nhà cung cấp đang xem xét"), "out": _l("Tiền ra"),
}  # fmt: skip
"""What to call each kind of line."""


class OtherStatement(Exception):
    """This form brought another file before."""


class Signed(Exception):
    """The sheet was signed: nothing in it changes any more."""


class Unexplained(Exception):
    """Lines that differ have no explanation yet."""


class Alone(Exception):
    """Whoever brought the file signs no sheet on which it found money that nobody told of: a file is soon written."""


def take(db: Session, statement_id: UUID, provider: str, day: date, raw: bytes, actor: Actor) -> Sheet:
    """Keep the file and hold it against the journal; money that nobody told of goes through the door that notices come through.

    Once a sheet is signed, a later statement of the day makes a supplement of what is new. Raises payments.BadStatement, OtherStatement.
    """
    digest = hashlib.sha256(raw).hexdigest()
    if known := db.get(Statement, statement_id):
        if known.sha256 != digest:
            raise OtherStatement
        return db.get_one(Sheet, known.sheet_id)
    rows = payments.read_statement(provider, raw, day)
    sheet = _open_sheet(db, provider, day)
    made = Statement(id=statement_id, sheet_id=sheet.id, body=raw, sha256=digest, by_name=actor.name, at=clock.now())
    made.by_id = actor.account_id
    db.add(made)
    _compare(db, sheet, rows)
    return sheet


def _open_sheet(db: Session, provider: str, day: date) -> Sheet:
    """The day's sheet that is not signed yet, locked."""
    mine = select(Sheet).where(Sheet.provider == provider, Sheet.day == day).order_by(Sheet.part.desc()).limit(1)
    last = db.scalar(mine.with_for_update())
    if last and not last.signed_at:
        return last
    made = Sheet(provider=provider, day=day, part=last.part + 1 if last else 1)
    db.add(made)
    db.flush()
    return made


def _compare(db: Session, sheet: Sheet, rows: list[payments.StatementRow]) -> None:
    """Lines that stand in a sheet of this day already stay as they are; ours that stand nowhere are looked for anew."""
    before = select(Sheet.id).where(Sheet.provider == sheet.provider, Sheet.day == sheet.day)
    known = select(StatementLine).where(StatementLine.sheet_id.in_(before))
    told = {one.number for one in db.scalars(known) if one.what != THERE}
    for ours in db.scalars(known.where(StatementLine.what == THERE, StatementLine.sheet_id == sheet.id)):
        db.delete(ours)
    db.flush()
    found = _found(db, sheet.provider, [row for row in rows if row.number not in told])
    for row in (one for one in rows if one.number not in told):
        db.add(_line(db, sheet, row, found.get(row.number)))
    db.flush()
    for place, fact in enumerate(_ours_alone(db, sheet), payments.MOST_STATEMENT_ROWS + 1):
        db.add(StatementLine(
            sheet_id=sheet.id, position=place, number=fact.provider_id, amount=0, ours=fact.amount, what=THERE,
            words=fact.content, fact_id=fact.id,
        ))  # fmt: skip
    db.flush()
    db.expire(sheet, ["lines"])


def _found(db: Session, provider: str, rows: list[payments.StatementRow]) -> dict[str, MoneyFact]:
    """Provider's number → our movement: by that number, else by the bank's own reference."""
    facts: dict[str, MoneyFact] = {}
    for some in _some([row.number for row in rows]):
        there = select(MoneyFact).where(MoneyFact.provider == provider, MoneyFact.provider_id.in_(some))
        facts |= {fact.provider_id: fact for fact in db.scalars(there)}
    left = {row.bank_reference: row.number for row in rows if row.bank_reference and row.number not in facts}
    taken = {fact.id for fact in facts.values()}
    for some in _some(list(left)):
        there = select(MoneyFact).where(MoneyFact.provider.in_(_told_by(provider)), MoneyFact.bank_reference.in_(some))
        for fact in db.scalars(there.order_by(MoneyFact.at.desc(), MoneyFact.id)):
            listed = exists().where(StatementLine.fact_id == fact.id, StatementLine.what != THERE)
            if fact.id not in taken and not db.scalar(select(listed)):
                facts[left[fact.bank_reference or ""]] = fact
    return facts


def _told_by(provider: str) -> list[str]:
    return [one for one in (provider, ALSO.get(provider)) if one]


def _some(names: list[str]) -> list[list[str]]:
    """As many at once as a statement takes."""
    return [names[i : i + 500] for i in range(0, len(names), 500)]


def _line(db: Session, sheet: Sheet, row: payments.StatementRow, fact: MoneyFact | None) -> StatementLine:
    line = StatementLine(
        sheet_id=sheet.id, position=row.line, number=row.number, amount=row.amount, ours=fact.amount if fact else 0,
        what=row.happened, words=row.content or row.attempt or "", fact_id=fact.id if fact else None,
    )  # fmt: skip
    if row.happened == "came":
        line.what = HERE if fact is None else MATCHED if fact.amount == row.amount else DIFFERS
    if line.what == HERE:
        line.notice_id = payments.keep(db, sheet.provider, payments.as_notice(row), payments.STATEMENT)
    return line


def _ours_alone(db: Session, sheet: Sheet) -> list[MoneyFact]:
    """Movements recorded that day that stand in no statement of any day."""
    start = datetime.combine(sheet.day, time(), clock.VN)
    listed = exists().where(StatementLine.fact_id == MoneyFact.id)
    ours = select(MoneyFact).where(MoneyFact.provider.in_(_told_by(sheet.provider)), MoneyFact.at >= start, ~listed)
    numbers = exists().where(StatementLine.number == MoneyFact.provider_id, StatementLine.what == HERE)
    return list(
        db.scalars(ours.where(MoneyFact.at < start + timedelta(days=1), ~numbers).order_by(MoneyFact.at, MoneyFact.id))
    )


@dataclass(frozen=True)
class Shown:
    """A line as a page shows it; `open`: it differs and nobody said why. Money found by the statement explains itself once booked."""

    line: StatementLine
    booked: bool

    @property
    def open(self) -> bool:
        quiet = self.line.what in (MATCHED, "out") or (self.line.what == HERE and self.booked)
        return not quiet and not self.line.explanation


def shown(db: Session, sheet: Sheet) -> list[Shown]:
    """Lines in the order of the file."""
    found = [line.number for line in sheet.lines if line.what == HERE]
    booked: set[str] = set()
    for some in _some(found):
        there = select(MoneyFact.provider_id).where(
            MoneyFact.provider == sheet.provider, MoneyFact.provider_id.in_(some)
        )
        booked |= set(db.scalars(there))
    return [Shown(line, line.number in booked) for line in sheet.lines]


def sums(lines: list[Shown]) -> dict[str, int]:
    """Đồng: what the statement says came, what the journal has of it, and how far they are apart."""
    there = sum(one.line.amount for one in lines if one.line.what in (MATCHED, HERE, DIFFERS))
    here = sum(one.line.amount if one.booked else one.line.ours for one in lines if one.line.what != "out")
    return {"there": there, "here": here, "apart": there - here}


def explain(db: Session, sheet: Sheet, line_id: UUID, text: str, actor: Actor) -> None:
    """Why a line differs. Raises Signed, LookupError."""
    sheet = _locked(db, sheet)
    line = next((one for one in sheet.lines if one.id == line_id), None)
    if line is None:
        raise LookupError
    line.explanation, line.explained_by, line.explained_at = text, actor.name, clock.now()


def sign(db: Session, sheet: Sheet, actor: Actor) -> None:
    """Freeze it, once every line has an explanation. Raises Signed, Unexplained, Alone."""
    sheet = _locked(db, sheet)
    lines = shown(db, sheet)
    if any(one.open for one in lines):
        raise Unexplained
    brought = select(Statement.by_id).where(Statement.sheet_id == sheet.id)
    if any(one.line.what == HERE for one in lines) and actor.account_id in set(db.scalars(brought)):
        raise Alone
    sheet.signed_at, sheet.signed_by, sheet.signed_name = clock.now(), actor.account_id, actor.name
    sheet.content = _content(sheet, lines)
    sheet.sha256 = digest(sheet.content)


def _locked(db: Session, sheet: Sheet) -> Sheet:
    found = db.get_one(Sheet, sheet.id, with_for_update=True, populate_existing=True)
    if found.signed_at:
        raise Signed
    return found


def _content(sheet: Sheet, lines: list[Shown]) -> dict[str, Any]:
    told = ("number", "amount", "ours", "what", "words", "explanation", "explained_by")
    return {
        "provider": sheet.provider, "day": sheet.day.isoformat(), "part": sheet.part, "sums": sums(lines),
        "signed_by": sheet.signed_name, "signed_at": sheet.signed_at.isoformat() if sheet.signed_at else None,
        "lines": [{name: getattr(one.line, name) for name in told} | {"booked": one.booked} for one in lines],
    }  # fmt: skip


def digest(content: dict[str, Any] | None) -> str:
    """SHA-256 of the frozen content."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def sheets(db: Session) -> list[Sheet]:
    """The last sixty, newest day first."""
    newest = select(Sheet).order_by(Sheet.day.desc(), Sheet.provider, Sheet.part.desc()).limit(SHOWN)
    return list(db.scalars(newest))


def bent(db: Session) -> list[str]:
    """Signed sheets that are not what was signed, as sentences."""
    return [
        f"the sheet of {one.provider} for {one.day} (part {one.part}) is not what was signed"
        for one in db.scalars(select(Sheet).where(Sheet.signed_at.is_not(None)).order_by(Sheet.day, Sheet.part))
        if digest(one.content) != one.sha256
    ]
