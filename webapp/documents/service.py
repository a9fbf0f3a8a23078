"""What other rooms may ask of documents: papers asked for, files there, results, reading."""

from webapp.documents import uploads
from webapp.documents.attach import FORGET, OtherContent, add_result, attach, id_for
from webapp.documents.checking.intake import Ready, check, check_picture
from webapp.documents.checking.quality import rules as quality_rules
from webapp.documents.checking.scan import Scanner, ScannerDown
from webapp.documents.destroying import (
    abandon,
    abandon_all,
    destroy,
    every,
    every_of,
    forget_readings,
    readings_of,
    remove,
    unknown,
)
from webapp.documents.doubts import Doubts, doubts, overrule
from webapp.documents.flags import national_flags
from webapp.documents.keeping import Damaged, NoSuchDocument, find, forgetting, own, read, seen_by
from webapp.documents.limits import LIMITS, Limits, NotAccepted
from webapp.documents.models import Document
from webapp.documents.names import saved_name, say_size, shown_name
from webapp.documents.offers import Offer
from webapp.documents.offers import register as register_offers
from webapp.documents.slots import (
    OTHER,
    RESULT,
    TURN,
    Filed,
    NoSuchSlot,
    NotYourTurn,
    Slot,
    complete,
    current,
    filed,
    needed,
    open_slots,
    restrict,
    results,
    settle,
    slot,
)
from webapp.documents.store import Store, StoreError
from webapp.documents.waiting import Standing, standing
from webapp.documents.watermark import name_offices

__all__ = [
    "Offer", "name_offices", "national_flags", "register_offers",
    "abandon", "abandon_all", "destroy", "every", "every_of", "forget_readings", "readings_of", "unknown",
    "Doubts", "FORGET", "LIMITS", "OTHER", "RESULT", "TURN", "Damaged", "Document", "Limits", "NoSuchDocument", "NoSuchSlot",
    "NotAccepted", "NotYourTurn", "OtherContent", "Ready", "Scanner", "ScannerDown", "Slot", "Standing", "Store", "StoreError", "add_result", "attach",
    "check", "check_picture", "complete", "current", "doubts", "find", "forgetting", "id_for", "needed", "open_slots", "overrule", "own", "quality_rules", "read", "remove",
    "restrict", "results", "saved_name", "say_size", "seen_by", "settle", "shown_name", "slot", "standing", "uploads", "Filed", "filed",
]  # fmt: skip
