"""What other rooms may ask of wallet."""

from webapp.wallet.declining import allow, decline, declined, refusals
from webapp.wallet.models import Declined
from webapp.wallet.papers import NoSuchPaper, Paper, all_of, mine, origin
from webapp.wallet.using import Expired, usable, use

__all__ = [
    "Declined", "Expired", "NoSuchPaper", "Paper", "all_of", "allow", "decline", "declined", "mine", "origin", "refusals", "usable",
    "use",
]  # fmt: skip
