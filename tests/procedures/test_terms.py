from datetime import time

from tests.procedures.conftest import SOURCE, definition
from webapp.procedures.terms import term_for

TERMS = [
    {"unit": "working_days", "count": 7, "when": {"check": True}, "source": SOURCE},
    {"unit": "same_day", "cutoff": "15:00", "source": SOURCE},
]


def test_the_first_term_whose_condition_holds_is_the_one() -> None:
    assert term_for(definition(term=TERMS), {"check": True}).count == 7


def test_the_last_term_is_for_everybody_else() -> None:
    term = term_for(definition(term=TERMS), {})
    assert (term.unit, term.cutoff) == ("same_day", time(15))
