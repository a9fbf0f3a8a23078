"""The sandbox bank: reads a VietQR, "pays" from a demo account and sends the bank notice a real bank would send."""
