"""A clerk's sign-in goes from a counter's browser, whose folder is thrown away, to the fresh one that takes its place.

A ticket names the sign-in, sealed; it holds for two minutes and once, and never leaves the desk: the desk's launcher hands it to the
new browser behind the #, which no server and no log sees.
"""

import json
import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from webapp import clock, sealing, throttle
from webapp.accounts import service
from webapp.accounts.models import SignIn

PURPOSE = "carried sign-in"
LASTS = timedelta(minutes=2)
LONGEST = 600  # hex characters


class NoTicket(Exception):
    """Too old, used before, or none of ours: to be signed in by phone."""


def ticket(mine: SignIn) -> str:
    """Hex, a few hundred characters."""
    said = {"token": mine.token, "until": int((clock.now() + LASTS).timestamp()), "id": secrets.token_hex(8)}
    return sealing.seal(json.dumps(said).encode(), PURPOSE).hex()


def used(db: Session, text: str) -> SignIn:
    """The sign-in that goes on. Raises NoTicket."""
    try:
        said = json.loads(sealing.unseal(bytes.fromhex(text[:LONGEST]), PURPOSE))
    except (ValueError, sealing.Unreadable) as error:
        raise NoTicket from error
    if said["until"] < clock.now().timestamp() or not throttle.once(db, PURPOSE, said["id"], said["until"]):
        raise NoTicket
    found = service.signed_in(db, said["token"])
    if found is None:
        raise NoTicket
    return found[0]
