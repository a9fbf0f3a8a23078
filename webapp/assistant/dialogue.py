"""What is answered to a question, with what was spoken of before: a procedure and what is wanted of it, a choice, or «I don't know».

Deterministic, and nothing is said that does not stand in the catalogue: this only finds which part of it is meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from webapp.assistant import intents
from webapp.assistant.intents import Asked
from webapp.national import service as national
from webapp.procedures import service as procedures
from webapp.procedures.service import Answered, Listed, Procedure

MOST_OFFERED = 4
ENOUGH = 0.5  # of a question, met by the names of what it is taken for; with less it is only offered
Row = Procedure | Listed


@dataclass(frozen=True)
class Turn:
    """A question and what it was taken for: `code` "" where it was not answered."""

    question: str
    code: str
    wants: tuple[str, ...]


@dataclass(frozen=True)
class Reply:
    """`about` answered for with `wants` (() for all that matters first); or `options` to choose from; neither: it is not known."""

    about: str = ""
    wants: tuple[str, ...] = ()
    options: Sequence[Procedure | Listed] = ()


@cache
def _intents() -> intents.Intents:
    return intents.load(procedures.wording())


def wants() -> tuple[str, ...]:
    """All that can be asked about."""
    return _intents().names


def reply(db: Session, question: str, before: Sequence[Turn] = ()) -> Reply:
    """`before`: the turns until now."""
    asked = _intents().read(question)
    if code := procedures.code_in(question):
        return Reply(code, asked.wants) if procedures.answer(db, code).opens else Reply()
    if asked.beyond:
        return Reply("", asked.wants)
    last = before[-1] if before else None
    known = next((turn for turn in reversed(before) if turn.code), None)
    if known and asked.wants and not _intents().says_more(asked, _called(db, known.code)):
        return Reply(known.code, asked.wants)
    meant, several = _meant(db, asked, last, known)
    if not meant:
        return Reply("", asked.wants, several[:MOST_OFFERED])
    goes_on = last and (asked.onward or not last.code or last.code == meant.code)
    return Reply(meant.code, asked.wants or (last.wants if last and goes_on else ()))


def _meant(db: Session, asked: Asked, last: Turn | None, known: Turn | None) -> tuple[Row | None, Sequence[Row]]:
    """What is meant where that is clear: among what the last question left open, of the same field as what was spoken of before, or
    in its own words. And what else may be."""
    ways = [procedures.answer(db, way) for way in asked.ways]
    clear: Sequence[Row] = [one for way in ways for one in _clear(way)]
    if last and not last.code:
        earlier = _intents().read(last.question)
        left = {one.code for one in procedures.answer(db, earlier.ways[0]).offered}
        narrower = _clear(procedures.answer(db, f"{earlier.ways[-1]} {asked.ways[-1]}"))
        clear = sorted([*narrower, *clear], key=lambda one: one.code not in left)
    elif known and not any(way.by_name for way in ways):
        clear = _of_field(db, known.code, asked, clear, ways[0].offered) or clear
    return next(iter(clear), None), ways[0].offered


def _clear(found: Answered) -> Sequence[Row]:
    return found.offered[:1] if (found.opens or found.by_name) and found.covers >= ENOUGH else []


def _of_field(db: Session, code: str, asked: Asked, clear: Sequence[Row], offered: Sequence[Row]) -> Sequence[Row]:
    """«Còn gia hạn?» after a temporary residence is about that, whatever else can be renewed."""
    before = next(iter(procedures.answer(db, code).offered), None)
    if before is None or any(_field(one) == _field(before) for one in clear):
        return []
    both = _clear(procedures.answer(db, f"{asked.ways[-1]} {_intents().read(before.name).ways[-1]}"))
    related = [one for one in offered if _field(one) == _field(before)]
    ways = [one for one in both if _field(one) == _field(before) and one.code != code], related
    return next((way for way in ways if len(way) == 1), [])


def _field(one: Procedure | Listed) -> str:
    return one.definition["field"] if isinstance(one, Procedure) else one.field


def _called(db: Session, code: str) -> frozenset[str]:
    """The words of all that a procedure is called, plain."""
    try:
        names = procedures.searched(procedures.current(db, code))
    except procedures.UnknownProcedure:
        record = national.get(db, code)
        names = [record.record.name] if record else []
    return frozenset(word.plain for name in names for word in procedures.words(name))
