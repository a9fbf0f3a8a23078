"""The bank's own texts: written in Vietnamese where they are shown, English by look-up in texts.en.json."""

import json
from pathlib import Path
from urllib.parse import urlencode

from flask import Response, request

ENGLISH: dict[str, str] = json.loads(Path(__file__).with_name("texts.en.json").read_text(encoding="utf-8"))
COOKIE = "sandbox_bank_lang"  # cookies of one host are shared by all its ports: not to be mixed up with the app's
LANGUAGES = ("vi", "en")
MONEY = ("amount", "balance")


def language() -> str:
    """?lang= first, then what was chosen before, else Vietnamese."""
    asked = request.args.get("lang")
    chosen = asked if asked in LANGUAGES else request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else "vi"


def t(text: str, **facts: object) -> str:
    """The text in the reader's language with its {places} filled; {amount} and {balance} are đồng."""
    shown = ENGLISH[text] if language() == "en" else text
    return shown.format(**{k: money(v) if k in MONEY and isinstance(v, int) else v for k, v in facts.items()})


def money(amount: int) -> str:
    """1234567 → "1.234.567 đ"; in English "1,234,567 đ"."""
    plain = f"{amount:,} đ"
    return plain if language() == "en" else plain.replace(",", ".")


def remember_language(response: Response) -> Response:
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, language(), max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def address_in(other: str) -> str:
    """This page in the other language; a page that answered a form goes back to the beginning."""
    kept = request.args.to_dict() if request.method == "GET" else {}
    path = request.path if request.method == "GET" else "/"
    return f"{path}?{urlencode(kept | {'lang': other})}"
