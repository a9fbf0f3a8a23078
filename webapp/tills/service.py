"""What other rooms may ask of tills: a clerk's shift, what was taken in it, its sheet."""

from webapp.tills.closing import Changed, NotCounted, NoteMissing, close, count, sheet_of
from webapp.tills.counter import PROVIDERS as COUNTER
from webapp.tills.counter import NotWhole, OtherTaking, ReferenceMissing
from webapp.tills.counter_entries import BuiltUpon, Moved, OtherEntry
from webapp.tills.finding import Found, Named, bills, show
from webapp.tills.models import Shift
from webapp.tills.models import Taking as TakingRow
from webapp.tills.sheet import by_kind, by_means, difference, drawer, hashed, shrunk, signed
from webapp.tills.shifts import (
    SEES,
    TAKES,
    NoSuchShift,
    NotOpen,
    NotThere,
    OutOfRange,
    StillOpen,
    current,
    is_mine,
    latest,
    may_close,
    one,
    open_shift,
    takings_of,
)
from webapp.tills.taking import (
    Elsewhere,
    NoSuchTaking,
    NotEnough,
    OwnDossier,
    Taken,
    check,
    entry_of,
    give_back,
    take,
)
from webapp.tills.taking import one as taking
from webapp.tills.wording import KINDS as KIND_WORDS
from webapp.tills.wording import MEANS as MEANS_WORDS

__all__ = [
    "COUNTER", "KIND_WORDS", "MEANS_WORDS", "SEES", "TAKES", "BuiltUpon", "Moved", "NotWhole", "OtherEntry", "OtherTaking", "ReferenceMissing", "Changed", "Elsewhere", "Found", "Named", "NoSuchShift", "NoSuchTaking", "NotCounted", "NotEnough", "NotOpen",
    "NotThere", "NoteMissing", "OutOfRange", "OwnDossier", "Shift", "StillOpen", "Taken", "TakingRow", "bills", "by_kind",
    "by_means", "check", "close", "count", "current", "difference", "drawer", "entry_of", "give_back", "hashed", "is_mine",
    "latest", "may_close", "one", "open_shift", "sheet_of", "signed", "takings_of", "show", "shrunk", "take", "taking",
]  # fmt: skip
