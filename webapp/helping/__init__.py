"""A human to turn to: which place, how long it is open, and asking to be called back."""
