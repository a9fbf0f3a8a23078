"""What other rooms may ask of the line at an office."""

from webapp.tickets.calling import (
    CALLS,
    RUNS,
    LabelTaken,
    NoDesk,
    NotThere,
    at,
    call_again,
    call_next,
    close,
    desk_of,
    missed,
    open_desk,
    who_sits,
)
from webapp.tickets.leaving import RULE, forget
from webapp.tickets.lifecycle import State
from webapp.tickets.models import QueueDesk, QueueTicket
from webapp.tickets.rules import GROUPS, KINDS, Rules, usual
from webapp.tickets.setting import change, new_tablet, rules_of
from webapp.tickets.showing import Line, line
from webapp.tickets.taking import (
    HOLDS,
    Full,
    NoSuchTicket,
    NotNow,
    Shut,
    arrive,
    book,
    by_token,
    days,
    leave,
    may_arrive,
    open_for,
    slots,
    take,
)

__all__ = [
    "CALLS", "GROUPS", "HOLDS", "KINDS", "RULE", "RUNS", "Full", "LabelTaken", "Line", "NoDesk", "NoSuchTicket", "NotNow", "NotThere",
    "QueueDesk", "QueueTicket", "Rules", "Shut", "State", "arrive", "at", "book", "by_token", "call_again", "call_next",
    "change", "close", "days", "desk_of", "forget", "leave", "line", "may_arrive", "missed", "new_tablet",
    "open_desk", "open_for", "rules_of", "slots", "take", "usual", "who_sits",
]  # fmt: skip
