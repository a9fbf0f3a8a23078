"""Official words and what they mean: the page of all of them, and marking them where they stand in a text."""
