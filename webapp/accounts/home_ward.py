"""In which commune the person of a browser lives, as far as the card says."""

from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.accounts.models import Person
from webapp.units import service as units

PARTS = 3  # the last parts of a residence that can name the commune, the old district and the province


def home_ward(db: Session, who: Actor) -> str | None:
    """The code of the commune; None when nobody is chosen, or the card names none that exists now."""
    person = db.get(Person, who.person_id) if who.person_id else None
    return ward_in(str(person.facts.get("residence", ""))) if person else None


def ward_in(residence: str) -> str | None:
    """«Tổ 3, khu 5, Hồng Gai, Quảng Ninh» → the code of Hồng Gai.

    Cards from before July 2025 name commune, district and province, newer ones leave out the district; so the further left
    of the two that is a commune today counts. Only the home province: elsewhere there is no place to send anybody to.
    """
    *parts, province = [part.strip() for part in residence.split(",")][-PARTS:]
    home = units.place(units.HOME_PROVINCE)["vi"].removeprefix("tỉnh ")
    if not units.same_name(province.removeprefix("tỉnh ").removeprefix("Tỉnh "), home):
        return None
    found = (units.find_ward(units.HOME_PROVINCE, part) for part in parts)
    return next((code for code in found if code), None)
