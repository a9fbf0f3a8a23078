"""The room of money: the bill, the VietQR that pays it, the bank's notices, the receipt."""
