"""Which procedure a clerk means by a number of the list, a code, or a few letters of its name."""

from flask import current_app
from sqlalchemy.orm import Session

from webapp import clock
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure


def offered(db: Session) -> list[Procedure]:
    """What can be filled in here, in the order of the list: the number is the place."""
    demo = current_app.config["CONFIG"].demo
    known = [one for one in procedures.all_current(db) if one.definition["form"]]
    return [one for one in known if procedures.channel_of(one, demo, clock.today()).kind != "in_person"]


def meant(db: Session, typed: str) -> list[Procedure]:
    """One: it is clear. Several: to be chosen from. None: nothing fits."""
    known = offered(db)
    if typed.isdecimal() and 1 <= int(typed) <= len(known):
        return [known[int(typed) - 1]]
    by_code = [one for one in known if one.code == typed]
    if by_code:
        return by_code
    words = procedures.plain(typed)
    named = [(one, procedures.plain(one.name)) for one in known] if words else []
    for fits in (str.__eq__, str.startswith, str.__contains__):  # the whole name, its beginning, any of its words
        found = [one for one, name in named if fits(name, words)]
        if len(found) == 1:
            return found
    codes = {one.code for one in known}
    return [one for one, _hit in procedures.find(db, typed, len(known)) if one.code in codes]
