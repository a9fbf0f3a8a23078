"""What people type into the form of a notice, read or refused."""

import re
from datetime import date

from werkzeug.datastructures import MultiDict

from webapp.sandbox.treasury.notices import Written
from webapp.sandbox.treasury.refusals import FormIncomplete, FormUnreadable
from webapp.sandbox.treasury.world import KINDS, OFFICES

LINES = range(1, 4)
LONGEST = 120
MOST = 10**12
_AMOUNT = re.compile(r"[0-9]{1,13}|[0-9]{1,3}([. ,][0-9]{3}){1,4}")
_PERSON = re.compile(r"[0-9]{12}")
_DOSSIER = re.compile(r"[0-9A-Za-z.-]{6,40}")


def read(form: MultiDict[str, str]) -> Written:
    """Raises FormIncomplete, FormUnreadable."""
    kind, office = form.get("kind", ""), form.get("office", "")
    if kind not in KINDS or office not in OFFICES:
        raise FormUnreadable
    payer, items = _line(form, "payer"), tuple(item for line in LINES if (item := _item(form, line)))
    if not payer or not items:
        raise FormIncomplete
    payer_id = _line(form, "payer_id").replace(" ", "")
    if payer_id and not _PERSON.fullmatch(payer_id):
        raise FormUnreadable
    return Written(kind, office, payer, payer_id, items, _day(_line(form, "due")), read_dossier(form))


def read_dossier(form: MultiDict[str, str]) -> str:
    """A dossier's code or nothing; raises FormUnreadable."""
    dossier = _line(form, "dossier").upper()
    if dossier and not _DOSSIER.fullmatch(dossier):
        raise FormUnreadable
    return dossier


def _item(form: MultiDict[str, str], line: int) -> tuple[str, int] | None:
    what, typed = _line(form, f"what{line}"), _line(form, f"amount{line}")
    if not what and not typed:
        return None
    plain = typed.removesuffix("đồng").removesuffix("đ").strip()
    amount = int(re.sub(r"[. ,]", "", plain)) if _AMOUNT.fullmatch(plain) else 0
    if not what or not 0 < amount < MOST:
        raise FormIncomplete
    return what, amount


def _line(form: MultiDict[str, str], name: str) -> str:
    shown = "".join(c if c.isprintable() else " " for c in form.get(name, ""))
    return " ".join(shown.split())[:LONGEST]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise FormUnreadable from None
