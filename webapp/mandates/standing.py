"""How a mandate stands at a moment. Pure."""

from datetime import datetime
from enum import StrEnum

from webapp.mandates.models import Mandate


class Standing(StrEnum):
    OFFERED = "offered"
    LAPSED = "lapsed"  # an offer nobody answered in time
    REFUSED = "refused"
    ACTIVE = "active"
    OVER = "over"
    ENDED = "ended"
    FROZEN = "frozen"


def standing(mandate: Mandate, now: datetime) -> Standing:
    if mandate.frozen_at:
        return Standing.FROZEN
    if mandate.ended_at:
        return Standing.ENDED if mandate.given_at else Standing.REFUSED
    if mandate.given_at is None or mandate.until is None:
        return Standing.OFFERED if now < mandate.offer_until else Standing.LAPSED
    return Standing.ACTIVE if now < mandate.until else Standing.OVER
