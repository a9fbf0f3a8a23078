"""What other rooms may ask of home visits: a helper's day, who read an address, what is kept of an account."""

from webapp.visits.beside import Panel, register
from webapp.visits.leaving import (
    LOOK,
    UNCONFIRMED,
    VISIT,
    asked_by,
    forget,
    forget_looks,
    forget_names,
    forget_unconfirmed,
    said,
)
from webapp.visits.models import Visit
from webapp.visits.rounds import Stop, for_helper, look, on_marked, tally
from webapp.visits.telling import JOB, remind

__all__ = [
    "JOB", "LOOK", "Panel", "Stop", "UNCONFIRMED", "VISIT", "Visit", "asked_by", "for_helper", "forget", "forget_looks", "forget_names",
    "forget_unconfirmed", "look", "on_marked", "register", "remind", "said", "tally",
]  # fmt: skip
