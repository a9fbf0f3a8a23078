"""What other rooms may ask of wallet."""

from webapp.wallet.declining import allow, decline, declined, move, refusals, refusals_of
from webapp.wallet.models import Declined
from webapp.wallet.papers import ORIGINS, NoSuchPaper, Paper, all_of, mine, origin
from webapp.wallet.using import Expired, usable, use

__all__ = [
    "ORIGINS", "refusals_of", "Declined", "Expired", "NoSuchPaper", "Paper", "all_of", "allow", "decline", "declined", "mine", "move", "origin", "refusals", "usable",
    "use",
]  # fmt: skip
