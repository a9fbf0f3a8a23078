"""Accounts: a phone number, the people behind it, and how they sign in."""
