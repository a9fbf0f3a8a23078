"""The texts registered with Zalo (`data/zns.yaml`): which one fits a message, and its values, each present and not too long."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from webapp import clock
from webapp.i18n import pick
from webapp.messages.data_files import BadData, read

TITLE, TEXT = (9, 65, 4), (9, 400, 10)  # characters at least, at most, parameters at most
HOLE = re.compile(r"<([a-z_]+)>")
KINDS = ("text", "code", "date", "time", "words")


@dataclass(frozen=True)
class Param:
    """Made of the sender's `of`, written as `kind`, at most `most` characters."""

    of: str
    kind: str
    most: int


@dataclass(frozen=True)
class Template:
    """`ids`, `demo`, `title`, `text` by language; `words`: value → its words by language, for a parameter of that kind."""

    key: str
    ids: Mapping[str, str | None]
    demo: Mapping[str, str]
    title: Mapping[str, str]
    text: Mapping[str, str]
    params: Mapping[str, Param]
    words: Mapping[str, Mapping[str, str]]

    def filled(self, lang: str, values: Mapping[str, str]) -> tuple[str, str]:
        """Title and text as Zalo shows them."""
        title, text = (HOLE.sub(lambda hole: values.get(hole[1], ""), one[lang]) for one in (self.title, self.text))
        return title, text


@dataclass(frozen=True)
class Errors:
    """Zalo's error numbers, by what to do about them."""

    temporary: frozenset[int]
    token: frozenset[int]
    ours: frozenset[int]


def values_for(
    template: str, news: str | None, lang: str, sent: Mapping[str, Any], folder: Path | None = None
) -> dict[str, dict[str, str]]:
    """Key of every registered text that fits this message → its values; the nearest first. Empty where none does."""
    known, found = load(folder)[0], {}
    for key in (f"{template}/{news}", template):
        if key in known and (values := _values(known[key], lang, {**sent, "news": news})) is not None:
            found[key] = values
    return found


def _values(one: Template, lang: str, sent: Mapping[str, Any]) -> dict[str, str] | None:
    """None when something is missing or too long."""
    made = {name: _short(_said(sent.get(param.of), param, one, lang), param) for name, param in one.params.items()}
    return made if all(made.values()) else None


def _short(said: str, param: Param) -> str:
    """A long text is cut; a code or a date that is too long would be a wrong one."""
    if len(said) <= param.most:
        return said
    return f"{said[: param.most - 1]}…" if param.kind == "text" else ""


def _said(value: Any, param: Param, one: Template, lang: str) -> str:
    if value is None:
        return ""
    if param.kind == "words":
        return one.words.get(str(value), {}).get(lang, "")
    if param.kind == "code":
        return f"{str(value)[:4]}-{str(value)[4:]}" if value else ""
    if param.kind in ("date", "time") and isinstance(value, date):
        at = clock.local(value) if isinstance(value, datetime) else value
        return f"{at:%H:%M %d/%m/%Y}" if param.kind == "time" and isinstance(at, datetime) else f"{at:%d/%m/%Y}"
    return " ".join(pick(value, lang).split()) if isinstance(value, str | dict) else ""


@cache
def load(folder: Path | None = None) -> tuple[Mapping[str, Template], Errors]:
    """Raises `BadData`."""
    raw = read("zns", folder)
    try:
        made = {key: _template(key, said) for key, said in raw["templates"].items()}
        errors = Errors(*(frozenset(map(int, raw["errors"][name])) for name in ("temporary", "token", "ours")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadData(f"zns.yaml: {error} is missing or not of the right kind; see the file that ships.") from None
    for one in made.values():
        _check(one)
    return made, errors


def _template(key: str, said: Mapping[str, Any]) -> Template:
    params = {name: Param(one["of"], one["as"], int(one["most"])) for name, one in said["params"].items()}
    return Template(key, said["id"], said.get("demo", {}), said["title"], said["text"], params, said.get("words", {}))


def _check(one: Template) -> None:
    for part, texts, (least, most, holes) in (("title", one.title, TITLE), ("text", one.text, TEXT)):
        for lang, text in texts.items():
            where = f"zns.yaml: {one.key}, {part} ({lang})"
            used = HOLE.findall(text)
            if not least <= len(text) <= most:
                raise BadData(f"{where} has {len(text)} characters; Zalo takes {least} to {most}.")
            if len(used) > holes or not set(used) <= set(one.params):
                raise BadData(f"{where} may use at most {holes} parameters, each named under `params`.")
    if bad := [name for name, param in one.params.items() if param.kind not in KINDS or param.most < 1]:
        raise BadData(
            f"zns.yaml: {one.key}, parameter {bad[0]}: `as` must be one of {', '.join(KINDS)}, `most` at least 1."
        )
    longest = max((len(word) for said in one.words.values() for word in said.values()), default=0)
    if longest > min((p.most for p in one.params.values() if p.kind == "words"), default=longest):
        raise BadData(f"zns.yaml: {one.key}: words of {longest} characters are longer than their parameter may be.")
