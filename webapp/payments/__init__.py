"""The room of money: the bill, the VietQR that pays it, the bank's notices, the receipt."""

from webapp.payments import models as models  # first of all: bills and receipts name each other
