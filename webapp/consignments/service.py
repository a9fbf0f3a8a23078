"""What other rooms may ask of public post: consignments, records of handing over, results, originals, a day's numbers."""

from webapp.consignments.fitting import Fit, fit
from webapp.consignments.items import NotAnItem, check_digit, item_code
from webapp.consignments.leaving import RULE, emptied, forget
from webapp.consignments.lifecycle import Event, Move, NotNow, Place, Result, State
from webapp.consignments.models import Consignment, ConsignmentPaper, Handover
from webapp.consignments.originals import give_back, held, returnable
from webapp.consignments.reaching import (
    TAKES,
    NoSuchConsignment,
    NotAtPost,
    by_bill,
    find,
    one,
    post_offices,
    reach,
    register_reach,
)
from webapp.consignments.records import (
    ACTS,
    CONFIRMED,
    MADE,
    SEES,
    TO_AGENCY,
    TO_POST,
    Answer,
    Between,
    NoSuchRecord,
    NoteMissing,
    NothingChosen,
    Total,
    confirm,
    drop,
    latest,
    lying,
    make,
    may_go,
    results_ready,
    said_by,
    side,
    total,
)
from webapp.consignments.records import one as record
from webapp.consignments.results import NoNumber, NotTheirs, NotThen, give, known_number, post, track, waiting
from webapp.consignments.results import find as find_result
from webapp.consignments.saying import said
from webapp.consignments.sheet import agreement, hashed, name_of
from webapp.consignments.sheet import made as sheet_of
from webapp.consignments.tallying import Tally, numbers_of, tally
from webapp.consignments.writing import (
    RECEIVES,
    SENDS,
    Changed,
    NotByPost,
    NotOpen,
    OtherLiving,
    Paper,
    Wanted,
    begun,
    sign,
    take_back,
    write,
)

__all__ = [
    "ACTS", "CONFIRMED", "MADE", "RECEIVES", "RULE", "SEES", "SENDS", "TAKES", "TO_AGENCY", "TO_POST", "Answer", "Between", "Changed",
    "Consignment", "ConsignmentPaper", "Event", "Fit", "Handover", "Move", "NoNumber", "NoSuchConsignment", "NoSuchRecord",
    "NotAnItem", "NotAtPost", "NotByPost", "NotNow", "NotOpen", "NotTheirs", "NotThen", "NoteMissing", "NothingChosen", "OtherLiving", "Paper",
    "Place", "Result", "State", "Tally", "Total", "Wanted", "agreement", "begun", "by_bill", "check_digit", "confirm", "drop", "emptied", "find",
    "find_result", "fit", "forget", "give", "give_back", "hashed", "held", "item_code", "known_number", "latest", "lying", "make", "may_go",
    "name_of", "numbers_of", "one", "post", "post_offices", "reach", "record", "register_reach", "results_ready", "returnable", "said", "said_by", "sheet_of",
    "side", "sign", "take_back", "tally", "total", "track", "waiting", "write",
]  # fmt: skip
