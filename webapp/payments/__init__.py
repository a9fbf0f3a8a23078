"""The room of money: the bill, the ways to pay it, what providers say, and the journal."""
