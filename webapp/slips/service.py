"""What other rooms may ask of paper slips: give one for a dossier, the one that holds, end it, put it on paper."""

from webapp.slips.facts import Fact
from webapp.slips.holding import fetch, forget_all, here, keep, take_along
from webapp.slips.holding import forget as close_here
from webapp.slips.issuing import NotThisDossier, address, emptied, end, issue, link, lives, moved, of
from webapp.slips.leaving import RULE, forget
from webapp.slips.models import Slip
from webapp.slips.opening import NotOpened, Over, fact_of, opened
from webapp.slips.paper import LAYOUTS, Layout, pdf
from webapp.slips.rules import Rules, current

__all__ = [
    "LAYOUTS", "RULE", "Fact", "Layout", "NotOpened", "NotThisDossier", "Over", "Rules", "Slip", "address", "close_here", "current",
    "emptied", "end", "fact_of", "fetch", "forget", "forget_all", "here", "issue", "keep", "link", "lives", "moved", "of", "opened", "pdf", "take_along",
]  # fmt: skip
