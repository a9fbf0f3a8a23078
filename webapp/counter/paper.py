"""The sheet of a day on paper, in Vietnamese: A5, or 80 mm for the printer of a till."""

from datetime import date
from pathlib import Path
from typing import Any

from webapp import clock, qr, typesetting
from webapp.counter.sheet import Row, Sheet
from webapp.counter.tallying import BY_CODE
from webapp.counter.wording import BY_CODE_WORDS, COUNT_WORDS, POST_WORDS
from webapp.i18n import speaking
from webapp.tills.service import KIND_WORDS, MEANS_WORDS
from webapp.typesetting import dong

TEMPLATE = Path(__file__).parent / "data" / "day.typ"


def pdf(found: Sheet, unit: str, link: str, narrow: bool) -> bytes:
    """`link`: the same sheet on the screen, behind the QR."""
    now = clock.now()
    with speaking("vi"):
        said = {
            "narrow": narrow, "unit": unit, "days": _days(found.first, found.last), "at": f"{clock.local(now):%H:%M %d/%m/%Y}",
            "qr": qr.svg(link), "whole": _said(found.whole), "clerks": [_said(one) for one in found.rows],
            "post": [[str(words), str(getattr(found.post, what))] for what, words in POST_WORDS.items()] if found.post else [],
        }  # fmt: skip
    return typesetting.pdf(TEMPLATE, said, now)


def _days(first: date, last: date) -> str:
    return f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def _said(row: Row) -> dict[str, Any]:
    """`counts`, `means`, `kinds`: [words, number] in the order of the sheet; a kind of money only where there was some."""
    return {
        "name": row.name, "counts": [[str(words), str(row.counts[what])] for what, words in COUNT_WORDS.items()],
        "means": [[str(words), dong(row.means[what])] for what, words in MEANS_WORDS.items()],
        "kinds": [[str(words), dong(row.kinds[what])] for what, words in KIND_WORDS.items() if row.kinds[what]],
        "money": dong(row.money), "by_code": [[str(BY_CODE_WORDS), dong(row.counts[BY_CODE])]],
    }  # fmt: skip
