"""What other rooms may ask of decisions about money: what waits, deciding, what has not gone yet, the vouchers."""

from webapp.decisions.deciding import ASSIGNS, GIVES_BACK, NotYours, TooMuch, Undecidable, may
from webapp.decisions.fitting import fitting, open_bill
from webapp.decisions.models import Voucher, VoucherCounter
from webapp.decisions.moving import assign, gone, keep, refund, refundable, return_, went
from webapp.decisions.owed import Owed, not_gone, voucher_of
from webapp.decisions.paper import pdf as voucher_paper
from webapp.decisions.waiting import Waiting, doubtful, for_a_person, puzzling

__all__ = [
    "ASSIGNS", "GIVES_BACK", "NotYours", "Owed", "TooMuch", "Undecidable", "Voucher", "VoucherCounter", "Waiting", "assign",
    "doubtful", "fitting", "for_a_person", "gone", "keep", "may", "not_gone", "open_bill", "puzzling", "refund", "refundable",
    "return_", "voucher_of", "voucher_paper", "went",
]  # fmt: skip
