"""What other rooms may ask of documents: papers asked for, files there, results, reading."""

from webapp.documents.attach import FORGET, OtherContent, add_result, attach, id_for, remove
from webapp.documents.checking.intake import Ready, check
from webapp.documents.keeping import NoSuchDocument, find, forget, own, read, seen_by
from webapp.documents.limits import LIMITS, Limits, NotAccepted
from webapp.documents.models import Document
from webapp.documents.names import saved_name, say_size, shown_name
from webapp.documents.slots import (
    OTHER,
    RESULT,
    TURN,
    NoSuchSlot,
    NotYourTurn,
    Slot,
    complete,
    current,
    needed,
    open_slots,
    restrict,
    results,
    settle,
    slot,
    unasked,
)
from webapp.documents.store import Store, StoreError

__all__ = [
    "FORGET", "LIMITS", "OTHER", "RESULT", "TURN", "Document", "Limits", "NoSuchDocument", "NoSuchSlot",
    "NotAccepted", "NotYourTurn", "OtherContent", "Ready", "Slot", "Store", "StoreError", "add_result", "attach",
    "check", "complete", "current", "find", "forget", "id_for", "needed", "open_slots", "own", "read", "remove",
    "restrict", "results", "saved_name", "say_size", "seen_by", "settle", "shown_name", "slot", "unasked",
]  # fmt: skip
