"""Texts of a sandbox: written in Vietnamese where they are shown, English by look-up in its texts.en.json."""

import json
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, request

LANGUAGES = ("vi", "en")


class Tongues:
    """`cookie`: cookies of one host are shared by all its ports, so it is not to be mixed up with that of the app."""

    def __init__(self, english: Path, cookie: str) -> None:
        self.english: dict[str, str] = json.loads(english.read_text(encoding="utf-8"))
        self._cookie = cookie

    def attach(self, app: Flask) -> None:
        """Templates get t, money, language and other_language."""
        given = {"t": self.t, "money": self.money, "language": self.language, "other_language": self.address_in}
        app.jinja_env.globals.update(given)
        app.after_request(self._remember)

    def language(self) -> str:
        """?lang= first, then what was chosen before, else Vietnamese."""
        asked = request.args.get("lang")
        chosen = asked if asked in LANGUAGES else request.cookies.get(self._cookie)
        return chosen if chosen in LANGUAGES else "vi"

    def t(self, text: str, **facts: object) -> str:
        """The text in the reader's language with its {places} filled; {amount} is đồng."""
        shown = self.english[text] if self.language() == "en" else text
        return shown.format(
            **{k: self.money(v) if k == "amount" and isinstance(v, int) else v for k, v in facts.items()}
        )

    def money(self, amount: int) -> str:
        """1234567 → "1.234.567 đ"; in English "1,234,567 đ"."""
        plain = f"{amount:,} đ"
        return plain if self.language() == "en" else plain.replace(",", ".")

    def address_in(self, other: str) -> str:
        """This page in the other language; a page that answered a form goes back to the beginning."""
        path = request.path if request.method == "GET" else "/"
        return f"{path}?{urlencode({'lang': other})}"

    def _remember(self, response: Response) -> Response:
        if request.args.get("lang") in LANGUAGES:
            response.set_cookie(self._cookie, self.language(), max_age=31_536_000, samesite="Lax", httponly=True)
        return response
