"""Checks a file against schema.json and says each mistake by file, line and field."""

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from webapp.procedures.marked import BadFile, line_of, say_path

SCHEMA = Path(__file__).parent / "schema.json"
_dates = FormatChecker(formats=())


@_dates.checks("date", raises=ValueError)
def _is_date(text: object) -> bool:
    return not isinstance(text, str) or bool(date.fromisoformat(text))


def check(root: Any, file: str, part: str | None = None) -> list[BadFile]:
    """All mistakes of a read file; `part` names a definition of the schema (for shared files), else a whole
    procedure."""
    errors = _narrow(_validator(part).iter_errors(root))
    return [_bad(root, file, error) for error in errors]


@cache
def _validator(part: str | None) -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    if part:
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{part}"}
    return Draft202012Validator(schema, format_checker=_dates)


def _narrow(errors: Iterable[ValidationError]) -> list[ValidationError]:
    """The deepest mistakes only: what a wrong `kind` makes of the other settings is noise."""
    found = sorted(errors, key=lambda error: [str(step) for step in error.absolute_path])
    paths = [list(error.absolute_path) for error in found if error.validator != "unevaluatedProperties"]
    return [
        error
        for error in found
        if error.validator != "unevaluatedProperties"
        or not any(path[: len(error.absolute_path)] == list(error.absolute_path) for path in paths)
    ]


def _bad(root: Any, file: str, error: ValidationError) -> BadFile:
    path: list[str | int] = list(error.absolute_path)
    if error.validator in ("additionalProperties", "unevaluatedProperties"):
        extra = _extra(error)
        if extra:
            place = [*path, extra]
            return BadFile(file, line_of(root, place), say_path(place), "is not a setting here")
    return BadFile(file, line_of(root, path), say_path(path), _say(error))


def _extra(error: ValidationError) -> str | None:
    """The unknown key an "additional properties" message is about: it stands in quotes before "unexpected"."""
    given: Any = error.instance
    return next((str(name) for name in given if f"'{name}'" in error.message), None)


def _say(error: ValidationError) -> str:
    if error.validator == "required":
        return error.message.replace(" is a required property", " is missing")
    if error.validator == "enum":
        allowed: Any = error.validator_value
        return f"{error.instance!r} is not one of {', '.join(str(one) for one in allowed)}"
    return error.message if len(error.message) < 200 else f"{error.message[:200]}…"
