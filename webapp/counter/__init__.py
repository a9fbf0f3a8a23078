"""A customer at a post office counter: who sits there, what is done for them, a clean slate for the next; the sheet of the day."""
