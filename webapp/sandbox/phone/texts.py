"""The phones' own texts: written in Vietnamese where they are shown, English by look-up in texts.en.json."""

import json
from pathlib import Path
from urllib.parse import urlencode

from flask import Response, request

ENGLISH: dict[str, str] = json.loads(Path(__file__).with_name("texts.en.json").read_text(encoding="utf-8"))
COOKIE = "sandbox_phone_lang"  # cookies of one host are shared by all its ports: not to be mixed up with the app's
LANGUAGES = ("vi", "en")


def language() -> str:
    """?lang= first, then what was chosen before, else Vietnamese."""
    asked = request.args.get("lang")
    chosen = asked if asked in LANGUAGES else request.cookies.get(COOKIE)
    return chosen if chosen in LANGUAGES else "vi"


def t(text: str, **facts: object) -> str:
    """The text in the reader's language with its {places} filled."""
    return (ENGLISH[text] if language() == "en" else text).format(**facts)


def remember_language(response: Response) -> Response:
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, language(), max_age=31_536_000, samesite="Lax", httponly=True)
    return response


def address_in(other: str) -> str:
    """This page in the other language; a page that answered a form goes back to the beginning."""
    path = request.path if request.method == "GET" else "/"
    return f"{path}?{urlencode({'lang': other})}"
