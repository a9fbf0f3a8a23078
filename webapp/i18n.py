"""Languages: Vietnamese is what stands in the templates, English is one folder of translations; dates and money as people say them."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, gettext, lazy_gettext, ngettext

from webapp import clock
from webapp.config import ROOT

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
TRANSLATIONS = ROOT / "translations"
_ = gettext
_l = lazy_gettext
_n = ngettext
speaking = force_locale


def current() -> str:
    """The language of this request (or of a `with speaking(...)` block): "vi" or "en"."""
    locale = get_locale()
    return str(locale.language) if locale and locale.language in LANGUAGES else "vi"


def pick(text: Any, lang: str | None = None) -> str:
    """The text of a `{vi, en}` mapping in the current language; a plain string stays as it is."""
    if isinstance(text, dict):
        return str(text.get(lang or current()) or text.get("vi") or "")
    return "" if text is None else str(text)


def weekday(day: date) -> str:
    """«thứ Năm» / «Thursday»."""
    vi = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
    en = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    return (en if current() == "en" else vi)[day.weekday()]


def say_day(value: date | datetime) -> str:
    """«thứ Năm 26/11» this year, with the year otherwise; Việt Nam time."""
    day = clock.local(value).date() if isinstance(value, datetime) else value
    year = "" if day.year == clock.today().year else f"/{day.year}"
    return f"{weekday(day)} {day.day:02}/{day.month:02}{year}"


def say_date(value: date | datetime | str | None) -> str:
    """«26/11/2026»; ISO text and partial dates («1990», «1990-05») too."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return "/".join(reversed(value.split("-")))
    day = clock.local(value).date() if isinstance(value, datetime) else value
    return f"{day.day:02}/{day.month:02}/{day.year}"


def say_time(value: datetime) -> str:
    """«20/11, 09:12», with the year when it is another one; Việt Nam time."""
    at = clock.local(value)
    year = "" if at.year == clock.today().year else f"/{at.year}"
    return f"{at.day:02}/{at.month:02}{year}, {at.hour:02}:{at.minute:02}"


def say_money(dong: int) -> str:
    """«8.000 đồng» / «8,000 đồng»."""
    digits = f"{dong:,}"
    return f"{digits if current() == 'en' else digits.replace(',', '.')} đồng"


def compile_missing(folder: Path = TRANSLATIONS) -> None:
    """Compile each language whose .mo is missing or older than its .po (they are not kept in the repository)."""
    for po in folder.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalog = read_po(source, locale=po.parent.parent.name)
        spare = mo.with_suffix(f".{os.getpid()}")
        with spare.open("wb") as target:
            write_mo(target, catalog)
        spare.replace(mo)


def attach(app: Flask) -> None:
    compile_missing()
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(TRANSLATIONS)
    Babel(app, locale_selector=asked_for)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters.update(pick=pick, day=say_day, date=say_date, time=say_time, money=say_money)


def asked_for() -> str:
    """The language that this request asks for."""
    if not has_request_context():
        return "vi"
    chosen = (
        g.get("lang") or request.cookies.get("lang") or request.headers.get("Take-Along")
    )  # without cookies (keeping.js)
    return cast(str, chosen) if chosen in LANGUAGES else "vi"
