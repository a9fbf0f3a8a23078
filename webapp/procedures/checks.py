"""Pure: rules across questions (`checks` of docs/procedures.md) and where an answer breaks one.

A rule says nothing about answers that are not there: whether a question must be answered is its own affair.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from webapp.procedures.conditions import Answers, holds

Check = Mapping[str, Any]


@dataclass(frozen=True)
class Break:
    """Where a rule is broken: at the check's `field`, in row `row` of its group (None: not in a row). `say` names the
    words where a rule has several."""

    row: int | None = None
    say: str = ""


def broken(check: Check, answers: Answers, on: date) -> list[Break]:
    """Every place where cleaned `answers` break the rule on the day `on`."""
    return list(RULES[check["kind"]](check, answers, on)) if holds(check.get("when"), answers) else []


def span(text: str) -> tuple[date, date]:
    """First and last day that an ISO date, month or year can mean."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if len(parts) == 3:
        return (date(*parts), date(*parts))
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    first = date(year, month, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def years_after(day: date, years: int) -> date:
    """The same day years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _rows(check: Check, answers: Answers) -> Iterator[tuple[int | None, Answers]]:
    """What one rule is looked at against: each row of its group, or the form itself."""
    if "group" not in check:
        yield None, answers
        return
    for number, row in enumerate(answers.get(check["group"]) or []):
        yield number, {**answers, **row}


def _pairs(check: Check, answers: Answers) -> Iterator[tuple[int | None, Any, Any]]:
    for number, row in _rows(check, answers):
        if row.get(check["field"]) is not None and row.get(check["other"]) is not None:
            yield number, row[check["field"]], row[check["other"]]


def _after(check: Check, answers: Answers, _on: date) -> Iterator[Break]:
    return (Break(row) for row, this, other in _pairs(check, answers) if span(this)[1] <= span(other)[0])


def _not_before(check: Check, answers: Answers, _on: date) -> Iterator[Break]:
    return (Break(row) for row, this, other in _pairs(check, answers) if span(this)[1] < span(other)[0])


def _at_most_years_after(check: Check, answers: Answers, _on: date) -> Iterator[Break]:
    for row, this, other in _pairs(check, answers):
        if span(this)[0] > years_after(span(other)[1], check["years"]):
            yield Break(row)


def _days_since(check: Check, answers: Answers, on: date) -> Iterator[Break]:
    """A whole day counts from the one after the event (Civil Code 91/2015, art. 147), the last one included."""
    for row, _this, event in _pairs(check, answers):
        first, last = span(event)
        too_long = "at_most" in check and (on - last).days > check["at_most"]
        too_short = "more_than" in check and (on - first).days <= check["more_than"]
        if too_long or too_short:
            yield Break(row)


def _not_above(check: Check, answers: Answers, _on: date) -> Iterator[Break]:
    return (Break(row) for row, this, other in _pairs(check, answers) if Decimal(str(this)) > Decimal(str(other)))


def _not_below(check: Check, answers: Answers, _on: date) -> Iterator[Break]:
    return (Break(row) for row, this, other in _pairs(check, answers) if Decimal(str(this)) < Decimal(str(other)))


def _within(check: Check, answers: Answers, _on: date) -> Iterator[Break]:
    for row, given in _rows(check, answers):
        value = given.get(check["field"])
        if value is not None and not check.get("min", value) <= value <= check.get("max", value):
            yield Break(row)


def _one_of(check: Check, answers: Answers, _on: date) -> Iterator[Break]:
    given, others = answers.get(check["field"]), [answers.get(name) for name in check["others"]]
    if given is not None and None not in others and given not in others:
        yield Break()


def _sum_at_most(check: Check, answers: Answers, _on: date) -> Iterator[Break]:
    rows = answers.get(check["group"]) or []
    if sum(Decimal(str(row.get(check["field"]) or 0)) for row in rows) > check["limit"]:
        yield Break()


def _exactly_one(check: Check, answers: Answers, _on: date) -> Iterator[Break]:
    rows = answers.get(check["group"]) or []
    if rows and sum(row.get(check["field"]) is True for row in rows) != 1:
        yield Break()


def _gap_free(check: Check, answers: Answers, on: date) -> Iterator[Break]:
    """Rows tell a life in order: from the wanted age on, each beginning no later than the day after what was told
    before it, up to this month. Where only a year or month is known the kindest day counts."""
    rows = answers.get(check["group"]) or []
    if not rows or any(check["field"] not in row for row in rows):
        return
    begin = _begin(check, answers, on)
    if begin and span(rows[0][check["field"]])[0] > begin:
        yield Break(0, "gap_free_start")
    told, before = None, None
    for number, row in enumerate(rows):
        first, last = span(row[check["field"]])
        if (before and last < before) or (told and first > told + timedelta(days=1)):
            yield Break(number, "gap_free_row")
        before, end = first, _end(check, row, on)
        told = max(told or end, end)
    if told and (told.year, told.month) < (on.year, on.month):
        yield Break(None, "gap_free_end")


def _begin(check: Check, answers: Answers, on: date) -> date | None:
    """The day from which life is told; None for who is not that old yet."""
    birth = answers.get(check["birth"])
    begin = years_after(span(birth)[1], check["age"]) if birth else on
    return begin if begin < on else None


def _end(check: Check, row: Answers, on: date) -> date:
    return on if row.get(check["until_now"]) or check["to"] not in row else span(row[check["to"]])[1]


def _births(check: Check, answers: Answers) -> list[str]:
    """`birth_date` and `members.member_birth_date` alike; only what was answered."""
    found = []
    for path in check["births"]:
        group, _dot, name = path.rpartition(".")
        rows = answers.get(group) or [] if group else [answers]
        found += [row[name] for row in rows if row.get(name)]
    return found


def _someone_under(check: Check, answers: Answers, on: date) -> Iterator[Break]:
    births = _births(check, answers)
    if births and all(years_after(span(one)[1], check["age"]) <= on for one in births):
        yield Break()


def _nobody_under(check: Check, answers: Answers, on: date) -> Iterator[Break]:
    if any(years_after(span(one)[0], check["age"]) > on for one in _births(check, answers)):
        yield Break()


def _never(_check: Check, _answers: Answers, _on: date) -> Iterator[Break]:
    """Its condition alone says it all."""
    yield Break()


RULES: dict[str, Callable[[Check, Answers, date], Iterable[Break]]] = {
    "after": _after, "not_before": _not_before, "at_most_years_after": _at_most_years_after, "days_since": _days_since,
    "not_above": _not_above, "not_below": _not_below, "within": _within, "one_of": _one_of,
    "sum_at_most": _sum_at_most, "exactly_one": _exactly_one, "gap_free": _gap_free,
    "someone_under": _someone_under, "nobody_under": _nobody_under, "never": _never,
}  # fmt: skip
