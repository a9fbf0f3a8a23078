"""The assistant: answers out of the catalogue and nowhere else; what it does not know leads to a human."""
