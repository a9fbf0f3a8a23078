"""What is answered to a question, with what was spoken of before: a procedure and what is wanted of it, a choice, or «I don't know».

Deterministic, and nothing is said that does not stand in the catalogue: this only finds which part of it is meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from webapp.assistant import intents
from webapp.procedures import service as procedures
from webapp.procedures.service import Listed, Procedure

MOST_OFFERED = 4


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
    return intents.load()


def wants() -> tuple[str, ...]:
    """All that can be asked about."""
    return _intents().names


def reply(db: Session, question: str, before: Turn | None = None) -> Reply:
    """`before`: the last turn that was answered."""
    asked = _intents().read(question)
    if before and asked.wants and not asked.says_more:
        return Reply(before.code, asked.wants)
    found = procedures.answer(db, question)
    if found.opens:
        going_on = before.wants if before and asked.onward else ()
        return Reply(found.offered[0].code, asked.wants or going_on)
    return Reply("", asked.wants, found.offered[:MOST_OFFERED])
