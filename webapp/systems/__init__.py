"""Asking systems of others: one request, and what a signed one of the State's looks like."""
