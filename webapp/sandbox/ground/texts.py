"""A sandbox's own texts: written in Vietnamese where they are shown, English by look-up in its texts.en.json."""

import json
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, request

LANGUAGES = ("vi", "en")
GROUND = Path(__file__).parent
MONEY = ("amount", "balance")


def read(folder: Path) -> dict[str, str]:
    """Vietnamese → English, of a sandbox or of what all have."""
    found: dict[str, str] = json.loads((folder / "texts.en.json").read_text(encoding="utf-8"))
    return found


class Texts:
    """`cookie` keeps the language. Cookies of one host are shared by all its ports, so each sandbox has its own."""

    def __init__(self, folder: Path, cookie: str) -> None:
        self.english = read(GROUND) | read(folder)
        self._cookie = cookie

    def attach(self, app: Flask) -> None:
        app.jinja_env.globals.update(t=self.t, money=self.money, language=self.language, other_language=self.address_in)
        app.after_request(self._remember)

    def language(self) -> str:
        """?lang= first, then what was chosen before, else Vietnamese."""
        asked = request.args.get("lang")
        chosen = asked if asked in LANGUAGES else request.cookies.get(self._cookie)
        return chosen if chosen in LANGUAGES else "vi"

    def t(self, text: str, **facts: object) -> str:
        """The text in the reader's language with its {places} filled; {amount} and {balance} are đồng."""
        shown = self.english[text] if self.language() == "en" else text
        return shown.format(**{k: self.money(v) if k in MONEY and isinstance(v, int) else v for k, v in facts.items()})

    def money(self, amount: int) -> str:
        """1234567 → "1.234.567 đ"; in English "1,234,567 đ"."""
        plain = f"{amount:,} đ"
        return plain if self.language() == "en" else plain.replace(",", ".")

    def address_in(self, other: str) -> str:
        """This page in the other language; a page that answered a form goes back to the beginning."""
        kept = request.args.to_dict() if request.method == "GET" else {}
        path = request.path if request.method == "GET" else "/"
        return f"{path}?{urlencode(kept | {'lang': other})}"

    def _remember(self, response: Response) -> Response:
        if request.args.get("lang") in LANGUAGES:
            response.set_cookie(self._cookie, self.language(), max_age=31_536_000, samesite="Lax", httponly=True)
        return response
