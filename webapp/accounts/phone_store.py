"""The key that seals what lies on an account's phones (static/js/offline/seal.js): the same on each of them, so that what one
kept can be opened there after signing in again. The server gives it only to who is signed in."""

import hashlib
import secrets

from webapp.accounts.models import Account

BYTES = 32


def key_of(account: Account) -> str:
    """256 bits, as hex; made when first asked for."""
    if account.phone_store is None:
        account.phone_store = secrets.token_hex(BYTES)
    return account.phone_store


def owner_of(key: str) -> str:
    """A name for whoever holds the key that tells nothing of it or of the account."""
    return hashlib.sha256(f"mot-cham/owner/{key}".encode()).hexdigest()[:16]
