"""A forgotten PIN must not shut in what was not sent yet: the evening's key, sealed by the server for its helper alone and kept by the
phone (nothing of it stays here); opened for whoever has just signed in anew as that helper."""

import re
from datetime import timedelta
from uuid import UUID

from webapp import clock, sealing
from webapp.accounts.service import SignIn

PURPOSE = "evening key"
FRESH = timedelta(minutes=10)  # after signing in: a phone that somebody found signed in opens nothing
KEY = re.compile("[0-9a-f]{64}")


class NotFresh(Exception):
    """Signed in too long ago: to be done once more first."""


def shut(account_id: UUID, key: str) -> str:
    """`key`: 256 bits as hex → hex that says nothing. Raises ValueError for another shape."""
    if not KEY.fullmatch(key):
        raise ValueError("not a key")
    return sealing.seal(account_id.bytes + bytes.fromhex(key), PURPOSE).hex()


def opened(sign_in: SignIn, kept: str) -> str:
    """The key of this helper's own evening. Raises NotFresh, ValueError for anybody else's or anything else."""
    if clock.now() - sign_in.created_at > FRESH:
        raise NotFresh
    try:
        plain = sealing.unseal(bytes.fromhex(kept), PURPOSE)
    except sealing.Unreadable as error:
        raise ValueError("not of here") from error
    if plain[:16] != sign_in.account_id.bytes:
        raise ValueError("somebody else's")
    return plain[16:].hex()
