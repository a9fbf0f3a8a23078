"""Resumable uploads (tus 1.0): received in sealed parts, taken into the dossier when whole and checked."""

from webapp.documents.uploads.beginning import Wanted, begin, claim, receive_whole
from webapp.documents.uploads.clearing import FORGET_PARTS, clean, drop_parts, forget, forgetting
from webapp.documents.uploads.owners import Owner, begun_by, find, move, of_account, of_dossier
from webapp.documents.uploads.reading import content, parts
from webapp.documents.uploads.receiving import CHECK, append, refuse, took
from webapp.documents.uploads.states import (
    RECEIVED,
    RECEIVING,
    REFUSED,
    TAKEN,
    AnotherOffset,
    AnotherSum,
    Full,
    IdKnown,
    NoSuchUpload,
    OverLimit,
    TooManyUploads,
    TooMuch,
)

__all__ = [
    "begun_by", "CHECK", "FORGET_PARTS", "RECEIVED", "RECEIVING", "REFUSED", "TAKEN", "AnotherOffset", "AnotherSum", "Full", "OverLimit",
    "IdKnown", "NoSuchUpload", "Owner", "TooManyUploads", "TooMuch", "Wanted", "append", "begin", "claim", "clean",
    "content", "drop_parts", "find", "forget", "forgetting", "move", "of_account", "of_dossier", "parts", "receive_whole",
    "refuse", "took",
]  # fmt: skip
