"""Which browser asks: a random token in its cookie, kept over signing in and out. It names nobody and opens nothing."""

import hashlib
import secrets

from flask import session

NAME = "browser"


def mine() -> str:
    """The mark of this browser, as codes and sign-ins carry it; a browser without a token gets one.

    A random token of 128 bits needs no key to be hidden.
    """
    if NAME not in session:
        session[NAME] = secrets.token_hex(16)
        session.permanent = True
    return hashlib.sha256(f"mot-cham/browser/{session[NAME]}".encode()).hexdigest()


def clear_session(*kept: str) -> None:
    """Forget what the cookie held, but for the browser's own token and these."""
    staying = {name: session[name] for name in (NAME, *kept) if name in session}
    session.clear()
    session.permanent = bool(staying)
    session.update(staying)
